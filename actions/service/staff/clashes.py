"""Which hearings of a court clash with another of the same lawyer's: shown with the time only, never with the
other case or its court (意见 article 10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING, Clock, today
from actions.service.court_record.hearings import Held, clash, ends
from actions.service.court_record.own_hearings import OwnHeld
from actions.service.paging import Page, opened, sealed
from actions.service.staff.members import Member
from actions.store.matters import OwnHearing
from actions.store.records import Case, Hearing, Lawyer, Representation


def clashing(
    session: Session, clock: Clock, who: Member, *, cursor: str | None, limit: int
) -> Page[dict[str, Any]]:
    """His courts' coming hearings, each with what else of its lawyer's it clashes with, the next first.

    Raises Forbidden for a role without cases, BadInput for a foreign cursor.
    """
    who.demand("cases")
    after, now = opened(cursor), clock()
    theirs = select(Hearing).join(Case, Case.case_number == Hearing.case_number)
    coming = Hearing.status == "scheduled", Hearing.removed.is_(False), Hearing.starts_at > now
    shown = who.scope(Case.court_code), Case.removed.is_(False), Case.public.is_(True)
    hearings = session.scalars(theirs.where(*coming, *shown).order_by(Hearing.starts_at, Hearing.id)).all()
    counsel = _counsel(session, today(clock), {each.case_number for each in hearings})
    engaged = _engaged(session, now, today(clock), {each.licence_no for each in counsel})
    by_case: dict[str, list[Lawyer]] = defaultdict(list)
    for representation, lawyer in ((each, session.get_one(Lawyer, each.licence_no)) for each in counsel):
        by_case[representation.case_number].append(lawyer)
    items = [
        (f"{hearing.starts_at.isoformat()}|{hearing.id}|{other.id}", _item(hearing, lawyer, other))
        for hearing in hearings
        for lawyer in by_case[hearing.case_number]
        for other in sorted(engaged[lawyer.licence_no], key=lambda each: (each.starts_at, each.id))
        if clash(hearing, other)
    ]
    wanted = [each for each in items if each[0] > after]
    page = wanted[:limit]
    return Page([item for _, item in page], sealed(page[-1][0]) if len(wanted) > limit else None)


def _counsel(session: Session, day: date, case_numbers: Iterable[str]) -> list[Representation]:
    live = (
        Representation.case_number.in_(list(case_numbers)),
        Representation.verified.is_(True),
        Representation.removed.is_(False),
        or_(Representation.until.is_(None), Representation.until >= day),
        Lawyer.status == "active",
        Lawyer.removed.is_(False),
    )
    wanted = select(Representation).join(Lawyer, Lawyer.licence_no == Representation.licence_no)
    return list(session.scalars(wanted.where(*live).order_by(Representation.licence_no)))


def _engaged(session: Session, now: datetime, day: date, licences: set[str]) -> dict[str, list[Any]]:
    """When each of these lawyers must be somewhere: hearings of any court, and what he entered himself."""
    found: dict[str, list[Any]] = defaultdict(list)
    stands = (
        Representation.licence_no.in_(licences),
        Representation.verified.is_(True),
        Representation.removed.is_(False),
        or_(Representation.until.is_(None), Representation.until >= day),
        Hearing.status == "scheduled",
        Hearing.removed.is_(False),
        Hearing.starts_at > now,
    )
    rows = select(Representation.licence_no, Hearing).join(
        Hearing, Hearing.case_number == Representation.case_number
    )
    for licence, hearing in session.execute(rows.where(*stands)):
        found[licence].append(hearing)
    entered = (
        OwnHearing.licence_no.in_(licences),
        OwnHearing.removed_at.is_(None),
        OwnHearing.starts_at > now,
    )
    for own in session.scalars(select(OwnHearing).where(*entered)):
        found[own.licence_no].append(OwnHeld.of(own))
    return found


def _item(hearing: Hearing, lawyer: Lawyer, other: Held) -> dict[str, Any]:
    return {
        "hearing_id": hearing.id,
        "case_number": hearing.case_number,
        "starts_at": _iso(hearing.starts_at),
        "ends_at": _iso(ends(hearing)),
        "place": hearing.place,
        "lawyer": lawyer.name,
        "other_starts_at": _iso(other.starts_at),
        "other_ends_at": _iso(ends(other)),
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat()
