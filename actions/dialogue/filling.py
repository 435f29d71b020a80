"""A task is opened with everything its first sentence gives, and keeps the caller's words beside what
was coded."""

from __future__ import annotations

import re
from typing import Any

from actions.dialogue.agenda import Task
from actions.dialogue.correcting import field_of
from actions.dialogue.heard import Heard
from actions.dialogue.places import number
from actions.dialogue.readers import is_free_text
from actions.dialogue.telling import fillings, undecided
from actions.service.functions import function
from actions.service.requests.kinds import KINDS, depends_on
from actions.service.requests.question import Field
from bot.language.no_days import no_such_day


def opened(code: str, heard: Heard, *, also: bool = False) -> Task:
    """A task with all that its first sentence gives: values said in passing, and what it tells."""
    entities = {name: list(values) for name, values in heard.entities.items()}
    task = Task(code, words=heard.text, entities=entities, also=also)
    if heard.beside is not None:
        task.beside = (heard.beside.text, {name: list(each) for name, each in heard.beside.entities.items()})
    for name, value in fillings(task, heard).items():
        task.fields[name] = value
        keep_words(task, name, heard)
    task.pieces = number.at_first(heard)
    task.anew, task.no_such_day = undecided(task, heard), no_such_day(heard.text) or ""
    return task


def keep_words(task: Task, name: str, heard: Heard) -> None:
    """The sentence behind a coded value, where it says more than the value does."""
    field = field_of(task, name)
    value = task.fields.get(name)
    if field is None or heard.keys or value in (None, "") or KINDS[field.reader].dictated:
        return
    task.spoken.pop(name, None)
    longer = len(heard.words.strip()) > len(_plain(field, value))
    if (longer or heard.first("date_contradicted")) and not (
        is_free_text(field) and value == heard.words.strip()
    ):
        task.spoken[name] = heard.words.strip()[:WORDS]


_MOMENT = re.compile(r"\d{4}-(\d\d-\d\d)T(\d\d:\d\d)")
"""A moment as it is stored is longer than anybody says it."""
WORDS = 500
"""Characters of a caller's own words that are kept beside a value."""


def forget(task: Task, name: str) -> None:
    """Take a value out, and with it what hangs on it."""
    hanging = [field.name for field in function(task.function).fields if name in depends_on(field)]
    for gone in (name, *hanging):
        task.fields.pop(gone, None)
        task.spoken.pop(gone, None)


def _plain(field: Field, value: Any) -> str:
    choice = field.choice(str(value)) if field.choices else None
    if choice is not None:
        return choice.title
    moment = _MOMENT.match(str(value))
    return f"{moment[1]} {moment[2]}" if moment else str(value)
