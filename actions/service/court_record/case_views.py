"""A case as its lawyer, or staff, sees it: milestones, hearings with their conflicts, fees, deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.service.clock import BEIJING, Clock, today
from actions.service.court_record.deliveries import served
from actions.service.court_record.facts import fees, milestones
from actions.service.court_record.hearings import Held, clash, ends, scheduled
from actions.service.court_record.own_hearings import OwnHeld, entered_by, view
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import visible_case, visible_cases
from actions.service.paging import Page, opened, sealed
from actions.store.records import Case, Court, Delivery, Fee, Hearing, Representation

OPEN = {"case_number", "court_code"}
FILTERS = ("case_number", "court_code", "cause", "procedure", "stage")
SECTIONS = {
    "milestones": "query.case",
    "hearings": "query.hearing",
    "fees": "query.fee",
    "deliveries": "query.delivery",
}
"""Section → the function that an assistant must have been granted to see it."""
RECORD = "query.case"
"""The function without which an assistant sees of the record itself only the number and the court."""


def own_cases(
    session: Session,
    clock: Clock,
    caller: Caller,
    *,
    cursor: str | None = None,
    limit: int = 20,
    **filters: str | None,
) -> Page[dict[str, Any]]:
    """The cases visible to him, by number; `filters` by field name (FILTERS), None meaning any.

    Raises BadInput for a cursor that is not ours.
    """
    after = opened(cursor)
    told = {case.case_number for case in visible_cases(session, clock, caller, RECORD)}
    asked = {name: value for name, value in filters.items() if value is not None}
    wanted = [
        case
        for case in visible_cases(session, clock, caller)
        if case.case_number > after
        and (case.case_number in told or asked.keys() <= OPEN)
        and all(getattr(case, name) == value for name, value in asked.items())
    ]
    beside = _beside(session, caller, _his_hearings(session, clock, caller))
    items = [_own(session, clock, caller, case, beside) for case in wanted[:limit]]
    return Page(items, sealed(items[-1]["case_number"]) if len(wanted) > limit else None)


def own_case(session: Session, clock: Clock, caller: Caller, case_number: str) -> dict[str, Any]:
    """Raises NotFound for another's case as for one that does not exist."""
    case = visible_case(session, clock, caller, case_number)
    if case is None:
        raise NotFound
    beside = _beside(session, caller, _his_hearings(session, clock, caller))
    return _own(session, clock, caller, case, beside)


def coming_hearings(session: Session, clock: Clock, caller: Caller) -> list[dict[str, Any]]:
    """His scheduled hearings that are not over, the next first, each with `case_number` and `conflicts`."""
    his, now = _his_hearings(session, clock, caller), clock()
    beside = _beside(session, caller, his)
    return [_hearing(hearing, beside) for hearing in his if ends(hearing) > now]


def engagements(session: Session, clock: Clock, caller: Caller) -> list[dict[str, Any]]:
    """What is to come of the courts' hearings and of his own (`own`), the next first, each with the ids of
    those that it clashes with."""
    his, now = _his_hearings(session, clock, caller), clock()
    entered = entered_by(session, str(caller.licence_no))
    every: list[Held] = [*his, *map(OwnHeld.of, entered)]
    shown = [_hearing(each, every) | {"own": False} for each in his if ends(each) > now]
    shown += [
        view(row) | {"conflicts": [other.id for other in every if clash(held, other)]}
        for row, held in ((row, OwnHeld.of(row)) for row in entered)
        if ends(held) > now
    ]
    return sorted(shown, key=lambda each: (each["starts_at"], each["id"]))


