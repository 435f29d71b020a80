"""Laws by the names that lawyers use, and their articles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.language.digits import read_integer
from bot.language.fold import fold
from bot.language.reference import table
from bot.language.sounds import sound_key
from bot.language.written_wrong import written_right

SHORTEST_BY_SOUND = 3
"""Fewer characters are no name by their sound alone."""


@dataclass(frozen=True)
class LawReference:
    """A law's full title and an article number, either of which may be missing, with the span in the
    folded text."""

    law_name: str | None
    article_no: int | None
    start: int
    end: int
    inserted: int | None = None
    """第一百三十三条之一 is its first inserted one."""


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    """Every name in use → full title, folded."""
    named = {fold(alias): title for alias, title in table("law_aliases")}
    full = {fold(title): title for title in named.values()}
    return {**named, **{form: title for title in full.values() for form in _loosely(title)}, **full}


def _loosely(title: str) -> Iterator[str]:
    """An interpretation as it is said, without brackets: 最高法关于适用民事诉讼法的解释."""
    said = re.sub(r"[《》]|中华人民共和国", "", title)
    if said == title or not said.startswith("最高人民法院"):
        return
    rest = fold(said.removeprefix("最高人民法院"))
    yield from (f"{court}{rest}" for court in ("最高人民法院", "最高法院", "最高院", "最高法", ""))


_NUMBER = r"[零〇一二两三四五六七八九十百千廿卅\d]{1,9}"
_NO_NUMBER_BEFORE = r"(?<![零〇一二两三四五六七八九十百千万亿廿卅卌半几数\d])"
_INSERTED = r"(?:之[一二三四五六七八九十])?"
_JOINT = r"\s*(?:至|到|~|-|—|–|、|,|和|及|与|或|以及|还有|还是)\s*"
# 公司法务, 劳动法庭: the name goes on and is no law
_GOES_ON = r"(?<=法)(?![人务院庭官警医治盲师学定]|律(?!规定)|规(?!定))|(?<!法)"
_IN_IT = r"(?:\([^)]{0,12}\)》?)?(?:[\u4e00-\u9fff]{2,4}编)?(?:的|里|里面|中|规定的)*"
_CITED = (
    rf"(?:第?\s*{_NUMBER}(?:\s*条{_INSERTED})?(?:{_JOINT}第?\s*{_NUMBER}(?:\s*条{_INSERTED})?)*"
    rf"(?:(?<=条)|(?<=条之.))|第?\s*{_NUMBER}\s*条{_INSERTED})"
)
_ONE = re.compile(rf"(?P<number>{_NUMBER})(?:\s*条(?:之(?P<inserted>[一二三四五六七八九十]))?)?")
_ELLIPTIC = re.compile(r"[百千][一二三四五六七八九]$")
_LARGE = r"(?:\d{2,4}|[二三四五六七八九]?[十百千]|[一二三四五六七八九][零一二三四五六七八九十百]|[廿卅])"
_COUNTED = r"(?<![发有共了提写加回过收补出])(?<![发有共了提写加回过收补出] )"
_FOLLOWS = (
    r"(?=$|[\s,。;!?、)》的是和跟与到至那这里之呢吗吧啊嘛哈哦]|规定|怎么|讲|说|内容"
    r"|第|现在|改|还|原文|全文|管的)"
)
"""What follows an article that is named without 第; things are counted with their noun (二十条短信)."""
_PAUSE = r"(?=$|[\s,。;!?怎是讲说的])"
_TAKES_BACK = (
    r"[\s,。;]*[哦啊呃嗯]?\s*(?:不对|不不|说?错了|[打写念说讲]错|更正|不(?=[\s,。])|不是(?=[\s,。]))[了啦]?[\s,。;]*"
    r"(?:应该)?(?:是|改成)?\s*"
)
_AGAIN = re.compile(rf"{_TAKES_BACK}(?P<cited>第?\s*{_NUMBER}){_PAUSE}")
"""An article put right without 条: 民诉法149，不对，151."""
_PUT_RIGHT = re.compile(rf"第?\s*{_NUMBER}\s*条?{_TAKES_BACK}第?\s*(?P<right>{_NUMBER})\s*条?{_FOLLOWS}")
_FEES = re.compile(r"费|退|缓|减|免|交纳|缴纳")
_FEE_RULES = "诉讼费用交纳办法"
_NOT_CITED = r"(?!意见|建议|理由|路|款|[道线])"


@lru_cache(maxsize=1)
def _pattern() -> "re.Pattern[str]":
    names = "|".join(re.escape(name) for name in sorted(_titles(), key=len, reverse=True))
    return re.compile(
        rf"(?P<open>《)?(?:中华人民共和国)?(?<!人)(?P<law>{names})(?:{_GOES_ON})(?(open)》?)(?!的?(?:司法)?解释){_IN_IT}"
        rf"\s*(?P<cited>{_CITED})?"
        r"(?:(?P<bare>\d{1,4})(?![\d年月日号个天万元])"
        r"|(?P<spoken>[一二三四五六七八九][十百千零一二三四五六七八九]{1,8})(?=$|[\s,。;!?怎是讲说的]))?"
        rf"|(?P<alone>(?=第){_CITED}){_NOT_CITED}"
        rf"|(?P<vague>《?(?:解释|规定|办法|规则|条例)》?)(?:的|里|里面|中)*\s*"
        rf"(?:(?P<of_vague>{_CITED})|(?P<bare_vague>(?={_LARGE}){_NUMBER}){_PAUSE})"
        rf"|{_NO_NUMBER_BEFORE}{_COUNTED}(?P<asked>(?={_LARGE}){_CITED}|\d{{1,4}}条(?=的?(?:是|规定|怎么|讲|说|内容|第))){_FOLLOWS}"
    )


def find_laws(text: str) -> list[LawReference]:
    """Laws named and articles cited in a text: 民诉法第一百四十九条, 民法典577条, 第十条. A range
    gives its ends. A name written wrong by its sound is known (民是诉讼法). What is a law only beside an
    article (民诉, 行诉) is none without one."""
    folded = fold(text)
    named = written_right(folded, _by_sound())
    found = []
    for match in _pattern().finditer(named):
        said = next((match[part] for part in _CITED_IN if match[part]), None)
        title = _titles().get(match["law"]) if match["law"] else _meant(match["vague"], folded)
        cited = _articles(said) if said else []
        if cited or (title and match["law"] and (len(match["law"]) > 2 or match["law"].endswith("法"))):
            first, inserted = cited[0] if cited else (None, None)
            found.append(LawReference(title, first, match.start(), match.end(), inserted))
            found += [
                LawReference(None, number, match.end(), match.end(), inserted)
                for number, inserted in cited[1:]
            ]
            if (
                cited
                and (again := _AGAIN.match(folded, match.end()))
                and (right := _articles(again["cited"]))
            ):
                at = again.start("cited")
                found.append(LawReference(None, right[0][0], at, again.end(), right[0][1]))
    return found


def put_right(text: str) -> str:
    """A folded text in which an article that was taken back is replaced by the one that counts (149条，不对，
    151条 → 第151条)."""
    return _PUT_RIGHT.sub(r"第\g<right>条", text)


_CITED_IN = ("cited", "bare", "spoken", "alone", "asked", "of_vague", "bare_vague")


def _meant(vague: str | None, text: str) -> str | None:
    """《办法》 alone, or beside words of fees, is that on court fees; other short names may be any law's."""
    if vague is None or "办法" not in vague:
        return None
    return _FEE_RULES if vague.startswith("《") or _FEES.search(text) else None


def _articles(said: str) -> list[tuple[int, int | None]]:
    """(article, inserted one) of each that is cited; none at all where one of them is no number."""
    read = [
        (_article(each["number"]), read_integer(each["inserted"]) if each["inserted"] else None)
        for each in _ONE.finditer(said)
    ]
    return [(number, inserted) for number, inserted in read if number] if all(n for n, _ in read) else []


def _article(said: str) -> int | None:
    """第一百五条 is neither 105 nor 150."""
    return None if _ELLIPTIC.search(said) else read_integer(said)


@lru_cache(maxsize=1)
def _by_sound() -> dict[tuple[str, ...], str]:
    """Sounds → the one name that has them; 刑诉法 and 行诉法 sound alike and are left out."""
    sounds: dict[tuple[str, ...], set[str]] = {}
    for name in _titles():
        if len(name) >= SHORTEST_BY_SOUND:
            sounds.setdefault(sound_key(name), set()).add(name)
    return {
        key: min(names)
        for key, names in sounds.items()
        if len({_titles()[name] for name in names}) == 1 and all(len(n) == len(key) for n in names)
    }
