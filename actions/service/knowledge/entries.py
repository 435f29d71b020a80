"""One entry of the knowledge base: a question in several wordings, its answer for the eye and for the ear,
the articles it rests on.

The base lies in data/knowledge/base/<topic>.yml; a court's own entries have the same form and are kept in the
store. What an answer may hold is checked here for both.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from actions.law.articles import article
from actions.law.errors import UnknownArticle
from bot.language.tables import read_yaml

BASE = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "base"
Level = Literal["最高", "高级", "中级", "基层"]
LEVELS: tuple[Level, ...] = ("最高", "高级", "中级", "基层")
LONGEST, LONGEST_SPOKEN = 480, 130
"""Characters: an answer that fits one WeChat message beside its articles; what an ear takes in at once, half
a minute of speech."""
_UNSPEAKABLE = re.compile(r"[0-9A-Za-z０-９《》〈〉（）()\[\]【】「」%％/／·•①-⑳_*#\n]")


def _speakable(text: str) -> str:
    if found := _UNSPEAKABLE.search(text):
        raise ValueError(f"口播里有念不出的“{found[0].strip() or '换行'}”")
    return text


def _known(key: str) -> str:
    try:
        article(key)
    except UnknownArticle:
        raise ValueError("有法条表里没有的条") from None
    return key


def _different(wordings: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(wordings)) < len(wordings):
        raise ValueError("同一种问法写了两遍")
    return wordings


Wording = Annotated[str, Field(min_length=2, max_length=120)]


class Entry(BaseModel):
    """`id` is `<topic>.<name>`. A court's own entry has its `court_code`; `decides` says who decides in the
    case at hand, empty where nothing is to be decided."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    id: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z0-9_]+$", max_length=64)]
    title: Annotated[str, Field(min_length=2, max_length=40)]
    questions: Annotated[tuple[Wording, ...], Field(min_length=3, max_length=30), AfterValidator(_different)]
    answer: Annotated[str, Field(min_length=10, max_length=LONGEST)]
    spoken: Annotated[str, Field(min_length=8, max_length=LONGEST_SPOKEN), AfterValidator(_speakable)]
    articles: Annotated[tuple[Annotated[str, AfterValidator(_known)], ...], Field(min_length=1)]
    valid_from: date
    levels: tuple[Level, ...] = LEVELS
    decides: Annotated[str, Field(max_length=20)] = ""
    court_code: str | None = None

    @property
    def topic(self) -> str:
        return self.id.partition(".")[0]

    @property
    def wordings(self) -> tuple[str, ...]:
        """All that it can be asked by; the title among them, because it is offered to be chosen."""
        return (self.title, *self.questions)


@cache
def base() -> tuple[Entry, ...]:
    """All entries of the base, topic by topic. Raises ValueError naming the file of one that is not."""
    entries = [entry for path in sorted(BASE.glob("*.yml")) for entry in _topic(path)]
    if len({entry.id for entry in entries}) < len(entries):
        raise ValueError("an id stands twice")
    return tuple(entries)


def topics() -> dict[str, str]:
    """The Chinese title of each topic by its name."""
    return {path.stem: _read(path)["topic"] for path in sorted(BASE.glob("*.yml"))}


def _topic(path: Path) -> list[Entry]:
    read = _read(path)
    shared = {name: read[name] for name in ("valid_from", "levels", "decides") if name in read}
    try:
        return [Entry(**shared | told | {"id": f"{path.stem}.{told['id']}"}) for told in read["entries"]]
    except ValidationError as error:
        raise ValueError(f"{path.name}: {error}") from None


@cache
def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = read_yaml(path)
    return read
