"""The patterns of messy case numbers. Court names in the text have been replaced by one sign (NAMED
NAMED_ON*)."""

import re
from functools import lru_cache

from bot.language.case_types import type_pattern
from bot.language.court_table import provinces
from bot.language.digits import DIGIT, SPOKEN_DIGIT
from bot.language.reference import table

NAMED, NAMED_ON = "\ue000", "\ue001"

_GAP = (
    r"(?:[\s,.。、·:;\-—–_*]|的|呃|嗯|啊|那个|这个|判|案子|案件|案|里"
    r"|然后|接着|就是|哦|额|高院|中院|法院){0,5}?"
)
_OPEN = r"(?:[(（\[【〔{<《「]|左?括[号弧])"
_CLOSE = r"(?:[)）\]】〕}>》」]|右?括[号弧]|反括[号弧])"
_SAID_YEAR = r"[二两2]千[零〇]?[一二三四五六七八九十]{1,3}"
_HEARD_YEAR = r"2002[-. ]?1?[1-9](?=\s?年)"
"""两千零二十三年 as recognisers write it: 2002-13年, 200213年, 20023年."""
_CHINESE = r"[\u4e00-\u9fff]"
_YEAR = (
    rf"(?P<open>{_OPEN})?\s*(?<!{DIGIT})(?<![第字])"
    rf"(?:(?P<year8>(?P<y1>\d)(?P=y1)(?P<y2>\d)(?P=y2)(?P<y3>\d)(?P=y3)(?P<y4>\d)(?P=y4))(?!\d)|(?P<said_year>{_SAID_YEAR})|(?P<heard_year>{_HEARD_YEAR})"
    rf"|(?P<year4>[12一幺壹Il二两贰] ?[09零〇洞Oo九玖勾](?: ?{DIGIT}){{2}})"
    rf"|(?P<year2>{DIGIT} ?{DIGIT})|(?P<relative>[今去前本]))"
    rf"\s*(?P<nian>年度?的?)?\s*(?P<close>{_CLOSE})?(?P<nian2>年)?{_GAP}"
)
_THIS_CENTURY = rf"(?:20[12]\d|[二两][零〇洞][一二幺]{SPOKEN_DIGIT})"
_FIGURE = r"[\dOoIl]"
_SOME = rf"(?:\d|{SPOKEN_DIGIT}|十){{1,8}}"
_STOPS = r"$|[\s,。;!?、)的那这]"
_SERIAL = (
    rf"(?:(?P<thousands>[1-9]\d{{0,2}}(?:,\d{{3}})+(?!\d))"
    rf"|(?P<said_serial>\d{{1,4}}万\d{{1,4}}|[一二两三四五六七八九]?[十百千万][一二两三四五六七八九十百千万零]*"
    r"(?![\d幺一二两三四五六七八九十百千万零]))"
    rf"|(?P<mixed_serial>(?:{_SOME})? ?[百千万] ?零?(?:{_SOME})?(?: ?[十百千零] ?(?:{_SOME})?)*)"
    rf"(?=\s*号|{_STOPS})"
    rf"|(?P<digits>(?:(?=\d+{SPOKEN_DIGIT}|{SPOKEN_DIGIT}+\d){_SOME}(?=\s*号|{_STOPS})"
    rf"|{_FIGURE}(?: ?{_FIGURE})*|{SPOKEN_DIGIT}(?: ?[,。]?{SPOKEN_DIGIT})*(?!\d))))"
)
_HAO = r"(?P<hao>\s*号)?(?P<sheet>之[一二三四五六七八九十\d]+号?|-\d(?!\d)号?)?"


@lru_cache(maxsize=1)
def sign_of() -> dict[str, str]:
    """Every way to write a province → its sign: 京, 北京, 北京市, 蒙, 内蒙古 …"""
    signs: dict[str, str] = {}
    for sign, _, name, also in table("provinces"):
        short = re.sub(r"(?:(?:壮族|回族|维吾尔)?自治区|省|市)$", "", name)
        signs.update({word: sign for word in (sign, name, short, also) if word})
    return signs


def _province() -> str:
    words = sorted(sign_of(), key=len, reverse=True)
    return f"(?P<province>{'|'.join(f'{w}{{1,2}}' if len(w) == 1 else w for w in words)})"