def case_view(
    session: Session,
    case: Case,
    *,
    sections: Iterable[str] = tuple(SECTIONS),
    served_to: tuple[date, str] | None = None,
    beside: Sequence[Held] = (),
    record: bool = True,
) -> dict[str, Any]:
    """The case as JSON. `served_to` as in `deliveries`; `beside`: to find conflicts; without
    `record` only number, court and the `sections`."""
    court = session.get(Court, case.court_code)
    shown: dict[str, Any] = {
        "case_number": case.case_number,
        "court_code": case.court_code,
        "court": court.name if court else None,
    }
    number = case.case_number
    if record:
        shown |= _record(case)
    if "milestones" in sections:
        shown["milestones"] = [
            {"kind": row.kind, "at": _moment(row.at), "note": row.note} for row in milestones(session, number)
        ]
    if "hearings" in sections:
        all_of_case = select(Hearing).where(Hearing.case_number == number, Hearing.removed.is_(False))
        shown["hearings"] = [
            _hearing(row, beside) for row in session.scalars(all_of_case.order_by(Hearing.starts_at))
        ]
    if "fees" in sections:
        shown["fees"] = [_fee(row) for row in fees(session, number)]
    if "deliveries" in sections:
        shown["deliveries"] = [_delivery(row) for row in served(session, [number], to=served_to)]
    return shown


def _record(case: Case) -> dict[str, Any]:
    return {
        "cause": case.cause,
        "procedure": case.procedure,
        "stage": case.stage,
        "amount_yuan": _yuan(case.amount_yuan),
        "division": case.division,
        "judge": case.judge,
        "clerk": case.clerk,
        "parties": case.parties or [],
        "evidence_until": _day(case.evidence_until),
    }


def _own(
    session: Session, clock: Clock, caller: Caller, case: Case, beside: Sequence[Held]
) -> dict[str, Any]:
    number = case.case_number
    representation = session.get(Representation, (number, caller.licence_no)) if caller.licence_no else None
    represents = representation is not None and _stands(representation, today(clock))
    sections = [
        name
        for name, function in SECTIONS.items()
        if represents or visible_case(session, clock, caller, number, function) is not None
    ]
    shown = case_view(
        session,
        case,
        sections=sections,
        served_to=(today(clock), caller.licence_no or ""),
        beside=beside,
        record=represents or visible_case(session, clock, caller, number, RECORD) is not None,
    )
    if representation is not None and represents:
        shown["representation"] = {
            "party": representation.party,
            "authority": representation.authority,
            "authority_items": representation.authority_items,
            "until": _day(representation.until),
        }
    return shown


def _stands(row: Representation, day: date) -> bool:
    return row.verified and not row.removed and (row.until is None or row.until >= day)


def _his_hearings(session: Session, clock: Clock, caller: Caller) -> list[Hearing]:
    numbers = [case.case_number for case in visible_cases(session, clock, caller, "query.hearing")]
    return scheduled(session, *numbers)


def _beside(session: Session, caller: Caller, his: Sequence[Hearing]) -> list[Held]:
    """All that a hearing may clash with: the courts' and what he entered himself."""
    return [*his, *map(OwnHeld.of, entered_by(session, str(caller.licence_no)))]


def _hearing(row: Hearing, beside: Sequence[Held]) -> dict[str, Any]:
    stands = row.status == "scheduled"
    return {
        "id": row.id,
        "case_number": row.case_number,
        "starts_at": _moment(row.starts_at),
        "ends_at": _moment(row.ends_at),
        "place": row.place,
        "online": bool(row.online),
        "kind": row.kind,
        "status": row.status,
        "conflicts": [other.id for other in beside if stands and clash(row, other)],
    }


def _fee(row: Fee) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "amount_yuan": _yuan(row.amount_yuan),
        "due_on": _day(row.due_on),
        "paid_on": _day(row.paid_on),
        "paid_yuan": _yuan(row.paid_yuan),
        "refund": row.refund,
    }


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "served_at": _moment(row.served_at),
        "signed_at": _moment(row.signed_at),
        "url": row.url,
    }


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(BEIJING).isoformat() if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _yuan(value: Decimal | None) -> str | None:
    return f"{value:.2f}" if value is not None else None
