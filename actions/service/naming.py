"""Whether a text means this member of the court's staff: what names him must never show to him.

Rather too often than too seldom: another supervisor reads what one of them may not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.language.fold import fold
from bot.language.name_spellings import BLANK, spelled
from bot.language.names import surname
from bot.language.sounds import same_name_by_sound

_OFFICES = (
    r"人民陪审员|陪审员|审判长|(?:代理|助理)?审判员|法官助理|助理法官|(?:承办|主审|主办|经办|执行|员额|值班|主持)法官"
    r"|大?法官|法助|书记员?|执行员|执行法警|法警|调解员|鉴定人|勘验人|翻译|坐席|客服|接线员|接待员|立案员|导诊员|导诉员"
    r"|工作人员|主管|主任|副?(?:庭|院|局|处|科|组|队|所|站)长|助理|老师|同志|先生|女士"
)
OFFICE = re.compile(_OFFICES)
_SHORT_OFFICE = r"庭|局|队|科|处|审|哥|姐|总|工|老|氏|助|书"
"""What a surname is called by for short (郑庭, 郑姐); only right after a surname that is his as written."""
_TITLE = re.compile(rf"{_OFFICES}|小姐|大姐|大哥|阿姨|大叔|师傅|领导|经理|警官|专员|干警|检察官")
"""What stands after a surname besides, without saying an office by itself."""
_COMPOUND, _CUT = 2, 4
_COURT = re.compile(r"^.{2,20}?(?:人民)?法院(?:.{1,8}庭)?")
_NICKNAMED = re.compile(rf"(?:^|\W|[的叫是个位那这院庭]|{_OFFICES})[老小大阿]$")
_NOT_COURT_WORDS = re.compile(r"^(?:院|法院|等法|级)")
"""After 高, 中: 高院 and 高等法院 are courts, no 高 who is president."""
_BESIDE_BEFORE = re.compile(rf"(?:^|\W|[的叫和与及是]|申请|要求|请求|投诉|举报|反映|{_OFFICES})$")
_BESIDE_AFTER = re.compile(rf"^(?:$|\W|[的和与及是]|本人|回避|{_OFFICES})")
_WITHOUT_NAME = re.compile(
    rf"(?:^|\W|[的案院庭位个名该本此其和与及你们])(?:{_OFFICES})(?=$|\W|[和与及态太不没骂]|本人|回避)"
)
_NO_SURNAMES = frozenset("位个名的是和与及该本此其某院庭案我他她")
"""Before an office these are words: they count as a surname only where they are written as his."""
_DOT = re.compile(r"[·•‧・.．]")
_NO_LETTERS = re.compile(r"[\W\d_]")
"""What is put between the characters of a name: 叶-听…雨."""
_PIECE, _OVERLAP = 1_000, 40


def names(person: str, text: str) -> bool:
    """Whether `text` may mean `person`: his bare name in any spelling, by sound (a caller may only have been
    heard) or in pinyin, with a character left open (郑某), or his surname with an office.

    A name of two characters counts by sound only where it stands as one, for it sounds like many other words.
    """
    return any(_named(name, text) for name in {bare_name(person), *_parts(person)} if name)


def _named(name: str, text: str) -> bool:
    for at in range(0, max(len(text), 1), _PIECE):
        written = fold(text[at : at + _PIECE + _OVERLAP])
        plain = _plain(written)
        letters = _NO_LETTERS.sub("", plain)
        if any(known in letters for known in (name, *_cut(name))) or spelled(name, written):
            return True
        if _by_sound(name, plain) or (len(name) > 2 and _by_sound(name, letters)) or _by_surname(name, plain):
            return True
    return False


def _parts(person: str) -> list[str]:
    """买买提·艾力 is called by either."""
    parts = _DOT.split(fold(person))
    return [part for part in map(bare_name, parts) if len(part) > 1] if len(parts) > 1 else []


def _cut(name: str) -> list[str]:
    """A long name is told without its end: 欧阳明 for 欧阳明德."""
    return [name[:-1]] if len(name) >= _CUT else []


def names_no_one(text: str) -> bool:
    """Whether it holds an office without a name beside it: whoever the record has in it is meant."""
    plain = _plain(text)
    return not plain or _WITHOUT_NAME.search(plain) is not None


def names_office(title: str, text: str) -> bool:
    """Whether this office (主管) is spoken of without a name: whoever holds it may be meant."""
    beside = rf"(?:^|\W|[的院庭位个名该本此其你们和与及])(?:{re.escape(title)})(?!{_OFFICES})"
    return re.search(beside, _plain(text)) is not None


@cache
def bare_name(person: str) -> str:
    """The name of a record without court, office, blanks and dots: 朝阳区人民法院书记员 孙·某 → 孙某.

    A record that is nothing but an office stays as it is.
    """
    plain = _plain(person)
    bare = re.sub(r"[（）()【】\[\]]", "", _COURT.sub("", plain))
    while (shorter := re.sub(rf"^(?:{_OFFICES})|(?:{_OFFICES})$", "", bare)) != bare:
        bare = shorter
    return bare or plain


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return BLANK.sub("", fold(text)).casefold()


def _by_sound(name: str, text: str) -> bool:
    for at in range(len(text) - len(name) + 1):
        end = at + len(name)
        if not all(map(_alike, text[at:end], name)):
            continue
        if len(name) > 2 or (_BESIDE_BEFORE.search(text[:at]) and _BESIDE_AFTER.search(text[end:])):
            return True
    return False


def _by_surname(name: str, text: str) -> bool:
    family = surname(name)
    given = name[len(family) :]
    if _same(family, re.sub(r"某+$", "", OFFICE.sub("", text))):
        return True
    short = {family, family[0]} if len(family) == _COMPOUND else {family}
    if any(_called(each, text, whole=each == family) for each in short):
        return True
    return len(given) > 1 and _alone(given, text)


def _called(family: str, text: str, *, whole: bool) -> bool:
    """Somewhere by his surname; by the first half of a compound one only with an office after it."""
    width = len(family)
    for at in range(len(text) - width + 1):
        if not _same(family, text[at : at + width]):
            continue
        before, after = text[:at], text[at + width :]
        unnamed = after.lstrip("某")
        if _TITLE.match(unnamed):
            return True
        if not whole:
            continue
        if text[at : at + width] == family and _called_by_it(family, before, after):
            return True
        if before.endswith("姓"):
            return True
        called = len(unnamed) < len(after) or _BESIDE_AFTER.search(after)
        if called and re.search(rf"(?:{_OFFICES})$", before):
            return True
    return False


def _alone(given: str, text: str) -> bool:
    """His given name where it stands as one: 书记员听雨, 听雨态度差 at the beginning."""
    places = (found.start() for found in re.finditer(re.escape(given), text))
    return any(
        _BESIDE_BEFORE.search(text[:at]) and _BESIDE_AFTER.search(text[at + len(given) :]) for at in places
    )


def _called_by_it(family: str, before: str, after: str) -> bool:
    """老郑, 小郑, 郑庭, 郑姐: as people call somebody whose surname they know."""
    if family in "高中" and _NOT_COURT_WORDS.match(after):
        return False
    if _NICKNAMED.search(before) and not re.match(r"[时板师]", after):
        return True
    return re.match(rf"(?:{_SHORT_OFFICE})(?:$|\W|[的在不没态骂说让当把就那本])", after) is not None


def _same(family: str, heard: str) -> bool:
    if heard == family:
        return True
    alike = len(heard) == len(family) and all(map(_alike, heard, family))
    return alike and heard not in _NO_SURNAMES


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> bool:
    """Two characters that may be one heard."""
    return one == other or same_name_by_sound(one, other)