@lru_cache(maxsize=1)
def whole() -> "re.Pattern[str]":
    """[year] [court] type [serial]; every part but the type may be missing."""
    court = (
        rf"(?:(?P<named>{NAMED}{NAMED_ON}*)|(?P<supreme>最高(?:人民)?(?:法院|法|院))"
        rf"|{_province()}省?(?P<seat>(?:\s*-?\s*{DIGIT}){{0,4}}))"
    )
    return re.compile(
        rf"(?:{_YEAR})?(?:(?:{NAMED}{NAMED_ON}*{_GAP})?{court}{_GAP})?(?P<special>知{{1,2}})?(?P<type>{type_pattern()})"
        rf"(?:{_GAP}字?{_GAP}(?:案?号是?)?第?\s*{_SERIAL}{_HAO})?"
    )


@lru_cache(maxsize=1)
def typed() -> "re.Pattern[str]":
    """A type code that follows a Chinese character and stands before a serial."""
    return re.compile(rf"(?<=[\u4e00-\u9fff ])(?P<type>{type_pattern()})(?=\s*(?:字?第)?\s*{DIGIT})")


@lru_cache(maxsize=1)
def untyped() -> "re.Pattern[str]":
    """[year] court code, then a word that is no type code, or nothing, then perhaps a serial."""
    return re.compile(
        rf"(?:{_YEAR})?{_province()}(?P<seat>(?:\s*{DIGIT}){{4}}|(?:\s*{DIGIT}){{2}})"
        rf"(?:{_GAP}(?P<word>(?![字第])(?!号){_CHINESE}{{1,4}}?)?字?第?\s*{_SERIAL}{_HAO})?"
    )


@lru_cache(maxsize=1)
def unknown_province() -> "re.Pattern[str]":
    """year, a character that is no province's sign, digits, type, serial."""
    signs = "".join(provinces())
    return re.compile(
        rf"{_OPEN}?\s*(?P<year>(?:20)?\d{{2}})\s*年?\s*{_CLOSE}?\s*(?P<sign>(?![{signs}蒙贵滇陇蜀秦]){_CHINESE})"
        rf"(?:\d{{4}}|\d{{2}})(?:{type_pattern()})\s*\d{{1,8}}\s*号?"
    )


OLD_STYLE = re.compile(
    rf"{_OPEN}?\s*(?P<year>(?:19|20)\d{{2}}|{SPOKEN_DIGIT}{{4}})\s*年?\s*{_CLOSE}?\s*"
    rf"(?P<body>(?:{_CHINESE}|[()\d]){{1,14}}?)字\s*第?\s*(?P<serial>\d+(?:-\d+)?|{SPOKEN_DIGIT}+)\s*号"
)
MORE = re.compile(
    rf"\s*(?:[呃嗯啊]\s*)?(?P<how>、|,|和|及|以及|跟|与|还有|到|至|~|-|—|–)\s*(?:[呃嗯啊]\s*)?第?"
    rf"(?:(?P<said>[一二两三四五六七八九]?[十百千][一二两三四五六七八九十百千零]*)|(?P<digits>\d{{1,8}}|{SPOKEN_DIGIT}{{2,8}}))"
    rf"(?!\d|{SPOKEN_DIGIT}(?![件个案起])|\s*(?:年|月|万|亿|元|个|[)）\]】〕]|[{''.join(provinces())}]))\s*(?P<hao>号)?"
)
ENDS_LIST = re.compile(r"$|\s*[,。;!?]|\s*这?[两三四五几][个件起]|\s*都|\s*一[起并]")
TRAILING_YEAR = re.compile(
    rf"\s*,?\s*(?:是|就是)?(?:(?P<year>20\d\d|\d\d|{SPOKEN_DIGIT}{{4}}|{SPOKEN_DIGIT}{{2}})年度?的(?!\s*{DIGIT})"
    rf"|(?<=\s)(?P<bare_year>{_THIS_CENTURY})(?=$|[\s,。;的那]))"
)
YEAR_OF_NEXT = re.compile(rf"{_THIS_CENTURY}\s*年?\s*[)）\]】〕]?\s*[{''.join(provinces())}]")
"""A year that begins the next number and is no serial: 民终的 2026沪01民终…"""
YEAR_APART = re.compile(rf"(?P<serial>(?:\d|{SPOKEN_DIGIT}){{1,7}}) {_THIS_CENTURY}")
"""民初7732 2026: the serial, and the year behind it."""
BEGINS_NEXT = re.compile(rf"\s*(?:年|审|[)）\]】〕]|[{''.join(provinces())}])|(?:个|条|楼|次|中院)")
NOT_SERIAL_AFTER = re.compile(
    r"\s*(?:几|多(?!少)|万|亿|元|块|%|个|套|人|条|次|天|年|月|日|份|件|点|岁|楼|层|页)"
)
NOT_TYPE_BEFORE = re.compile(r"[执银进履举施发推流现先旅]$")
