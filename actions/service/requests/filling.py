"""Fields that the record fills by itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.service.court_record.hearings import coming, moment_of
from actions.service.requests.matters import Fields, Matter
from actions.store.records import Case


def fill(session: Session, clock: Clock, matter: Matter, case: Case, fields: Fields) -> Fields:
    """`fields` with what the record makes plain, so that it need not be asked.

    What was given stays; the moment of a hearing on the record becomes its id.
    """
    filled = dict(fields)
    for field in matter.asked:
        value = filled.get(field.name)
        if field.filled_from == "coming_hearing":
            hearings = coming(session, clock, case.case_number)
            meant = [one for one in hearings if not value or one.starts_at == moment_of(str(value))]
            if len(meant) == 1:
                filled[field.name] = meant[0].id
        elif value not in (None, ""):
            continue
        elif field.filled_from == "office_on_record":
            office = _office(case, str(filled.get("person") or ""))
            if office:
                filled[field.name] = office
    return filled


def _office(case: Case, person: str) -> str | None:
    for office, entry in (("judge", case.judge), ("clerk", case.clerk)):
        if person and entry and entry.get("name") == person:
            return office
    return None
