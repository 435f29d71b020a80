"""A matter's form on a page: its fields as inputs, and a submitted form as values for the request engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from actions.service.clock import BEIJING
from actions.service.requests.kinds import KINDS, Option, Record, offered
from actions.service.requests.matters import Field, Matter, all_matters
from actions.service.requests.speech import lines
from actions.store.matters import Request as Submitted
from api.pages import words

LONG = 200
"""Texts that may be longer get several lines."""
LOCAL = "datetime-local"
"""What a page gives of a moment has no zone."""
PREFIX = "field."


@dataclass(frozen=True)
class Input:
    """One question of a form. `kind` is an HTML input type, `select` or `textarea`."""

    name: str
    title: str
    kind: str
    required: bool
    help: str | None
    options: tuple[Option, ...] = ()
    max_length: int = 500


def submittable() -> list[tuple[str, str]]:
    """(function, title) of the matters that can be submitted here."""
    return [(each.function, each.title_zh) for each in all_matters()]


def inputs(record: Record, matter: Matter) -> list[Input]:
    """Of a case that the asker may hear of; without one nothing of a case is offered."""
    return [_input(record, field) for field in matter.asked]


def values(matter: Matter, form: Mapping[str, str]) -> dict[str, object]:
    """What was filled in; empty fields are left out. Moments of a page are Beijing's."""
    given: dict[str, object] = {}
    for field in matter.asked:
        text = form.get(PREFIX + field.name, "").strip()
        if text:
            given[field.name] = _with_zone(text) if KINDS[field.reader].input == LOCAL else text
    return given


def shown(record: Record, matter: Matter, request: Submitted) -> list[tuple[str, str]]:
    """(title, value) of what was submitted, as a person reads it."""
    writers = {"day": words.day, "moment": words.moment, "yuan": words.yuan}
    told = lines(record, matter, request.fields)
    return [(line.title, writers.get(line.form, str)(line.value)) for line in told]


def _input(record: Record, field: Field) -> Input:
    kind = KINDS[field.reader]
    return Input(
        PREFIX + field.name,
        field.title_zh,
        "textarea" if kind.free_text and field.max_length > LONG else kind.input,
        field.required,
        field.help,
        tuple(offered(record, field)),
        field.max_length,
    )


def _with_zone(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).isoformat()
