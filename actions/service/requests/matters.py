"""What each kind of request asks for and may do: one file a matter under data/requests, read once.

A field's texts, choices and needs are data; which law applies to a case is chosen by the kind of the case
(民 刑 行 赔 执), and a kind that a file does not name has no known rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError, model_validator

from actions.errors import NotFound, SetupError
from actions.law.articles import article
from actions.law.checks.registry import CHECKS
from actions.law.errors import UnknownArticle
from actions.service.requests.effects import EFFECTS
from actions.service.requests.question import Data, Field
from actions.service.requests.subject import NAMED_BY, About
from bot.language.tables import read_yaml

DATA = Path(__file__).resolve().parents[3] / "data"
FOLDER, MATERIALS = DATA / "requests", DATA / "materials.yml"

Kind = Literal["民", "刑", "行", "赔", "执"]
Form = Literal["written", "either", "open"]
BEFORE = ("hearing", "coming_hearing")
CASE_FIELD = "case_number"
"""The caller's own case that a matter is about."""


class Need(Data):
    """What the lawyer must still do himself. `by` names the moment of the record that it must precede
    (`BEFORE`), or the field that holds it."""

    what: str
    by: str | None = None
    url: str = "/lawyer/requests/{receipt_no}/sign"


class Who(Data):
    lawyer: bool = True
    assistant: bool = False
    staff: bool = True
    """Whether staff may do it on behalf of a caller who was verified."""


class Conversation(Data):
    """What a conversation can do for this matter, and what it never can."""

    can: tuple[str, ...]
    cannot: tuple[str, ...]


class Variant(Data):
    """What one of several matters in one has on top of what all of them share, and which of the other facts
    are different for it."""

    title_zh: str | None = None
    about: About | None = None
    form: Form | None = None
    deadline: str | None = None
    keeps_period: bool | None = None
    rules_within_hours: int | None = None
    legal_basis: dict[Kind, tuple[str, ...]] | None = None
    outcomes: tuple[str, ...] | None = None
    prechecks: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    fields: tuple[Field, ...] = ()


class Variants(Data):
    """`by`: the choice that picks one; its values are the keys of `of`."""

    by: str
    of: dict[str, Variant]


