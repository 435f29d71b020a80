"""What is to be brought or uploaded, by matter, by which of several it is, and by the court's level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from actions.errors import SetupError
from actions.law.articles import articles
from actions.service.documents.templates import Data, templates
from bot.language.fold import fold
from bot.language.tables import read_yaml

TABLE = Path(__file__).resolve().parents[3] / "data" / "materials.yml"
Level = Literal["基层", "中级", "高级", "最高"]
LEVELS: dict[str, Level] = {
    "基层": "基层",
    "区法院": "基层",
    "县法院": "基层",
    "中院": "中级",
    "中级": "中级",
    "高院": "高级",
    "高级": "高级",
    "最高": "最高",
}
"""How a level is said."""


class Materials(Data):
    """`items` hold everywhere; `levels` what a level asks for besides; `brief` names them where there is
    little room (a receipt). `cues` tell one of several apart."""

    key: str
    title: str
    cues: tuple[str, ...]
    items: tuple[str, ...]
    law: tuple[str, ...]
    brief: tuple[str, ...] = ()
    function: str | None = None
    variant: str | None = None
    levels: dict[Level, tuple[str, ...]] = Field(default_factory=dict)
    online: str = ""
    template: str | None = None

    @field_validator("law")
    @classmethod
    def _articles_exist(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [key for key in keys if key not in articles()]:
            raise ValueError(f"no article {'、'.join(unknown)}")
        return keys

    @model_validator(mode="after")
    def _template_exists(self) -> Materials:
        if self.template is not None and self.template not in templates():
            raise ValueError(f"no template {self.template}")
        return self

    def at(self, level: Level | None) -> tuple[str, ...]:
        """Everything for a court of that level."""
        return self.items + (self.levels.get(level, ()) if level else ())


@cache
def all_materials() -> dict[str, Materials]:
    """By key. Raises SetupError naming the entry."""
    found: dict[str, Materials] = {}
    for row in read_yaml(TABLE):
        try:
            found[row["key"]] = Materials.model_validate(row)
        except ValidationError as error:
            raise SetupError(f"材料文件 {TABLE.name} 的 {row.get('key')} 有误：{error}") from error
    return found


def materials_named(text: str, function: str | None) -> tuple[Materials, ...]:
    """The one that a sentence names, by its longest word; all of its matter where it names none of several.
    Empty where nothing is named."""
    folded = fold(text)
    of_matter = [one for one in all_materials().values() if function is None or one.function == function]
    named = {one.key: max((len(cue) for cue in one.cues if cue in folded), default=0) for one in of_matter}
    longest = max(named.values(), default=0)
    if longest:
        return tuple(one for one in of_matter if named[one.key] == longest)
    return tuple(of_matter) if function else ()


def by_title(text: str, keys: Iterable[str]) -> tuple[Materials, ...]:
    """Those among some whose title shares its beginning with a short text (民事的, 诉前的那个)."""
    bare = re.sub(r"[的那个种是吧呢,。]|财产|申请", "", fold(text))
    among = [all_materials()[key] for key in keys]
    return tuple(one for one in among if len(bare) >= 2 and bare in one.title)


def level_named(text: str) -> Level | None:
    folded = fold(text)
    return next((level for said, level in LEVELS.items() if said in folded), None)
