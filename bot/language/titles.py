"""Causes of action (案由) and court documents: their titles, and what people call them.

Both tables are trees of titles, so that who says 劳动争议 or 裁定书 is understood to mean whatever stands
below it (data/reference/causes.yml, documents.yml).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.language.fold import fold
from bot.language.reference import REFERENCE_DIR
from bot.language.tables import read_yaml

_TAILS = ("纠纷", "罪")
_SHORTEST_BARE = 3
"""合同纠纷 without its tail says nothing: shorter words stand in the table or not at all."""
_Row = tuple[str, tuple[str, ...], list[str]]
"""A title, the titles above it, and its words."""
_NO_CAUSE, _NO_DOCUMENT = "不是案由", "不是文书"


@dataclass(frozen=True)
class Titles:
    """`words`: folded word → title, the titles among them; `above`: title → the titles above it;
    `others`: what holds a word of these and means something else (继承人)."""

    words: Mapping[str, str]
    above: Mapping[str, tuple[str, ...]]
    others: frozenset[str]

    def titled(self, text: str) -> str | None:
        """The title that a record's own text (买卖合同纠纷执行) names by its longest word, or None."""
        folded = fold(text)
        named = [word for word in self.words if word in folded]
        return self.words[max(named, key=len)] if named else None

    def akin(self, one: str, other: str) -> bool:
        """Whether two titles are the same, or one stands above the other (裁定书, 执行裁定书)."""
        return one == other or one in self.above.get(other, ()) or other in self.above.get(one, ())

    def is_one_of(self, text: str, titles: Iterable[str]) -> bool:
        """Whether what a record's own text names is akin to one of these titles."""
        named = self.titled(text)
        return named is not None and any(self.akin(named, title) for title in titles)


@cache
def causes() -> Titles:
    """Causes of action; the kinds of procedure at the top of the file are no titles."""
    table = _table("causes")
    others = table.pop(_NO_CAUSE)
    return _titles((row for kind in table.values() for row in _rows(kind, ())), others)


@cache
def documents() -> Titles:
    """What a court serves."""
    table = _table("documents")
    others = table.pop(_NO_DOCUMENT)
    return _titles(_rows(table, ()), others)


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = read_yaml(REFERENCE_DIR / f"{name}.yml")
    return table


def _rows(titles: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[_Row]:
    """A list holds a title's words; a mapping the titles below it, and its own words under its own name."""
    for title, given in titles.items():
        if isinstance(given, list):
            yield title, tuple(each for each in above if each != title), given
        else:
            yield from _rows({title: [], **given}, (*above, title))


def _titles(rows: Iterable[_Row], others: Iterable[str]) -> Titles:
    """Raises ValueError where one word names two things."""
    unmeant = frozenset(map(fold, others))
    words: dict[str, str] = {}
    above: dict[str, tuple[str, ...]] = {}
    for title, higher, listed in rows:
        above[title] = higher
        for word in map(fold, (title, *_bare(title, unmeant), *listed)):
            if word in unmeant or words.setdefault(word, title) != title:
                raise ValueError(f"{word} names {title} and something else")
    return Titles(words, above, unmeant)


def _bare(title: str, unmeant: frozenset[str]) -> Iterator[str]:
    for tail in _TAILS:
        bare = title.removesuffix(tail)
        if bare != title and len(bare) >= _SHORTEST_BARE and bare not in unmeant:
            yield bare
