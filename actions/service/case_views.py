"""A case as its lawyer, or staff, sees it: milestones, hearings with their conflicts, fees, deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.service.clock import BEIJING, Clock, today
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import visible_case, visible_cases
from actions.service.paging import Page, opened, sealed
from actions.store.records import Assistant, Case, Court, Delivery, Fee, Hearing, Milestone, Representation

USUAL_LENGTH = timedelta(hours=2)
"""How long a hearing without a recorded end is taken to last when conflicts are looked for."""
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
    beside = _his_hearings(session, clock, caller)
    items = [_own(session, clock, caller, case, beside) for case in wanted[:limit]]
    return Page(items, sealed(items[-1]["case_number"]) if len(wanted) > limit else None)


def own_case(session: Session, clock: Clock, caller: Caller, case_number: str) -> dict[str, Any]:
    """Raises NotFound for another's case as for one that does not exist."""
    case = visible_case(session, clock, caller, case_number)
    if case is None:
        raise NotFound
    return _own(session, clock, caller, case, _his_hearings(session, clock, caller))


def coming_hearings(session: Session, clock: Clock, caller: Caller) -> list[dict[str, Any]]:
    """His scheduled hearings from now on, the next first, each with `case_number` and `conflicts`."""
    hearings = _his_hearings(session, clock, caller)
    later = [
        hearing for hearing in hearings if (hearing.ends_at or hearing.starts_at + USUAL_LENGTH) > clock()
    ]
    return [_hearing(hearing, hearings) for hearing in later]


def case_view(
    session: Session,
    case: Case,
    *,
    sections: Iterable[str] = tuple(SECTIONS),
    deliveries_of: str | None = None,
    beside: Sequence[Hearing] = (),
    record: bool = True,
) -> dict[str, Any]:
    """The case as JSON. `deliveries_of` limits deliveries to a licence; `beside`: to find conflicts; without
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
        steps = select(Milestone).where(Milestone.case_number == number, Milestone.removed.is_(False))
        shown["milestones"] = [
            {"kind": row.kind, "at": _moment(row.at), "note": row.note}
            for row in session.scalars(steps.order_by(Milestone.at))
        ]
    if "hearings" in sections:
        all_of_case = select(Hearing).where(Hearing.case_number == number, Hearing.removed.is_(False))
        shown["hearings"] = [
            _hearing(row, beside) for row in session.scalars(all_of_case.order_by(Hearing.starts_at))
        ]
    if "fees" in sections:
        fees = select(Fee).where(Fee.case_number == number, Fee.removed.is_(False)).order_by(Fee.id)
        shown["fees"] = [_fee(row) for row in session.scalars(fees)]
    if "deliveries" in sections:
        papers = select(Delivery).where(Delivery.case_number == number, Delivery.removed.is_(False))
        if deliveries_of is not None:
            papers = papers.where(Delivery.licence_no == deliveries_of)
        shown["deliveries"] = [_delivery(row) for row in session.scalars(papers.order_by(Delivery.served_at))]
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
    session: Session, clock: Clock, caller: Caller, case: Case, beside: Sequence[Hearing]
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
        deliveries_of=str(caller.licence_no if represents else _principal(session, caller)),
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


def _principal(session: Session, caller: Caller) -> str | None:
    """The licence of the lawyer he assists: papers served on others in the case are not theirs."""
    assistant = session.get(Assistant, caller.licence_no)
    return assistant.principal_licence_no if assistant else caller.licence_no


def _stands(row: Representation, day: date) -> bool:
    return row.verified and not row.removed and (row.until is None or row.until >= day)


def _his_hearings(session: Session, clock: Clock, caller: Caller) -> list[Hearing]:
    numbers = [case.case_number for case in visible_cases(session, clock, caller, "query.hearing")]
    return _scheduled(session, numbers)


def _scheduled(session: Session, case_numbers: Sequence[str]) -> list[Hearing]:
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


def _hearing(row: Hearing, beside: Sequence[Hearing]) -> dict[str, Any]:
    ends = row.ends_at or row.starts_at + USUAL_LENGTH
    conflicts = [
        other.id
        for other in beside
        if row.status == "scheduled"
        and other.id != row.id
        and other.starts_at < ends
        and row.starts_at < (other.ends_at or other.starts_at + USUAL_LENGTH)
    ]
    return {
        "id": row.id,
        "case_number": row.case_number,
        "starts_at": _moment(row.starts_at),
        "ends_at": _moment(row.ends_at),
        "place": row.place,
        "online": bool(row.online),
        "kind": row.kind,
        "status": row.status,
        "conflicts": conflicts,
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
