"""The type codes of case numbers (类型代字)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.language.reference import table

KINDS = ("民", "刑", "行", "赔", "执", "其他")


@dataclass(frozen=True)
class CaseType:
    """One type code: `kind` is one of KINDS, `not_at` the court level that never files such cases (''
    if none)."""

    code: str
    category: str
    meaning_zh: str
    stage: str
    kind: str
    status: str
    not_at: str


@lru_cache(maxsize=1)
def case_types() -> dict[str, CaseType]:
    """All type codes, longest first, so that the first prefix found is the right one."""
    read = [CaseType(*row) for row in table("case_types")]
    return {t.code: t for t in sorted(read, key=lambda t: -len(t.code))}


@lru_cache(maxsize=1)
def type_pattern() -> str:
    """A regular expression of all type codes, longest first; a blank inside or a character said twice
    is allowed."""
    return "|".join(" ?".join(f"{c}{{1,2}}" for c in code) for code in case_types())


def match_type(text: str) -> CaseType | None:
    """The longest type code that the text begins with."""
    return next((t for code, t in case_types().items() if text.startswith(code)), None)


_INITIALS = re.compile(r"(?<=\d)[A-Za-z]{2}(?=\d)")


def spelt_out(text: str) -> str:
    """京0105mc10086 → 京0105民初10086: initials of a type between figures, where one type alone is common
    (xc is 刑初 or 行初 and stays). The length does not change."""
    common = {initials: code for initials, code in table("type_initials")}
    return _INITIALS.sub(lambda m: common.get(m[0].lower(), m[0]), text)


def undouble(text: str) -> str:
    """民民 初 → 民初. No type code repeats a character."""
    return re.sub(r"(.)\1+", r"\1", text.replace(" ", ""))
