"""What is read of a case number, and whether it can be one.

What is odd is marked and never refused: a lawyer may know better than our tables.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.language.case_number import FIRST_YEAR, CaseNumber
from bot.language.case_types import case_types
from bot.language.court_table import Court, level_of
from bot.language.courts import CourtDirectory

Kind = Literal["exact", "old_style", "impossible", "partial"]
LONGEST_SERIAL = 8


@dataclass(frozen=True)
class CaseReading:
    """One case number in a text; start and end are offsets into the folded text.

    `exact`: `number` is set; `doubtful` says in Chinese what is odd about it ('' = nothing).
    `partial`: what is known is set, `missing` names the rest (of year, court, type_code, serial, in
    that order), `court_candidates` holds the courts when a name means several.
    `taken_back`: the number that was said first and put right (打错了，是10086).
    `old_style`: a number from before 2016, `text` as written. `impossible`: `reason` says why, in Chinese.
    """

    kind: Kind
    start: int
    end: int
    text: str
    number: CaseNumber | None = None
    year: int | None = None
    court: str | None = None
    special: str = ""
    type_code: str | None = None
    serial: int | None = None
    missing: tuple[str, ...] = ()
    court_candidates: tuple[Court, ...] = ()
    doubtful: str = ""
    reason: str = ""
    taken_back: CaseNumber | None = None


def judge(reading: CaseReading, directory: CourtDirectory, today: date, by_name: bool = False) -> CaseReading:
    """Exact when nothing is missing and nothing impossible."""
    year, court, type_code, serial = reading.year, reading.court, reading.type_code, reading.serial
    if year and year > today.year:
        return replace(reading, kind="impossible", reason=f"收案年度{year}年还没有到")
    if year and year < 1990:
        return replace(reading, kind="impossible", reason=f"没有{year}年的案号")
    if serial and len(str(serial)) > LONGEST_SERIAL:
        return replace(reading, kind="impossible", reason="案件编号最多八位数字")
    if year and year < FIRST_YEAR and by_name:
        return replace(reading, kind="old_style", reason="2016年以前的旧式案号")
    parts = {"year": year, "court": court, "type_code": type_code, "serial": serial}
    missing = tuple(name for name, value in parts.items() if not value)
    if not (year and court and type_code and serial):
        return replace(reading, missing=missing)
    number = CaseNumber(year, court, reading.special, type_code, serial)
    return replace(reading, kind="exact", missing=(), number=number, doubtful=_doubt(number, directory))


def _doubt(number: CaseNumber, directory: CourtDirectory) -> str:
    found = case_types()[number.type_code]
    if number.year < FIRST_YEAR:
        return "2016年以前的案号一般不用法院代字"
    if directory.get(number.court) is None and not number.court.startswith("军"):
        return f"法院名录里没有代字“{number.court}”"
    level = level_of(number.court)
    if found.not_at == level or (found.not_at == "高级" and level == "最高"):
        return f"“{number.court}”是{level}法院，一般没有“{number.type_code}”案件"
    if number.type_code == "刑核" and len(str(number.serial)) != LONGEST_SERIAL:
        return "刑核案件的编号应为八位数字"
    if found.status == "historic" and number.year > FIRST_YEAR:
        return f"“{number.type_code}”2016年8月以后已经不用"
    return ""
