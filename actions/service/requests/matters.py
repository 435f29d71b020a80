"""What each kind of request asks for and may do: one file a matter under data/requests, read once.

A field's texts, choices and needs are data; which law applies to a case is chosen by the kind of the case
(民 刑 行 赔 执), and a kind that a file does not name has no known rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from actions.errors import NotFound, SetupError
from actions.law.articles import article
from actions.law.checks.registry import CHECKS
from actions.law.errors import UnknownArticle
from actions.law.grounds import recusal_grounds
from actions.service.requests.kinds import KINDS, SOURCES
from actions.service.wording import Modality

FOLDER = Path(__file__).resolve().parents[3] / "data" / "requests"

Kind = Literal["民", "刑", "行", "赔", "执"]
CASE_FIELD = "case_number"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Data):
    """One question in up to three wordings; a missing one falls back to the next fuller one."""

    rich: str
    short: str | None = None
    spoken: str | None = None

    def text(self, modality: Modality) -> str:
        wordings = {"rich": (), "short": (self.short,), "spoken": (self.spoken, self.short)}[modality]
        return next((wording for wording in wordings if wording), self.rich)


class Choice(_Data):
    """`cues` are words by which a free sentence is recognised as this choice."""

    value: str
    title: str
    cues: tuple[str, ...] = ()


class Field(_Data):
    """One thing to be asked. `reader` is its kind, `filled_from` what of the record can fill it, so that it is
    not asked (both in `kinds`). `choices_from` puts the law's own list before `choices`.
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
    told: Literal["reason", "facts", "content", "remark", "in_office"] | None = None
    """What of a first sentence answers it, so that it is not asked again (the dialogue has the readers)."""

    @model_validator(mode="before")
    @classmethod
    def _listed_by_law(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("choices_from") != "recusal_grounds":
            return data
        listed = [{"value": each.key, "title": each.name, "cues": each.cues} for each in recusal_grounds()]
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

    def choice(self, text: str) -> Choice | None:
        """By value or by title."""
        return next((choice for choice in self.choices if text in (choice.value, choice.title)), None)


class Need(_Data):
    """What the lawyer must still do himself. `by` names the moment of the record that it must precede."""

    what: str
    by: Literal["hearing", "coming_hearing", "preferred_date"] | None = None
    url: str = "/lawyer/requests/{receipt_no}/sign"


class Who(_Data):
    lawyer: bool = True
    assistant: bool = False


class Conversation(_Data):
    """What a conversation can do for this matter, and what it never can."""

    can: tuple[str, ...]
    cannot: tuple[str, ...]


class Matter(_Data):
    """`form`: `written` if the law demands writing, `either` if it takes oral requests too, `open` if silent.

    `keeps_period`: whether a time set by law hangs on the request, so that the caller must be told that
    registering does not keep it. `first_response` and `closing` are keys of the promised times.
    """

    function: str
    title_zh: str
    who: Who
    form: Literal["written", "either", "open"]
    deadline: str
    keeps_period: bool
    legal_basis: dict[Kind, tuple[str, ...]]
    prechecks: tuple[str, ...]
    first_response: str
    closing: str
    materials: tuple[str, ...]
    outcomes: tuple[str, ...]
    conversation: Conversation
    supervisor_only: bool = False
    needs: tuple[Need, ...]
    fields: tuple[Field, ...]

    @model_validator(mode="after")
    def _fields_are_distinct(self) -> Matter:
        if len({field.name for field in self.fields}) != len(self.fields):
            raise ValueError("two fields have the same name")
        return self

    @model_validator(mode="after")
    def _checks_exist(self) -> Matter:
        if unknown := set(self.prechecks) - set(CHECKS):
            raise ValueError(f"no check {'、'.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _articles_exist(self) -> Matter:
        for key in (key for keys in self.legal_basis.values() for key in keys):
            try:
                article(key)
            except UnknownArticle:
                raise ValueError(f"no article {key}") from None
        return self

    @property
    def asked(self) -> tuple[Field, ...]:
        """Fields besides the case number, which has a column of its own."""
        return tuple(field for field in self.fields if field.name != CASE_FIELD)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def basis(self, kind: str) -> tuple[str, ...]:
        """Article keys for a kind of case; empty where no rule is known."""
        return next((keys for known, keys in self.legal_basis.items() if known == kind), ())

    def next_field(self, given: Mapping[str, object]) -> Field | None:
        """The first required field not yet given, in the order of the file."""
        return next((f for f in self.fields if f.required and given.get(f.name) in (None, "")), None)


def load(path: Path) -> Matter:
    """Raises SetupError naming file and field."""
    try:
        return Matter.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise SetupError(f"事项文件 {path.name} 不是有效的 YAML：{error}") from error
    except ValidationError as error:
        faults = "；".join(f"{'.'.join(map(str, e['loc'])) or '整体'}：{e['msg']}" for e in error.errors())
        raise SetupError(f"事项文件 {path.name} 有误：{faults}") from error


@cache
def _matters() -> dict[str, Matter]:
    found: dict[str, Matter] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        loaded = load(path)
        if loaded.function in found:
            raise SetupError(f"事项文件 {path.name} 有误：function：{loaded.function} 已有另一个文件")
        found[loaded.function] = loaded
    return found


def all_matters() -> tuple[Matter, ...]:
    return tuple(_matters().values())


def matter(function: str) -> Matter:
    """Raises NotFound for a matter that the line does not take yet."""
    try:
        return _matters()[function]
    except KeyError:
        raise NotFound("这一事项暂时不能在这里登记，请说“转人工”或者登录律师服务平台办理。") from None


def has_matter(function: str) -> bool:
    return function in _matters()


Fields = dict[str, Any]
"""Values of a matter's fields by name, as JSON holds them: days and moments in ISO 8601, amounts as text."""
