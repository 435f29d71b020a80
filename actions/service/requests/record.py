"""What the court's record shows about a case, as far as requests turn on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.law.terms import CaseKind, Procedure, Stage
from actions.law.working_days import Calendar
from actions.service.clock import Clock
from actions.service.requests.matters import Fields, Matter
from actions.store.matters import Request
from actions.store.records import CalendarDay, Case, Court, Hearing, Milestone
from bot.language.case_number import parse_exact


@dataclass(frozen=True)
class Contact:
    """Whom to turn to: `title` is the office, empty for a court as such; `phone` may be unknown."""

    title: str
    name: str
    phone: str | None


def kind_of(case_number: str) -> CaseKind | None:
    """民 刑 行 赔 执, None for any other type code."""
    number = parse_exact(case_number)
    return CaseKind(number.kind) if number and number.kind in set(CaseKind) else None


def stage_of(case: Case) -> Stage:
    return Stage(case.stage)


def procedure_of(case: Case) -> Procedure | None:
    return Procedure(case.procedure) if case.procedure in set(Procedure) else None


def coming_hearings(session: Session, clock: Clock, case_number: str) -> list[Hearing]:
    """Scheduled and not begun, the nearest first."""
    return list(
        session.scalars(
            select(Hearing)
            .where(
                Hearing.case_number == case_number,
                Hearing.removed.is_(False),
                Hearing.status == "scheduled",
                Hearing.starts_at > clock(),
            )
            .order_by(Hearing.starts_at, Hearing.id)
        )
    )


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
    return hearing.starts_at if hearing else _moment(value)


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
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


def postponements(session: Session, case_number: str) -> int:
    """Postponements so far: recorded ones and granted requests may be the same, so the larger number."""
    recorded = session.scalar(
        select(func.count())
        .select_from(Milestone)
        .where(
            Milestone.case_number == case_number, Milestone.kind == "adjourned", Milestone.removed.is_(False)
        )
    )
    granted = session.scalar(
        select(func.count())
        .select_from(Request)
        .where(
            Request.case_number == case_number,
            Request.function == "request.hearing_postponement",
            Request.status == "granted",
        )
    )
    return max(recorded or 0, granted or 0)


def closed_at(session: Session, case_number: str) -> datetime | None:
    """When the record says that the case was closed or judged, if it does."""
    return session.scalar(
        select(func.max(Milestone.at)).where(
            Milestone.case_number == case_number,
            Milestone.kind.in_(("closed", "judged")),
            Milestone.removed.is_(False),
        )
    )


def contact_of(session: Session, case: Case, *, not_named: str | None = None) -> Contact | None:
    """A person or office to turn to: the clerk, else the judge, else the court; never the one named."""
    for title, entry in (("书记员", case.clerk), ("承办法官", case.judge)):
        if not_named is None and entry and entry.get("name"):
            return Contact(title, entry["name"], entry.get("phone"))
    court = session.get(Court, case.court_code)
    return Contact("", court.name, court.phone) if court else None


def calendar_of(session: Session) -> Calendar:
    """Working days with the court's own holidays and make-up days."""
    days = session.scalars(select(CalendarDay).where(CalendarDay.removed.is_(False)))
    return Calendar({day.date: day.working for day in days})


def fill(session: Session, clock: Clock, matter: Matter, case: Case, fields: Fields) -> Fields:
    """`fields` with what the record makes plain, so that it need not be asked.

    What was given stays; the moment of a hearing on the record becomes its id.
    """
    filled = dict(fields)
    for field in matter.asked:
        value = filled.get(field.name)
        if field.filled_from == "coming_hearing":
            coming = coming_hearings(session, clock, case.case_number)
            meant = [one for one in coming if not value or one.starts_at == _moment(str(value))]
            if len(meant) == 1:
                filled[field.name] = meant[0].id
        elif value not in (None, ""):
            continue
        elif field.filled_from == "office_on_record":
            office = office_of(case, str(filled.get("person") or ""))
            if office:
                filled[field.name] = office
    return filled


def office_of(case: Case, person: str) -> str | None:
    """The office that the record shows for a person named, whatever stands beside the name (秦望舒法官)."""
    for office, entry in (("judge", case.judge), ("clerk", case.clerk)):
        if entry and entry.get("name") and entry["name"] in person:
            return office
    return None
