"""By when something is promised at a court: its own time where it has set one, else the house's default."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.law.promises import Promise, promise, service_times
from actions.service.court_record.facts import calendar_of
from actions.store.matters import CourtTime

LONGEST = 60
"""Working days that a court may promise at most."""


def promised(session: Session, key: str, at: datetime, court_code: str | None) -> Promise:
    """Raises UnknownPromise, InvalidPeriod."""
    own = session.get(CourtTime, (court_code, key)) if court_code else None
    return promise(key, at, calendar_of(session), working_days=own.working_days if own else None)


def settable() -> dict[str, dict[str, Any]]:
    """The times a court can set: the house's own, in working days; the law's are the law's."""
    times = service_times().items()
    return {key: dict(each) for key, each in times if each["basis"] == "house" and "working_days" in each}


def times_of(session: Session, court_code: str) -> list[dict[str, Any]]:
    """`{"key", "name", "working_days", "default", "own"}` each."""
    own = {
        each.key: each.working_days
        for each in session.scalars(select(CourtTime).where(CourtTime.court_code == court_code))
    }
    return [
        {
            "key": key,
            "name": each["name"],
            "working_days": own.get(key, each["working_days"]),
            "default": each["working_days"],
            "own": key in own,
        }
        for key, each in settable().items()
    ]
