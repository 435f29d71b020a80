"""What a case number is: 案号若干规定 (2015, amended 2018) art. 1-3, 5, 7, 10.

（收案年度）法院代字［专门审判代字］类型代字 案件编号 号. Reading messy forms is `case_reading`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.language.case_types import case_types, type_pattern
from bot.language.court_table import provinces
from bot.language.digits import to_digits
from bot.language.fold import fold

FIRST_YEAR = 2016
_ALOUD_YEAR = "零一二三四五六七八九"
_ALOUD = "零幺二三四五六七八九"


@dataclass(frozen=True, order=True)
class CaseNumber:
    """One case. `special` is '' or '知'; `serial` has no leading zeros."""

    year: int
    court: str
    special: str
    type_code: str
    serial: int

    @property
    def canonical(self) -> str:
        """The one written form: （2025）京0105民初12345号."""
        return f"（{self.year}）{self.court}{self.special}{self.type_code}{self.serial}号"

    @property
    def kind(self) -> str:
        """民, 刑, 行, 赔, 执 or 其他."""
        found = case_types().get(self.type_code)
        return found.kind if found else "其他"

    @property
    def spoken(self) -> str:
        """Group by group, digit by digit, for the ear: 二零二五年，京零幺零五，民初，幺二三四五号."""
        court, serial = aloud(self.court), aloud(str(self.serial))
        return f"{aloud_year(self.year)}年，{court}，{self.special}{self.type_code}，{serial}号"

    def __str__(self) -> str:
        return self.canonical


def aloud_year(year: int) -> str:
    """2021: 二零二一."""
    return "".join(_ALOUD_YEAR[int(digit)] for digit in str(year))


def aloud(text: str) -> str:
    """Its digits one by one, as they are dictated: 京0105 is 京零幺零五."""
    return "".join(_ALOUD[int(each)] if each.isdecimal() else each for each in text)


@lru_cache(maxsize=1)
def _written() -> "re.Pattern[str]":
    signs = "".join(provinces())
    return re.compile(
        rf"\((?P<year>\d{{4}})\)(?P<court>最高法|[{signs}](?:\d{{4}}|\d{{2}})?)(?P<special>知?)"
        rf"(?P<type>{type_pattern()})(?P<serial>[1-9]\d{{0,7}})号"
    )


def parse_exact(text: str) -> CaseNumber | None:
    """A text that is exactly one well-formed number (half or full width), else None."""
    match = _written().fullmatch(fold(text).replace(" ", ""))
    if not match or match["type"] not in case_types():
        return None
    return CaseNumber(
        int(match["year"]), match["court"], match["special"], match["type"], int(to_digits(match["serial"]))
    )
