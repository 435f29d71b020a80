"""Hearings: which are still to come, which clash, how long one lasts, and how one is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING, Clock, stated
from actions.store.records import Hearing
from bot.language.case_number import parse_exact

USUAL_LENGTH = timedelta(hours=3)
"""Taken for a hearing without a recorded end."""


def scheduled(session: Session, *case_numbers: str) -> list[Hearing]:
    """All that stand in the list, past ones too, the earliest first."""
    return list(
        session.scalars(
            select(Hearing)
            .where(
                Hearing.case_number.in_(case_numbers),
                Hearing.removed.is_(False),
                Hearing.status == "scheduled",
            )
            .order_by(Hearing.starts_at, Hearing.id)
        )
    )


def coming(session: Session, clock: Clock, *case_numbers: str) -> list[Hearing]:
    """Scheduled and not begun, the next first."""
    now = clock()
    return [hearing for hearing in scheduled(session, *case_numbers) if hearing.starts_at > now]


class Held(Protocol):
    """When a hearing is held, and of what case: a row of the record, or what is told of one."""

    @property
    def id(self) -> str: ...
    @property
    def case_number(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def online(self) -> bool | None: ...


_Held = TypeVar("_Held", bound=Held)


def ends(hearing: Held) -> datetime:
    return hearing.ends_at or hearing.starts_at + USUAL_LENGTH


def clash(one: Held, other: Held) -> bool:
    """Whether nobody can attend both: they overlap, or lie on one day in different provinces (the road counts
    too, save where one of them is online)."""
    if one.id == other.id:
        return False
    overlap = one.starts_at < ends(other) and other.starts_at < ends(one)
    return overlap or _far_apart_same_day(one, other)


def clashes(hearings: Sequence[_Held]) -> list[tuple[_Held, _Held]]:
    """The pairs of these that clash, in their order."""
    return [
        (one, other) for i, one in enumerate(hearings) for other in hearings[i + 1 :] if clash(one, other)
    ]


def place(hearing: Hearing) -> str:
    """第三法庭; empty where the record names none."""
    return hearing.place or ("在线庭审" if hearing.online else "")


def label(hearing: Hearing) -> str:
    """12月1日 09:30 第三法庭."""
    starts = hearing.starts_at.astimezone(BEIJING)
    return f"{starts.month}月{starts.day}日 {starts:%H:%M} {place(hearing)}".strip()


def hearing_of(session: Session, case_number: str, hearing_id: str) -> Hearing | None:
    """That hearing if it belongs to the case and was not cancelled."""
    found = session.get(Hearing, hearing_id)
    if found is None or found.removed or found.case_number != case_number or found.status == "cancelled":
        return None
    return found


def hearing_start(session: Session, case_number: str, value: str) -> datetime | None:
    """When the hearing begins that a field's value means: a hearing's id, or, where the record has none, the
    moment that the caller read from his summons. None for neither."""
    hearing = hearing_of(session, case_number, value)
    return hearing.starts_at if hearing else moment_of(value)


def moment_of(value: str) -> datetime | None:
    """A moment with its zone in ISO 8601; None for anything else."""
    try:
        moment = stated(datetime.fromisoformat(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def hearings_held(session: Session, clock: Clock, case_number: str) -> int:
    """Hearings recorded as held, or whose recorded time is past."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Hearing)
            .where(
                Hearing.case_number == case_number,
                Hearing.removed.is_(False),
                (Hearing.status == "held")
                | ((Hearing.status == "scheduled") & (Hearing.starts_at <= clock())),
            )
        )
        or 0
    )


def _far_apart_same_day(one: Held, other: Held) -> bool:
    if one.online or other.online:
        return False
    if one.starts_at.astimezone(BEIJING).date() != other.starts_at.astimezone(BEIJING).date():
        return False
    a, b = parse_exact(one.case_number), parse_exact(other.case_number)
    return bool(a and b and a.court[0] != b.court[0])
