"""What the court's record shows about one case: its kind and stage, its steps, its fees, whom to turn to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.law.terms import CaseKind, Procedure, Stage
from actions.law.working_days import Calendar
from actions.store.matters import Request
from actions.store.records import CalendarDay, Case, Court, Fee, Milestone
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


def on_appeal(case_number: str) -> bool:
    """Whether it is a case of second instance, by its type code (民终, 行终, …)."""
    number = parse_exact(case_number)
    return number is not None and number.type_code.endswith("终")


def stage_of(case: Case) -> Stage:
    return Stage(case.stage)


def procedure_of(case: Case) -> Procedure | None:
    return Procedure(case.procedure) if case.procedure in set(Procedure) else None


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


def judged_at(session: Session, case_number: str) -> datetime | None:
    """When the record says that this instance was decided, if it does."""
    return session.scalar(
        select(func.max(Milestone.at)).where(
            Milestone.case_number == case_number, Milestone.kind == "judged", Milestone.removed.is_(False)
        )
    )


def contact_of(court: Court, case: Case | None, *, not_named: str | None = None) -> Contact:
    """A person or office to turn to: the clerk, else the judge, else the court; never the one named."""
    for title, entry in (("书记员", case.clerk), ("承办法官", case.judge)) if case else ():
        if not_named is None and entry and entry.get("name"):
            return Contact(title, entry["name"], entry.get("phone"))
    return Contact("", court.name, court.phone)


def office_of(case: Case, person: str) -> str | None:
    """The office that the record shows for a person named, whatever stands beside the name (秦望舒法官)."""
    for office, entry in (("judge", case.judge), ("clerk", case.clerk)):
        if entry and entry.get("name") and entry["name"] in person:
            return office
    return None


def calendar_of(session: Session) -> Calendar:
    """Working days with the court's own holidays and make-up days."""
    days = session.scalars(select(CalendarDay).where(CalendarDay.removed.is_(False)))
    return Calendar({day.date: day.working for day in days})


def milestones(session: Session, case_number: str) -> list[Milestone]:
    """The steps so far, the first first."""
    wanted = select(Milestone).where(Milestone.case_number == case_number, Milestone.removed.is_(False))
    return list(session.scalars(wanted.order_by(Milestone.at)))


def fees(session: Session, case_number: str) -> list[Fee]:
    """By the day on which they are due."""
    wanted = select(Fee).where(Fee.case_number == case_number, Fee.removed.is_(False))
    return list(session.scalars(wanted.order_by(Fee.due_on.nulls_last(), Fee.id)))


def court_code_of(session: Session, case_number: str) -> str | None:
    case = session.get(Case, case_number)
    return case.court_code if case else None


def label(session: Session, case: Case) -> str:
    """买卖合同纠纷（北京市朝阳区人民法院）."""
    court = session.get(Court, case.court_code)
    return f"{case.cause or case.case_number}（{court.name if court else case.court_code}）"
