"""Which day a sentence says for which field: by the words of its clause (收到, 知道, 生效, 届满, 签).

A field of the kind `date` may say which words tell a day of its own (`Field.day_of`): a day told by the words
of another field is that one's, and a day that is only about so (10月底) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from actions.dialogue.heard import Heard
from actions.service.requests.question import Field
from bot.language.no_days import is_about

_BREAK = re.compile(r"[,，。;；!！?？\n]")
DAYS = ("date", "datetime")
"""Kinds of fields that hold a day."""


class Day(NamedTuple):
    value: str
    """ISO 8601."""
    said: str
    clause: str


def days(heard: Heard) -> list[Day]:
    """Each day that a message says with the clause in which it stands; all in one where their places are not
    known."""
    values, places = heard.entities.get("date", ()), heard.spans.get("date", ())
    if len(values) != len(places):
        return [Day(value, "", heard.text) for value in values]
    return [
        Day(value, heard.text[start:end], _clause(heard.text, start, end))
        for value, (start, end) in zip(values, places, strict=True)
    ]


def with_own_days(heard: Heard, field: Field, fields: Sequence[Field], *, asked: bool) -> Heard:
    """The message with the days only that may be this field's. Nobody having asked for it, a field that has
    words of its own takes no day that is said without them."""
    if field.reader not in DAYS or not heard.entities.get("date"):
        return heard
    found = [day for day in days(heard) if not is_about(day.said)]
    own = [day for day in found if _told_by(field, day.clause)]
    if not own and (asked or not field.day_of):
        others = [other for other in fields if other.name != field.name and other.reader in DAYS]
        own = [day for day in found if not any(_told_by(other, day.clause) for other in others)]
    kept = tuple(day.value for day in own)
    entities = {**heard.entities, "date": kept}
    spans = {name: places for name, places in heard.spans.items() if name != "date"}
    return replace(heard, entities=entities if kept else _without(entities), spans=spans)


def _told_by(field: Field, clause: str) -> bool:
    return any(re.search(words, clause) for words in field.day_of)


def _without(entities: dict[str, tuple[object, ...]]) -> dict[str, tuple[object, ...]]:
    return {name: values for name, values in entities.items() if name != "date"}


def _clause(text: str, start: int, end: int) -> str:
    """The clause around a piece of text, without that piece."""
    before: Iterable[int] = (match.end() for match in _BREAK.finditer(text, 0, start))
    begins = max(before, default=0)
    behind = _BREAK.search(text, end)
    return text[begins:start] + "■" + text[end : behind.start() if behind else len(text)]
