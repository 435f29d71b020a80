"""What time it is: one port, so that tests and scenarios can fix it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the present moment, aware."""

BEIJING = ZoneInfo("Asia/Shanghai")


def system_clock() -> datetime:
    return datetime.now(UTC)


def today(clock: Clock) -> date:
    """The date that people in China read on the wall."""
    return clock().astimezone(BEIJING).date()


def stated(moment: datetime) -> datetime:
    """A moment as it came from outside. Raises ValueError in the calendar's first and last year, where it
    could not be told in another zone."""
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError("no such moment")
    return moment
