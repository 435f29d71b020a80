"""By when a caller is told that something will be done: house defaults, or the law where it sets the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from actions.law.errors import InvalidPeriod, UnknownPromise
from actions.law.periods import last_day
from actions.law.reference import FOLDER, read_document
from actions.law.working_days import SHANGHAI, Calendar


@dataclass(frozen=True, slots=True)
class Promise:
    """`caveat`: the holidays before `due_at` are not all published yet. `basis`: who set the time."""

    name: str
    due_at: datetime
    basis: Literal["law", "house"]
    articles: tuple[str, ...]
    caveat: bool


@cache
def service_times() -> Mapping[str, Mapping[str, Any]]:
    """The table by key."""
    return dict(read_document(FOLDER / "service_times.yml"))


def promise(key: str, at: datetime, calendar: Calendar, *, working_days: int | None = None) -> Promise:
    """What is promised at the moment `at` (with a zone); `working_days` is what a court has set in place of
    the house's. Raises UnknownPromise, InvalidPeriod."""
    try:
        entry = service_times()[key]
    except KeyError:
        raise UnknownPromise(key) from None
    if "days" in entry:
        if at.tzinfo is None:
            raise InvalidPeriod
        period = last_day(at.astimezone(SHANGHAI).date(), entry["days"], "日", calendar)
        due_at, caveat = calendar.close_of(period.last_day), period.caveat
    else:
        days = working_days or entry.get("working_days")
        due = calendar.due_after(at, working_days=days, working_hours=entry.get("working_hours"))
        due_at, caveat = due.at, due.caveat
    return Promise(entry["name"], due_at, entry["basis"], tuple(entry.get("articles", ())), caveat)