class Matter(Data):
    """`form`: `written` if the law demands writing, `either` if it takes oral requests too, `open` if silent.

    `about`: which kind of subject it has. `keeps_period`: whether a time set by law hangs on the request, so
    that the caller must be told that registering does not keep it. `first_response` and `closing` are keys of
    the promised times. `on_registered`: what registering does besides (`effects`).
    """

    function: str
    title_zh: str
    about: About = "case"
    who: Who
    form: Form
    deadline: str
    keeps_period: bool
    legal_basis: dict[Kind, tuple[str, ...]]
    prechecks: tuple[str, ...]
    first_response: str
    closing: str
    outcomes: tuple[str, ...]
    conversation: Conversation
    supervisor_only: bool = False
    rules_within_hours: int | None = None
    """Hours within which the court must rule, where the law sets them."""
    repeatable: bool = False
    """Whether another may be open for the same case as a matter of course (messages, payments)."""
    act: str = "登记"
    """What a yes at the read-back brings about, as it is asked for."""
    says: str = "request.registered"
    """The reply once it is registered."""
    status_titles: Mapping[str, str] = {}
    """What a state is called where the usual title says something else."""
    for_staff: bool = True
    """Whether somebody of the court has to act on it."""
    on_registered: tuple[str, ...] = ()
    needs: tuple[Need, ...]
    fields: tuple[Field, ...]
    variants: Variants | None = None
    variant: str | None = None
    """Which of several this is, once it is chosen."""

    @model_validator(mode="after")
    def _variants_are_chosen(self) -> Matter:
        by = self.field(self.variants.by) if self.variants else None
        if self.variants and (by is None or not by.choices or not by.required or by.asked_if):
            raise ValueError("variants are chosen by a required choice")
        if self.variants and by and {choice.value for choice in by.choices} != set(self.variants.of):
            raise ValueError(f"the variants are not the choices of {by.name}")
        return self

    @model_validator(mode="after")
    def _subject_is_asked_for(self) -> Matter:
        for one in self.each:
            kinds = {field.name: field.reader for field in one.fields}
            if unasked := [each for each in NAMED_BY[one.about].items() if each not in kinds.items()]:
                name, kind = unasked[0]
                raise ValueError(f"about {one.about}: a field {name} of kind {kind} is needed")
        return self

    @model_validator(mode="after")
    def _fields_can_be_asked(self) -> Matter:
        for one in self.each:
            before: dict[str, Field] = {}
            for field in one.fields:
                if field.name in before:
                    raise ValueError(f"two fields have the same name: {field.name}")
                for name, values in field.asked_if.items():
                    if name not in before or not all(before[name].choice(value) for value in values):
                        raise ValueError(
                            f"{field.name} is asked if {name}, which has no such choice before it"
                        )
                before[field.name] = field
        return self

    @model_validator(mode="after")
    def _names_exist(self) -> Matter:
        for one in self.each:
            _known("check", one.prechecks, CHECKS)
            moments = dict.fromkeys([*BEFORE, *(field.name for field in one.fields)])
            _known("moment", [need.by for need in one.needs if need.by], moments)
            for key in (key for keys in one.legal_basis.values() for key in keys):
                try:
                    article(key)
                except UnknownArticle:
                    raise ValueError(f"no article {key}") from None
        _known("effect", self.on_registered, EFFECTS)
        return self

    @property
    def each(self) -> tuple[Matter, ...]:
        """The matters that it is: itself, or one for each variant."""
        return tuple(self.of_variant(value) for value in self.variants.of) if self.variants else (self,)

    def of_variant(self, value: str | None) -> Matter:
        """That variant as a matter of its own; itself where none is named."""
        if self.variants is None or value is None:
            return self
        own = self.variants.of.get(value, Variant())
        added = ("prechecks", "needs", "fields")
        facts = ("title_zh", "about", "form", "deadline", "keeps_period", "rules_within_hours")
        instead = (*facts, "legal_basis", "outcomes")
        changes: dict[str, Any] = {name: getattr(self, name) + getattr(own, name) for name in added}
        changes |= {name: getattr(own, name) for name in instead if getattr(own, name) is not None}
        return self.model_copy(update=changes | {"variants": None, "variant": value})

    def chosen(self, given: Mapping[str, object]) -> Matter:
        """The one of several that the fields name; itself where it is one, or none is named yet."""
        by = self.field(self.variants.by) if self.variants else None
        choice = by.choice(str(given.get(by.name, ""))) if by else None
        return self.of_variant(choice.value if choice else None)

    def fields_for(self, given: Mapping[str, object]) -> tuple[Field, ...]:
        """All that may be asked with what is known; where it is open which of several it is, of each."""
        every: dict[str, Field] = {}
        for field in (field for one in self.chosen(given).each for field in one.fields):
            every.setdefault(field.name, field)
        return tuple(every.values())

    @property
    def materials(self) -> tuple[str, ...]:
        """What is to be brought, named briefly (data/materials.yml); nothing while it is open which of
        several it is."""
        return _brief_materials().get((self.function, self.variant), ())

    @property
    def of_own_case(self) -> bool:
        """Whether it is about a case of the caller's; open while it is which of several it is."""
        return self.variants is None and CASE_FIELD in NAMED_BY[self.about]

    @property
    def asked(self) -> tuple[Field, ...]:
        """Fields besides the case number, which has a column of its own."""
        return tuple(field for field in self.fields if field.name != CASE_FIELD)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def basis(self, kind: str) -> tuple[str, ...]:
        """Article keys for a kind of case; empty where no rule is known."""
        return next((keys for known, keys in self.legal_basis.items() if known == kind), ())


def _known(what: str, names: Iterable[str], registry: Mapping[str, Any]) -> None:
    if unknown := sorted(set(names) - set(registry)):
        raise ValueError(f"no {what} {'、'.join(unknown)}")


def load(path: Path) -> Matter:
    """Raises SetupError naming file and field."""
    try:
        return Matter.model_validate(read_yaml(path))
    except yaml.YAMLError as error:
        raise SetupError(f"事项文件 {path.name} 不是有效的 YAML：{error}") from error
    except ValidationError as error:
        faults = "；".join(f"{'.'.join(map(str, e['loc'])) or '整体'}：{e['msg']}" for e in error.errors())
        raise SetupError(f"事项文件 {path.name} 有误：{faults}") from error


@cache
def _brief_materials() -> dict[tuple[str | None, str | None], tuple[str, ...]]:
    """By function and variant; `documents.materials` reads the same rows whole."""
    rows = read_yaml(MATERIALS)
    return {(row.get("function"), row.get("variant")): tuple(row.get("brief", ())) for row in rows}


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
