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


@lru_cache(maxsize=1)
def _pattern() -> "re.Pattern[str]":
    names = "|".join(re.escape(name) for name in sorted(_titles(), key=len, reverse=True))
    number = r"[零〇一二两三四五六七八九十百千\d]{1,9}"
    return re.compile(
        rf"(?P<open>《)?(?:中华人民共和国)?(?P<law>{names})(?(open)》?)(?:司法解释)?(?:的|里|里面|中|规定的)*\s*(?:第?\s*(?P<article>{number})\s*条)?"
        rf"(?P<bare>\d{{1,4}}(?![\d年月日号个天万元]))?|第\s*(?P<alone>{number})\s*条(?!意见|建议|理由)"
    )


def find_laws(text: str) -> list[LawReference]:
    """Laws named and articles cited in a text: 民诉法第一百四十九条, 民法典577条, 第十条."""
    folded = fold(text)
    found = []
    for match in _pattern().finditer(folded):
        said = match["article"] or match["bare"] or match["alone"]
        title = _titles().get(match["law"]) if match["law"] else None
        article = read_integer(said) if said else None
        if title or article:
            found.append(LawReference(title, article, match.start(), match.end()))
    return found
