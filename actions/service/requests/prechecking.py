"""The pre-checks that a matter names, run on the caller's facts and the court's record.

The law's rules live in `actions.law.prechecks`; here they are given what they need. Facts of findings leave
in the form in which JSON keeps them, so that a first and a repeated answer are worded alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions.errors import BadInput, HotlineError
from actions.law import prechecks
from actions.law.prechecks import Fact, Finding
from actions.service.clock import BEIJING, Clock
from actions.service.court_record import facts as record
from actions.service.court_record import hearings
from actions.service.requests.matters import Fields, Matter
from actions.store.records import Case, Court, Representation


@dataclass(frozen=True)
class Checked:
    """A request about to be registered."""

    matter: Matter
    case: Case
    licence_no: str
    fields: Fields


def run(session: Session, clock: Clock, checked: Checked) -> tuple[Finding, ...]:
    """All findings in the order of the matter's pre-checks."""
    found = [
        finding for name in checked.matter.prechecks for finding in _CHECKS[name](session, clock, checked)
    ]
    return tuple(
        replace(finding, facts={k: _plain(v) for k, v in finding.facts.items()}) for finding in found
    )


def _with_fact(found: list[Finding], key: str, name: str, value: Fact) -> list[Finding]:
    """What the record adds to one kind of finding."""
    return [replace(f, facts={**f.facts, name: value}) if f.key == key else f for f in found]


def _plain(value: Any) -> Any:
    return value.astimezone(BEIJING).isoformat() if isinstance(value, datetime) else value


def _postponement(session: Session, clock: Clock, checked: Checked) -> list[Finding]:
    case_number, value = checked.case.case_number, checked.fields["hearing"]
    starts_at = hearings.hearing_start(session, case_number, value)
    if starts_at is None:
        raise BadInput("这个案件没有查到这一场庭审，请核对后再选。")
    found = prechecks.postponement(
        starts_at,
        clock(),
        record.kind_of(checked.case.case_number),
        record.procedure_of(checked.case),
        record.postponements(session, checked.case.case_number),
        checked.fields["reason"],
    )
    recorded = hearings.hearing_of(session, case_number, value) is not None
    return _with_fact(found, "hearing_over", "recorded", recorded)


def _recusal(session: Session, clock: Clock, checked: Checked) -> list[Finding]:
    office = checked.matter.field("office")
    chosen = office.choice(checked.fields["office"]) if office else None
    found = prechecks.recusal(
        record.kind_of(checked.case.case_number),
        record.stage_of(checked.case),
        hearings.hearings_held(session, clock, checked.case.case_number),
        chosen.title if chosen else "",
        checked.fields["ground"],
    )
    closed = record.closed_at(session, checked.case.case_number)
    if closed is None:
        return found
    return [
        replace(f, facts={**f.facts, "closed_at": closed}) if f.key == "case_closed" else f for f in found
    ]


def _file_review(session: Session, clock: Clock, checked: Checked) -> list[Finding]:
    mandate = session.get(Representation, (checked.case.case_number, checked.licence_no))
    verified = (
        mandate.verified if mandate else True
    )  # an assistant stands on his principal's verified mandate
    return prechecks.file_review(
        record.kind_of(checked.case.case_number),
        record.stage_of(checked.case),
        verified,
        checked.fields.get("scope", ""),
    )


def _offered_online(session: Session, clock: Clock, checked: Checked) -> list[Finding]:
    court = session.get(Court, checked.case.court_code)
    offered = court.online_functions if court else None
    if court is None or offered is None or checked.matter.function in offered:
        return []
    return [Finding("warn", "court_not_online", facts={"court": court.name})]


_CHECKS: dict[str, Callable[[Session, Clock, Checked], list[Finding]]] = {
    "postponement": _postponement,
    "recusal": _recusal,
    "file_review": _file_review,
    "offered_online": _offered_online,
}


@dataclass(frozen=True)
class Refusal:
    """Why nothing was stored: `findings` are the refusing ones, on the record as it stood at `seen_at`.

    `contact` is a person or office to turn to, if the record has one.
    """

    matter: Matter
    case_number: str
    findings: tuple[Finding, ...]
    contact: record.Contact | None
    seen_at: datetime


class Refused(HotlineError):
    """The law bars the request on facts that were given or recorded; nothing was stored."""

    status, code = 422, "refused"

    def __init__(self, message: str, refusal: Refusal) -> None:
        super().__init__(message)
        self.refusal = refusal
