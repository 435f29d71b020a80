"""A matter's form on a page: its fields as inputs, and a submitted form as values for the request engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from actions.service.clock import BEIJING, Clock
from actions.service.court_record import hearings
from actions.service.requests.matters import Field, Matter, all_matters
from actions.service.requests.speech import lines
from actions.store.matters import Request as Submitted
from actions.store.records import Case
from api.pages import words

INPUTS = {"date": "date", "datetime": "datetime-local", "phone": "tel"}
LONG = 200
"""Texts that may be longer get several lines."""
PREFIX = "field."


@dataclass(frozen=True)
class Input:
    """One question of a form. `kind` is an HTML input type, `select` or `textarea`."""

    name: str
    title: str
    kind: str
    required: bool
    help: str | None
    options: tuple[tuple[str, str], ...] = ()
    max_length: int = 500


def offered() -> list[tuple[str, str]]:
    """(function, title) of the matters that can be submitted here."""
    return [(each.function, each.title_zh) for each in all_matters()]


def inputs(session: Session, clock: Clock, matter: Matter, case: Case | None) -> list[Input]:
    """`case`: one that the asker may hear of; without it nothing of a case is offered."""
    return [_input(session, clock, field, case) for field in matter.asked]


def values(matter: Matter, form: Mapping[str, str]) -> dict[str, object]:
    """What was filled in; empty fields are left out. Moments of a page are Beijing's."""
    given: dict[str, object] = {}
    for field in matter.asked:
        text = form.get(PREFIX + field.name, "").strip()
        if text:
            given[field.name] = _with_zone(text) if field.reader == "datetime" else text
    return given


def shown(session: Session, matter: Matter, request: Submitted) -> list[tuple[str, str]]:
    """(title, value) of what was submitted, as a person reads it."""
    writers = {"day": words.day, "moment": words.moment, "yuan": words.yuan}
    found = []
    for line in lines(session, matter, request.case_number or "", request.fields):
        found.append((line.title, writers.get(line.form, str)(line.value)))
    return found


def _input(session: Session, clock: Clock, field: Field, case: Case | None) -> Input:
    kind, options = INPUTS.get(field.reader, "text"), _options(session, clock, field, case)
    if options or field.reader in ("choice", "hearing"):
        kind = "select"
    elif field.reader == "text" and field.max_length > LONG:
        kind = "textarea"
    return Input(
        PREFIX + field.name,
        field.title_zh,
        kind,
        field.required,
        field.help,
        tuple(options),
        field.max_length,
    )


def _options(session: Session, clock: Clock, field: Field, case: Case | None) -> Sequence[tuple[str, str]]:
    if field.reader == "hearing":
        coming = hearings.coming(session, clock, case.case_number) if case else []
        return [(one.id, hearings.label(one)) for one in coming]
    return [(choice.value, choice.title) for choice in field.choices] if field.reader == "choice" else []


def _with_zone(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).isoformat()
