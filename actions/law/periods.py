"""Counting of periods by kind of case.

民事诉讼法第八十五条, 解释第一百二十五条; 行政诉讼法第一百零一条, 解释第四十八条; 刑事诉讼法第一百零五条,
解释第二百零二条.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from actions.law.errors import InvalidPeriod
from actions.law.terms import CaseKind
from actions.law.working_days import SHANGHAI, Calendar

Unit = Literal["日", "月", "年", "工作日"]

_ONE_HOUR = timedelta(hours=1)
_LONGEST_YEARS = 30
_COUNTING_RULES: dict[CaseKind, tuple[str, ...]] = {
    CaseKind.CIVIL: ("cpl.85", "cpi.125"),
    CaseKind.ENFORCEMENT: ("cpl.85", "cpi.125"),
    CaseKind.ADMINISTRATIVE: ("alp.101", "ali.48"),
    CaseKind.CRIMINAL: ("crl.105",),
}


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """`first_day` is the first that counts; `moved_from` the day the period would have ended on, where that
    day is a statutory day of rest.

    `caveat`: the arrangement of holidays around the last day is not published yet. `articles` is empty
    where no counting rule is known for the kind of case: such a period is not moved on, so that nobody
    relies on more than the law gives for certain.
    """

    first_day: date
    last_day: date
    moved_from: date | None
    caveat: bool
    articles: tuple[str, ...]


def last_day(
    start: date,
    length: int,
    unit: Unit,
    calendar: Calendar,
    *,
    kind: CaseKind = CaseKind.CIVIL,
    detention: bool = False,
) -> PeriodResult:
    """The last day of a period that an event on `start` sets running; the day of the event is not counted.

    Months and years end on the day of the same number, or on the last of the month where there is none; in
    a criminal case the last of a month leads to the last of a month (刑诉法解释第二百零二条).
    A last day of rest moves to the first day after it, but not for a person in `detention`
    (刑事诉讼法第一百零五条).
    Raises InvalidPeriod.
    """
    ends = _end(start, length, unit, calendar, to_the_end=kind is CaseKind.CRIMINAL)
    moves = kind in _COUNTING_RULES and not (detention and kind is CaseKind.CRIMINAL)
    falls_on = calendar.on_or_after(ends) if moves else ends
    first_uncertain = start if unit == "工作日" else ends
    articles = _COUNTING_RULES.get(kind, ())
    if unit in ("月", "年") and kind is CaseKind.CRIMINAL:
        articles = (*articles, "cri.202")
    return PeriodResult(
        first_day=start + timedelta(days=1),
        last_day=falls_on,
        moved_from=ends if falls_on != ends else None,
        caveat=moves and calendar.caveat(first_uncertain, falls_on),
        articles=() if unit == "工作日" else articles,
    )


def last_moment(start: datetime, hours: int) -> datetime:
    """End of a period in hours: the hour it starts in is not counted, were it at its first minute (10点起的,
    从11点数), and rest days do not move it.

    `start` with a zone; the answer is in Asia/Shanghai. Raises InvalidPeriod.
    """
    if start.tzinfo is None or hours < 1:
        raise InvalidPeriod
    local = start.astimezone(SHANGHAI)
    whole = local.replace(minute=0, second=0, microsecond=0)
    return whole + _ONE_HOUR + timedelta(hours=hours)


def latest_day_before(expires: date, days: int) -> date:
    """Last day on which something can still be done `days` days before `expires` (财产保全规定第十八条)."""
    if days < 0:
        raise InvalidPeriod
    return expires - timedelta(days=days)


def _end(start: date, length: int, unit: Unit, calendar: Calendar, *, to_the_end: bool) -> date:
    if length < 1:
        raise InvalidPeriod
    longest = {"日": 366, "月": 12, "年": 1, "工作日": 250}
    if unit not in longest or length > longest[unit] * _LONGEST_YEARS:
        raise InvalidPeriod
    if unit == "工作日":
        return calendar.add_working_days(start, length)
    try:
        if unit == "日":
            return start + timedelta(days=length)
        return _months_later(start, length * (12 if unit == "年" else 1), to_the_end=to_the_end)
    except (OverflowError, ValueError):
        raise InvalidPeriod from None


def _months_later(start: date, count: int, *, to_the_end: bool) -> date:
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    days = months.monthrange(year, month + 1)[1]
    last = to_the_end and start.day == months.monthrange(start.year, start.month)[1]
    return date(year, month + 1, days if last else min(start.day, days))
