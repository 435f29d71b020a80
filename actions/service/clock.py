"""What time it is: one port, so that tests and scenarios can fix it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the present moment, aware."""

BEIJING = ZoneInfo("Asia/Shanghai")


def system_clock() -> datetime:
    return datetime.now(UTC)


def today(clock: Clock) -> date:
    """The date that people in China read on the wall."""
    return clock().astimezone(BEIJING).date()
