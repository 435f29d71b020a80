"""The official account's menu: data/wechat/menu.yml, as the platform wants it and as its clicks are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.language.tables import read_yaml

TABLE = Path(__file__).resolve().parents[2] / "data" / "wechat" / "menu.yml"


def _at_most(size: int) -> AfterValidator:
    def check(name: str) -> str:
        if len(name.encode()) > size:
            raise ValueError(f"{name}: more than {size} bytes")
        return name

    return AfterValidator(check)


class Item(BaseModel):
    """Either says `text` for whoever presses it (known by its `key`) or opens a page of this site."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, _at_most(60)]
    key: Annotated[str | None, Field(max_length=128)] = None
    text: str | None = None
    path: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Item:
        if (self.path is None) is (self.key is None) or (self.key is None) is not (self.text is None):
            raise ValueError(f"{self.name}: either key and text, or path")
        return self

    def button(self, site: str) -> dict[str, str]:
        if self.path is not None:
            return {"type": "view", "name": self.name, "url": f"{site}{self.path}"}
        return {"type": "click", "name": self.name, "key": str(self.key)}


class Column(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, _at_most(16)]
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=5)]


@cache
def columns() -> tuple[Column, ...]:
    """Raises pydantic's ValidationError for a menu that the platform would refuse."""
    table = read_yaml(TABLE)
    found = tuple(Column.model_validate(column) for column in table)
    if not 1 <= len(found) <= 3:
        raise ValueError("a menu has one to three columns")
    return found


def menu(site: str) -> dict[str, Any]:
    """As `menu/create` takes it."""
    return {
        "button": [
            {"name": column.name, "sub_button": [item.button(site) for item in column.items]}
            for column in columns()
        ]
    }


def words_of(key: str) -> str | None:
    """What pressing means; None for a key that the menu has no more."""
    return next((item.text for column in columns() for item in column.items if item.key == key), None)
