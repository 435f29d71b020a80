"""Fields that the record fills by itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.service.court_record.facts import office_of
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
            office = office_of(case, str(filled.get("person") or ""))
            if office:
                filled[field.name] = office
    return filled
