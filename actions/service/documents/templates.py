"""What documents there are, as data/templates/*.yml declares them: one for each matter, and those that are
asked for most besides."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from actions.errors import NotFound, SetupError
from actions.law.articles import articles
from bot.language.fold import fold
from bot.language.tables import read_yaml

FOLDER = Path(__file__).resolve().parents[3] / "data" / "templates"
FILLED = ("case_number", "court", "cause", "lawyer", "firm", "licence_no", "reason")
"""What of a document the record can fill in; `blank` stays one."""


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(Data):
    heading: str
    lines: tuple[str, ...]


class Table(Data):
    columns: tuple[str, ...]
    rows: int


class Template(Data):
    """`cues`: how it is asked for. `closing`: to which court it goes: the one of the case or the next higher.
    `agent`: whether the lines of the representative stand below the parties."""

    code: str
    title: str
    cues: tuple[str, ...]
    law: tuple[str, ...]
    parties: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    closing: Literal["court", "upper_court"]
    signer: str
    agent: bool = False
    copies: str = ""
    table: Table | None = None
    function: str | None = None
    variant: str | None = None

    @field_validator("law")
    @classmethod
    def _articles_exist(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [key for key in keys if key not in articles()]:
            raise ValueError(f"no article {'、'.join(unknown)}")
        return keys


@cache
def templates() -> dict[str, Template]:
    """By code, in the order of the files. Raises SetupError naming file and field."""
    found: dict[str, Template] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        told = read_yaml(path)
        for row in told["templates"]:
            one = _template(path.name, told.get("layouts", {}), row)
            if one.code in found:
                raise SetupError(f"文书文件 {path.name} 有误：{one.code} 写了两次")
            found[one.code] = one
    return found


def template(code: str) -> Template:
    """Raises NotFound."""
    try:
        return templates()[code]
    except KeyError:
        raise NotFound("没有这份文书模板，请从模板页上选。") from None


def template_named(text: str) -> Template | None:
    """The one whose longest name stands in a text."""
    folded = fold(text)
    named = [(len(cue), one) for one in templates().values() for cue in one.cues if cue in folded]
    return max(named, key=lambda each: each[0])[1] if named else None


def for_matter(function: str) -> tuple[Template, ...]:
    """Those of a request; several where a matter has variants."""
    return tuple(one for one in templates().values() if one.function == function)


def _template(name: str, layouts: dict[str, Any], row: dict[str, Any]) -> Template:
    own = {key: value for key, value in row.items() if key != "layout"}
    try:
        return Template.model_validate(layouts.get(row.get("layout", ""), {}) | own)
    except ValidationError as error:
        faults = "；".join(f"{'.'.join(map(str, each['loc']))}：{each['msg']}" for each in error.errors())
        raise SetupError(f"文书文件 {name} 的 {row.get('code')} 有误：{faults}") from error
