"""Days that a table keeps: festivals (data/reference/festivals.csv) and working days (working_days.csv)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from bot.language.reference import table

FAR = 270
"""A festival so many days off is not meant where the one on the other side is nearer."""


def festival(name: str, today: date, year: int | None = None, past: bool | None = None) -> date | None:
    """The day of a festival: in a year, else the coming one (today counts), told of as past the last one;
    the other of the two if that one is far. None where the table does not reach."""
    days = sorted(_festival_days(name, today.year))
    if year is not None:
        return next((day for day in days if day.year == year), None)
    last = next((day for day in reversed(days) if day <= today), None)
    coming = next((day for day in days if day >= today), None)
    meant, other = (last, coming) if past else (coming, last)
    return other if meant and other and abs((meant - today).days) > FAR else meant


def after_working_days(start: date, count: int) -> date | None:
    """The `count`-th working day after `start`; None for none, and where the arrangement of holidays is not
    known that far."""
    day = start
    for _ in range(count):
        day += timedelta(1)
        while not _is_working(day):
            day += timedelta(1)
        if day.year > _last_year():
            return None
    return day if count else None


def _festival_days(name: str, year: int) -> list[date]:
    """All of its days that the table has; one of a fixed day from the year before to the year after next."""
    days: list[date] = []
    for festival_name, day in table("festivals"):
        if festival_name != name:
            continue
        if len(day) == len("01-01"):
            days += [date(each, int(day[:2]), int(day[3:])) for each in range(year - 2, year + 4)]
        else:
            days.append(date.fromisoformat(day))
    return days


@cache
def _arranged() -> dict[date, bool]:
    return {date.fromisoformat(day): working == "true" for day, working in table("working_days")}


@cache
def _last_year() -> int:
    return max(_arranged()).year


def _is_working(day: date) -> bool:
    return _arranged().get(day, day.weekday() < 5)
