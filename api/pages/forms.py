"""A matter's form on a page: its fields as inputs, and a submitted form as values for the request engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from actions.service.clock import BEIJING
from actions.service.requests.kinds import KINDS, Option, Record, offered
from actions.service.requests.matters import CASE_FIELD, Matter, all_matters
from actions.service.requests.question import Field
from actions.service.requests.speech import lines
from actions.store.matters import Request as Submitted
from api.pages import words

LONG = 200
"""Texts that may be longer get several lines."""
LOCAL = "datetime-local"
"""What a page gives of a moment has no zone."""
PREFIX = "field."
LONGEST_NUMBER = 64
BESIDE = "in_addition_to"
"""The box that says that a second request of the same matter is meant."""


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


def chosen(matter: Matter, form: Mapping[str, str]) -> Matter:
    """The one of several that a form has picked; the matter itself where it is one, or none is picked."""
    return matter.chosen(
        {matter.variants.by: form.get(PREFIX + matter.variants.by)} if matter.variants else {}
    )


def inputs(record: Record, matter: Matter, form: Mapping[str, str]) -> list[Input]:
    """Of a case that the asker may hear of; without one nothing of a case is offered. Of several matters in
    one only what picks one, until it is picked."""
    picked = chosen(matter, form)
    if picked.variants:
        return [_input(record, field, picked) for field in picked.fields if field.name == picked.variants.by]
    return [_input(record, field, picked) for field in picked.asked]


def values(matter: Matter, form: Mapping[str, str]) -> dict[str, object]:
    """What was filled in, the case among it; empty fields are left out. Moments of a page are Beijing's."""
    picked = chosen(matter, form)
    case_number = form.get(CASE_FIELD, "").strip()[:LONGEST_NUMBER]
    given: dict[str, object] = {CASE_FIELD: case_number} if case_number and picked.of_own_case else {}
    for field in picked.asked:
        text = form.get(PREFIX + field.name, "").strip()
        if text:
            given[field.name] = _with_zone(text) if KINDS[field.reader].input == LOCAL else text
    return given


def shown(record: Record, matter: Matter, request: Submitted) -> list[tuple[str, str]]:
    """(title, value) of what was submitted, as a person reads it."""
    writers = {"day": words.day, "moment": words.moment, "yuan": words.yuan}
    told = lines(record, matter.chosen(request.fields), request.fields)
    return [(line.title, writers.get(line.form, str)(line.value)) for line in told]


def _input(record: Record, field: Field, matter: Matter) -> Input:
    kind = KINDS[field.reader]
    return Input(
        PREFIX + field.name,
        field.title_zh,
        "textarea" if kind.free_text and field.max_length > LONG else kind.input,
        field.required and not field.asked_if,
        " ".join(each for each in (_condition(field, matter), field.help) if each) or None,
        tuple(offered(record, field)),
        field.max_length,
    )


def _condition(field: Field, matter: Matter) -> str:
    """只在“阅卷方式”选“现场阅卷”时填写: a page asks all at once."""
    parts = []
    for name, wanted in field.asked_if.items():
        other = matter.field(name)
        titles = [choice.title for choice in other.choices if choice.value in wanted] if other else []
        parts.append(f"“{other.title_zh if other else name}”选“{'、'.join(titles)}”")
    return f"只在{'，并且'.join(parts)}时填写。" if parts else ""


def _with_zone(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).isoformat()
