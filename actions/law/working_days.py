"""Working days of China, and when a service is due counted in them. Days and hours are of Asia/Shanghai."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar  # type: ignore[import-untyped]

from actions.law.errors import InvalidPeriod

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_HOURS = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 30)))

_ONE_DAY = timedelta(days=1)
# 全国年节及纪念日放假办法（2024年修订）：公历日期固定的放假日，次年安排未公布时也不会是工作日
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True, slots=True)
class Due:
    """`caveat`: the holiday arrangement of a day counted is not known yet, so that `at` may move."""

    at: datetime
    caveat: bool


class Calendar:
    """The published arrangement of holidays and make-up days; `overrides` (date → working) go before it."""

    def __init__(
        self,
        overrides: Mapping[date, bool] | None = None,
        office_hours: Sequence[tuple[time, time]] = OFFICE_HOURS,
    ) -> None:
        self._overrides = dict(overrides or {})
        self._office_hours = tuple(office_hours)

    def covers(self, day: date) -> bool:
        """Whether the arrangement for this day is known."""
        return day in self._overrides or _published(day) is not None

    def caveat(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` is only reckoned by weekends and fixed holidays."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return not all(self.covers(day) for day in days)

    def is_working(self, day: date) -> bool:
        if day in self._overrides:
            return self._overrides[day]
        published = _published(day)
        if published is not None:
            return published
        return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS

    def on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.on_or_after(day + _ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """`day` itself is not counted. Raises InvalidPeriod for less than one day."""
        if count < 1:
            raise InvalidPeriod
        for _ in range(count):
            day = self.next_working(day)
        return day

    def due_after(
        self, start: datetime, *, working_days: int | None = None, working_hours: int | None = None
    ) -> Due:
        """Close of office on the last of `working_days` after the day of `start`, or the end of
        `working_hours` of office time from `start` on; exactly one of the two is given.

        Raises InvalidPeriod, also for a start without a zone.
        """
        if start.tzinfo is None or (working_days is None) == (working_hours is None):
            raise InvalidPeriod
        local = start.astimezone(SHANGHAI)
        if working_days is not None:
            at = self.close_of(self.add_working_days(local.date(), working_days))
        else:
            at = self._after_office_time(local, timedelta(hours=working_hours or 0))
        return Due(at, self.caveat(local.date(), at.date()))

    def close_of(self, day: date) -> datetime:
        return datetime.combine(day, self._office_hours[-1][1], SHANGHAI)

    def _after_office_time(self, start: datetime, left: timedelta) -> datetime:
        if left <= timedelta(0):
            raise InvalidPeriod
        day = self.on_or_after(start.date())
        while True:
            for opens, closes in self._office_hours:
                begin = max(start, datetime.combine(day, opens, SHANGHAI))
                end = datetime.combine(day, closes, SHANGHAI)
                if begin >= end:
                    continue
                if left <= end - begin:
                    return begin + left
                left -= end - begin
            day = self.next_working(day)


def _published(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
