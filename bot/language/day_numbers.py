"""Days of the calendar from what is said of them."""

from __future__ import annotations

import calendar
from datetime import date

from bot.language.digits import read_integer, to_digits


def made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(text: str) -> int:
    """As it is counted (二十一) or dictated (幺二)."""
    if any(c in "幺洞" for c in text) and "十" not in text:
        return int(to_digits(text))
    return read_integer(text.replace("洞", "零").replace("幺", "一")) or 0


def month_away(today: date, months: int, day: int | None) -> date | None:
    """The day of the month `months` away, where there is one; its last day for None."""
    index = today.year * 12 + today.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return made(year, month, calendar.monthrange(year, month)[1] if day is None else day)
