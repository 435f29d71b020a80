"""The invented data of `--demo`, with its times moved to the day of loading."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.law.working_days import Calendar
from actions.store.records import Assistant, Lawyer, Staff

DEMO_FEED = Path(__file__).parents[3] / "data" / "demo" / "feed.jsonl"

_RELATIVE = re.compile(r'"@([+-]\d+)(d|w)(?: (\d\d:\d\d))?"')
_CALENDAR = Calendar()


def demo_lines(today: date, path: Path = DEMO_FEED) -> Iterator[bytes]:
    """The demo feed line by line; `"@+9d 09:30"` becomes that time nine days after `today`, in Beijing time,
    and `"@+9d"` the date. With `w` for `d` it is the first working day from then on."""

    def resolved(found: re.Match[str]) -> str:
        day = today + timedelta(days=int(found[1]))
        if found[2] == "w":
            day = _CALENDAR.on_or_after(day)
        return f'"{day.isoformat()}T{found[3]}:00+08:00"' if found[3] else f'"{day.isoformat()}"'

    with path.open(encoding="utf-8") as file:
        for line in file:
            yield _RELATIVE.sub(resolved, line).encode("utf-8")


def demo_people(
    session: Session, usernames: Collection[str]
) -> tuple[list[Lawyer], list[Assistant], list[Staff]]:
    """All lawyers and assistants, and of the staff those named."""
    lawyers = session.scalars(select(Lawyer).where(Lawyer.removed.is_(False)).order_by(Lawyer.licence_no))
    staff = session.scalars(select(Staff).where(Staff.username.in_(usernames)))
    helpers = session.scalars(
        select(Assistant).where(Assistant.removed.is_(False)).order_by(Assistant.licence_no)
    )
    return list(lawyers), list(helpers), list(staff)
