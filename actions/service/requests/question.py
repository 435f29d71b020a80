"""One thing that a matter asks for: its question for page, message and ear, and what may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from actions.law.grounds import recusal_grounds
from actions.service.requests.kinds import KINDS, SOURCES
from actions.service.wording import Modality

Told = Literal[
    "reason", "facts", "content", "remark", "message", "in_office", "holder", "sought", "property",
    "mediator", "sides", "agreed", "available", "papers",
]  # fmt: skip
"""What a sentence tells of a field that was not asked for."""


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Data):
    """One question in up to three wordings; a missing one falls back to the next fuller one."""

    rich: str
    short: str | None = None
    spoken: str | None = None

    def text(self, modality: Modality) -> str:
        wordings = {"rich": (), "short": (self.short,), "spoken": (self.spoken, self.short)}[modality]
        return next((wording for wording in wordings if wording), self.rich)


class Choice(Data):
    """`cues` are words by which a free sentence is recognised as this choice."""

    value: str
    title: str
    spoken: str = ""
    """The title for the ear, where the written one is long."""
    cues: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    """The same as pieces of a pattern, where words alone do not tell it."""
    hints: tuple[str, ...] = ()
    """Pieces of a pattern that only point to it (告区政府): they count where no choice is named, and change
    none that was made."""
    over: tuple[str, ...] = ()
    """The choices that it goes before where both are named."""


class Field(Data):
    """One thing to be asked. `reader` is its kind, `filled_from` what of the record can fill it, so that it
    is not asked (both in `kinds`). `choices_from` puts the law's own list before `choices`.
    """

    name: str
    title_zh: str
    reader: str
    question: Question
    required: bool = True
    default: str | None = None
    """Registered for an optional field that was left out."""
    help: str | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: Literal["recusal_grounds"] | None = None
    filled_from: str | None = None
    max_length: int = 500
    otherwise: str | None = None
    """The choice for an answer that fits none: what is meant is kept in the caller's own words."""
    asked_if: dict[str, tuple[str, ...]] = {}
    """Asked only where each of these fields has one of these values."""
    labels: tuple[str, ...] = ()
    """Words (pieces of a pattern) behind which a first sentence says its value: 被告, 鉴定事项."""
    shape: Literal["party", "parties", "until", "paper"] | None = None
    """What the words of a text are: a person or organisation, both sides, a day or a length of time, the
    number of a paper. What is none is no answer, though it is text."""
    address_of: str | None = None
    """The party (a field of this shape) whose address it holds."""
    yes_or_no: bool = False
    """A plain yes or no chooses `yes` or `no`."""
    day_of: tuple[str, ...] = ()
    """Words (pieces of a pattern) whose clause tells a day of this field: 收到, 生效, 届满."""
    past: bool = False
    """A day that has been: a bare day of the month is the last one, never the next."""
    only_asked: bool = False
    """Its value is never taken from what is said beside something else."""
    to_end: bool = False
    """What stands behind its label goes on over the clauses that follow (判决离婚，房子归我，…)."""
    told: Told | None = None
    """What of a first sentence answers it, so that it is not asked again (the dialogue has the readers)."""

    @model_validator(mode="before")
    @classmethod
    def _listed_by_law(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("choices_from") != "recusal_grounds":
            return data
        listed = [
            {"value": each.key, "title": each.name, "spoken": each.spoken, "cues": each.cues}
            for each in recusal_grounds()
        ]
        return data | {"choices": [*listed, *data.get("choices", ())]}

    @field_validator("reader")
    @classmethod
    def _kind_exists(cls, reader: str) -> str:
        if reader not in KINDS:
            raise ValueError(f"no kind {reader}")
        return reader

    @field_validator("filled_from")
    @classmethod
    def _source_exists(cls, source: str | None) -> str | None:
        if source is not None and source not in SOURCES:
            raise ValueError(f"no source {source}")
        return source

    @model_validator(mode="after")
    def _choices_belong_to_choice(self) -> Field:
        if (self.reader == "choice") != bool(self.choices):
            raise ValueError("choices are given exactly for the reader 'choice'")
        if len({choice.value for choice in self.choices}) != len(self.choices):
            raise ValueError("two choices have the same value")
        return self

    @model_validator(mode="after")
    def _yes_and_no_are_choices(self) -> Field:
        if self.yes_or_no and not {"yes", "no"} <= {choice.value for choice in self.choices}:
            raise ValueError("yes_or_no needs the choices yes and no")
        if self.shape and self.reader != "text":
            raise ValueError("only a text has a shape")
        return self

    def titled(self, value: str, title: str, modality: Modality) -> str:
        """An option as it is offered on this modality."""
        choice = self.choice(value) if modality == "spoken" else None
        return (choice.spoken if choice else "") or title

    def choice(self, text: str) -> Choice | None:
        """By value or by title."""
        return next((choice for choice in self.choices if text in (choice.value, choice.title)), None)

    def is_asked(self, given: Mapping[str, object]) -> bool:
        """Whether it is asked at all, with the values (in their stored form) of the other fields."""
        return all(given.get(name) in values for name, values in self.asked_if.items())
