"""Laws by the names that lawyers use, and their articles."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.language.digits import read_integer
from bot.language.fold import fold
from bot.language.reference import table


@dataclass(frozen=True)
class LawReference:
    """A law's full title and an article number, either of which may be missing, with the span in the
    folded text."""

    law_name: str | None
    article_no: int | None
    start: int
    end: int


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    """Every name in use → full title, folded."""
    named = {fold(alias): title for alias, title in table("law_aliases")}
    return {**named, **{fold(title): title for title in named.values()}}


_NUMBER = r"[零〇一二两三四五六七八九十百千\d]{1,9}"
# 公司法务, 劳动法庭: the name goes on and is no law
_GOES_ON = r"(?<=法)(?![人务院庭官警医治盲师学定]|律(?!规定)|规(?!定))|(?<!法)"
_IN_IT = r"(?:\([^)]{0,12}\)》?)?(?:[\u4e00-\u9fff]{2,4}编)?(?:的|里|里面|中|规定的)*"


@lru_cache(maxsize=1)
def _pattern() -> "re.Pattern[str]":
    names = "|".join(re.escape(name) for name in sorted(_titles(), key=len, reverse=True))
    return re.compile(
        rf"(?P<open>《)?(?:中华人民共和国)?(?<!人)(?P<law>{names})(?:{_GOES_ON})(?(open)》?)(?!的?(?:司法)?解释){_IN_IT}\s*(?:第?\s*(?P<article>{_NUMBER})\s*条)?"
        rf"(?:(?P<bare>\d{{1,4}})(?![\d年月日号个天万元])|(?P<spoken>[一二三四五六七八九][十百千零一二三四五六七八九]{{1,8}})(?=$|[\s,。;!?怎是讲说的]))?"
        rf"|第\s*(?P<alone>{_NUMBER})\s*条(?!意见|建议|理由|路|款|[道线])|(?<!\d)(?P<asked>\d{{1,4}})条(?=的?(?:是|规定|怎么|讲|说|内容|第))"
    )


def find_laws(text: str) -> list[LawReference]:
    """Laws named and articles cited in a text: 民诉法第一百四十九条, 民法典577条, 第十条. What is a law only
    beside an article (民诉, 行诉) is none without one."""
    folded = fold(text)
    found = []
    for match in _pattern().finditer(folded):
        said = next(
            (match[part] for part in ("article", "bare", "spoken", "alone", "asked") if match[part]), None
        )
        title = _titles().get(match["law"]) if match["law"] else None
        article = read_integer(said) if said else None
        if article or (title and (len(match["law"]) > 2 or match["law"].endswith("法"))):
            found.append(LawReference(title, article, match.start(), match.end()))
    return found
