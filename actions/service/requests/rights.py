"""Which staff may see and move a request (contract section 3, staff rights)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.service.naming import names, names_no_one
from actions.store.matters import Request
from actions.store.records import Case, Staff


def shown_to(session: Session, staff: Staff, request: Request) -> bool:
    """Clerks and supervisors of its court, supervisors without a court of all; a recusal request only to
    supervisors, and never to the person it names."""
    if staff.role not in ("clerk", "supervisor"):
        return False
    if staff.court_code != request.court_code and not (
        staff.court_code is None and staff.role == "supervisor"
    ):
        return False
    if not request.supervisor_only:
        return True
    return staff.role == "supervisor" and not is_named(session, staff.name, request)


def is_named(session: Session, name: str, request: Request) -> bool:
    """Whether a recusal request may mean this person."""
    return recusal_means(session, name, request.fields, request.case_number)


def recusal_means(session: Session, name: str, fields: Mapping[str, object], case_number: str | None) -> bool:
    """Whether a recusal with these fields, submitted or still being filled in, may mean this person.

    An office without a name means judge and clerk on the record.
    """
    person, facts = (str(fields.get(field) or "") for field in ("person", "facts"))
    if names(name, person) or names(name, facts):
        return True
    case = session.get(Case, case_number) if case_number and names_no_one(person) else None
    on_record = [entry.get("name") for entry in (case.judge, case.clerk) if entry] if case else []
    return any(names(name, known) or names(known, name) for known in on_record if known)


def in_reach(staff: Staff) -> ColumnElement[bool]:
    """A condition for queries that leaves out most of what `shown_to` bars; rows still pass `shown_to`."""
    court = Request.court_code == staff.court_code if staff.court_code else true()
    return court if staff.role == "supervisor" else court & Request.supervisor_only.is_(False)


def request_for(session: Session, staff: Staff, receipt_no: str) -> Request:
    """Raises NotFound for another court's request, as for one that does not exist."""
    request = session.get(Request, receipt_no)
    if request is None or not shown_to(session, staff, request):
        raise NotFound
    return request
