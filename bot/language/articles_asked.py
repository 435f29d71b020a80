"""Which articles are asked for: numbers, ranges, 之一, of which law and edition, and the topic beside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.language.digits import DIGIT_OF, read_integer
from bot.language.fold import fold
from bot.language.laws import find_laws, put_right
from bot.language.reference import table

LONGEST_RANGE = 10
"""So many articles are told of one range; more are too many to listen to."""


@dataclass(frozen=True)
class Place:
    """Articles `first` to `last` of a law (None: not named); `sub`: what follows 之 (第一百二十条之一)."""

    law: str | None
    first: int
    last: int
    sub: int | None = None


@dataclass(frozen=True)
class Asked:
    """`law`: the full title of the one law named. `vague`: a name that several laws share (解释, 诉讼法).

    `edition`: a year, or `old` where it is only said that it is not the present one. `topic`: what is left.
    """

    places: tuple[Place, ...]
    law: str | None
    vague: str | None
    edition: str | None
    topic: str


_NUMBER = r"[零〇一二两三四五六七八九十百千万\d]{1,9}"
_JOIN = r"\s*条?\s*(?:到|至|-|~|—)+\s*"
_PLACE = re.compile(
    rf"第?\s*(?P<from>{_NUMBER}){_JOIN}第?\s*(?P<to>{_NUMBER})\s*条"
    rf"|(?P<list>第?\s*{_NUMBER}\s*条?(?:\s*[、,和及与跟]\s*第?\s*{_NUMBER}\s*条?)*?\s*[、,和及与跟]\s*第?\s*{_NUMBER}\s*条)"
    rf"|(?:第\s*(?P<one>{_NUMBER})\s*条|(?P<bare>(?:\d{{1,4}}|[一二三四五六七八九]?[十百千][零一二三四五六七八九十百千]*|[零一二三四五六七八九]{{2,4}})(?=\s*条)))"
    rf"(?!意见|建议|理由|路|款|[道线])(?:\s*条)?(?:\s*之\s*(?P<sub>[一二三四五六七八九十\d]))?"
)
_YEAR = r"(?:19|20)\d\d|[一二][九零〇][零〇一二三四五六七八九]{2}"
_EDITION = re.compile(
    rf"(?P<year>{_YEAR})\s*年?(?:版|修正|修订|修改)?(?:的|版的?|后的)?\s*(?:那个?|那版)?(?=[^,。]{{0,3}}(?:法|解释|规定|办法))|[(]?(?P<after>{_YEAR})\s*年?(?:版|修正版?|修订版?|的?版本)?[)]?"
)
_OLD = re.compile(
    r"[旧老原](?=的?(?:中华|民|刑|行|法|条|版|规定|解释))|以前的?|过去的?|修[改正订](?:之?前|以前)|从前"
)
_VAGUE = re.compile(
    r"(?:三大)?(?<!事)(?<!政)诉讼法|司法解释|(?<!诉)(?<!法)解释|(?<![\u4e00-\u9fff])规[定则](?=第)|(?<![\u4e00-\u9fff])办法(?=第)"
)
_SAID = re.compile(
    r"请问|麻烦|帮我|帮忙|我想|想要?|您好|你好|(?:查|问|看|找)(?:一下|下|询|看)?"
    r"|(?:念|说|讲)(?:一下|下|说|讲|给我听|的是)?"
    r"|是?(?:在|由|写在)?(?:哪[一个部]*(?:条文?|法律?|款|里)|第?几条|哪些条)(?:法律|法条|法|条文)?里?面?的?"
    r"|(?:怎么|如何)(?:规定|说|讲|算|办)的?|有(?:什么|哪些|没有)?规定|规定(?:了|的是|在)?|写(?:在|了)"
    r"|法律(?:条文|条款|规定)|法律依据|法律根据|依据|根据|法条|条文|原文|全文|内容|具体|关于|有关|的?是?什么(?:内容|意思)?|是?啥|写的?"
    r"|还?能不能|可不可以|能否|是否|怎么办|怎么|多久|多少天?|几天|什么时候|何时|由谁|谁|要不要|需要|还能|可以"
    r"|有没有|的是|一下|在哪儿?|哪里|现行|最新|民诉|刑诉|行诉|[吗呢吧呀啊了的]|[《》,。?!;:、\s\"“”()]"
)


def asked_articles(text: str) -> Asked:
    """What of the law a sentence asks for. Pure; never raises."""
    folded = put_right(fold(text))
    named = [(law.start, law.end, title) for law in find_laws(folded) if (title := law.law_name)]
    named += [(match.start(), match.end(), _ended()[match[0]]) for match in _ended_names().finditer(folded)]
    named = _widest(named)
    titles = list(dict.fromkeys(title for _, _, title in named))
    edition = _edition(folded)
    vague = None if titles else _VAGUE.search(folded)
    places = [
        Place(_law_at(named, at), first, last, sub) for at, first, last, sub in _numbers(folded) if first
    ]
    if not places:
        places = [
            Place(law.law_name, law.article_no, law.article_no)
            for law in find_laws(folded)
            if law.article_no and not _is_year(law.article_no, edition)
        ]
    return Asked(
        tuple(dict.fromkeys(places)),
        titles[0] if len(titles) == 1 else None,
        vague[0] if vague else None,
        edition,
        _topic(folded, named),
    )


def _numbers(text: str) -> list[tuple[int, int, int, int | None]]:
    found: list[tuple[int, int, int, int | None]] = []
    for match in _PLACE.finditer(text):
        if match["from"]:
            found.append((match.start(), _integer(match["from"]), _integer(match["to"]), None))
        elif match["list"]:
            each = [_integer(part) for part in re.findall(_NUMBER, match["list"])]
            found += [(match.start(), number, number, None) for number in each]
        else:
            number = _integer(match["one"] or match["bare"])
            found.append((match.start(), number, number, _integer(match["sub"]) if match["sub"] else None))
    return [(at, min(first, last), max(first, last), sub) for at, first, last, sub in found]


def _integer(said: str) -> int:
    """一百四十九, 149, and digit by digit as they are dictated (一四九)."""
    if len(said) > 1 and all(char in DIGIT_OF for char in said):
        return int("".join(DIGIT_OF[char] for char in said))
    return read_integer(said) or 0


def _law_at(named: list[tuple[int, int, str]], at: int) -> str | None:
    """The law named last before a number; else the first behind it (第149条，民诉法的)."""
    before = [title for start, _, title in named if start <= at]
    return before[-1] if before else (named[0][2] if named else None)


def _widest(named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names that lie within another are part of it."""
    return sorted(
        {
            (start, end, title)
            for start, end, title in named
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in named)
        }
    )


def _edition(text: str) -> str | None:
    for match in _EDITION.finditer(text):
        said = match["year"] or match["after"]
        year = "".join(DIGIT_OF[char] for char in said)
        if "1979" <= year <= "2099":
            return year
    return "old" if _OLD.search(text) else None


def _is_year(number: int, edition: str | None) -> bool:
    return edition is not None and str(number) == edition


def _topic(text: str, named: list[tuple[int, int, str]]) -> str:
    for start, end, _ in reversed(named):
        text = text[:start] + " " + text[end:]
    text = _PLACE.sub(" ", _EDITION.sub(" ", text))
    return _SAID.sub("", _OLD.sub("", text)).strip("在到和与 ")


@lru_cache(maxsize=1)
def _ended() -> dict[str, str]:
    """Names of laws that are no longer in force → their titles."""
    return {fold(name): row[0] for row in table("withdrawn_laws") for name in (row[0], *row[1].split("|"))}


@lru_cache(maxsize=1)
def _ended_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_ended(), key=len, reverse=True))))
