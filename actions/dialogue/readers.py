"""How an answer becomes the value of the field that was asked for: one reader a kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.agenda import Task
from actions.dialogue.heard import Heard
from actions.service.functions import function
from actions.service.requests.matters import Field
from bot.language.choices import choose
from bot.language.grades import read_rating
from bot.language.money import read_amount
from bot.language.names import read_name
from bot.language.spoken_names import answered_name

LONGEST_NAME = 8
_BESIDE_LICENCE = re.compile(r"[\d\s,，。、:：]+|执业证|律师证|证号|号码?(?:是|为)|姓名")


@dataclass(frozen=True)
class Read:
    """A value, or (None) why not, as a reply key. `whole`: hardly anything else was said."""

    value: Any = None
    problem: str | None = None
    whole: bool = False


Reader = Callable[[Heard, Field, list[Any]], Read]


def read_field(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """Read the answer to a question. `offered` are the values behind numbered options, if any were given."""
    return READERS[field.reader](heard, field, offered)


def mentioned(heard: Heard, field: Field) -> Any | None:
    """A value that nobody asked for, said in passing: a choice then counts only by its own words."""
    if field.reader == "choice":
        named = _named(heard, field)
        return named[0] if len(named) == 1 else None
    read = read_field(heard, field, [])
    return None if read.problem else read.value


def fillings(task: Task, heard: Heard, besides: str | None = None) -> dict[str, Any]:
    """What a sentence gives besides the answer: several questions may be answered in one."""
    found: dict[str, Any] = {}
    for field in function(task.function).fields:
        passing = not is_free_text(field) and field.reader not in ("person", "hearing")
        if passing and field.name != besides and task.fields.get(field.name) is None:
            value = mentioned(heard, field)
            if value is not None:
                found[field.name] = value
    return found | (_identity(heard) if task.function == "identity.verify" else {})


def _identity(heard: Heard) -> dict[str, Any]:
    """The name may stand beside the number (11101…，林知远); with keys alone there is none.

    A name without the number may be anybody's (我要申请秦望舒法官回避).
    """
    if not heard.first("licence_no"):
        return {}
    beside = read_name(_BESIDE_LICENCE.sub("", heard.text))
    name = heard.first("person") or (beside.name if beside else None)
    return ({"person": name} if name else {}) | ({"by_keys": True} if heard.keys else {})


def chosen(text: str, titles: Sequence[str]) -> int | None:
    """Which of the offered titles is meant, if it is clear."""
    indexes = choose(text, titles)
    return indexes[0] if len(indexes) == 1 else None


def is_free_text(field: Field) -> bool:
    return field.reader == "text"


def _text(heard: Heard, field: Field, offered: list[Any]) -> Read:
    words = heard.words.strip()
    return Read(words[: field.max_length]) if len(re.sub(r"[\W_]", "", words)) >= 2 else Read()


def _choice(heard: Heard, field: Field, offered: list[Any]) -> Read:
    named = _named(heard, field)
    if len(named) == 1:
        return Read(named[0])
    index = chosen(heard.text, [choice.title for choice in field.choices])
    return Read() if index is None else Read(field.choices[index].value)


def _named(heard: Heard, field: Field) -> list[str]:
    said = heard.text
    return [c.value for c in field.choices if c.title in said or any(cue in said for cue in c.cues)]


def _offered(heard: Heard, field: Field, offered: list[Any]) -> Read:
    index = chosen(heard.text, [str(title) for title, _ in offered])
    return Read() if index is None else Read(offered[index][1])


def _entity(name: str) -> Reader:
    def read(heard: Heard, field: Field, offered: list[Any]) -> Read:
        return Read(heard.first(name))

    return read


def _rating(heard: Heard, field: Field, offered: list[Any]) -> Read:
    return Read(heard.first("rating") or read_rating(heard.text))


def _amount(heard: Heard, field: Field, offered: list[Any]) -> Read:
    found = heard.first("amount_yuan")
    if found is None:
        asked = read_amount(heard.text)
        found = None if asked is None else str(asked)
    return Read(found)


def _moment(heard: Heard, field: Field, offered: list[Any]) -> Read:
    day, time = heard.first("date"), heard.first("time")
    return Read(f"{day}T{time}:00+08:00") if day and time else Read(day)


def _person(heard: Heard, field: Field, offered: list[Any]) -> Read:
    """Somebody in office by his name and office; the caller's own name by its shape, whatever it sounds
    like."""
    answered = answered_name(heard.text)
    if answered:
        return Read(answered, whole=True)
    if heard.first("person"):
        return Read(heard.first("person"))
    named = read_name(heard.text)
    return Read(named.name if named else None)


def _licence(heard: Heard, field: Field, offered: list[Any]) -> Read:
    problem = heard.first("licence_problem")
    return Read(heard.first("licence_no"), "identity.licence_problem" if problem else None)


READERS: dict[str, Reader] = {
    "text": _text,
    "choice": _choice,
    "hearing": _offered,
    "case_number": _entity("case_number"),
    "date": _entity("date"),
    "datetime": _moment,
    "person": _person,
    "phone": _entity("phone"),
    "amount": _amount,
    "rating": _rating,
    "licence": _licence,
}
