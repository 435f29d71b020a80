"""One row of the table: what was tried how often, what must come out, what did."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from api.commands.chaos.stage import Stage

AT_ONCE = 32
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """`tried` things were done, in the ways that are `named`; `figures` by name: what has to be seen, and
    what was. With none of them it could not be tried here, and why is named."""

    tried: int
    figures: Mapping[str, tuple[object, object]]
    named: str = ""

    @property
    def must(self) -> str:
        return self._told(0)

    @property
    def seen(self) -> str:
        return self._told(1)

    @property
    def holds(self) -> bool:
        return all(must == seen for must, seen in self.figures.values())

    def _told(self, which: int) -> str:
        told = [f"{name} {pair[which]}" for name, pair in self.figures.items()]
        return "，".join(told) or "—"


@dataclass(frozen=True)
class Trial:
    """How often: in the whole table, and in the short one of every change; 0 leaves it out."""

    title: str
    run: Callable[[Stage, int], Row]
    whole: int
    short: int
    only: str | None = None
    """The database that it is about."""

    @property
    def name(self) -> str:
        return self.run.__name__

    def count(self, short: bool, database: str) -> int:
        return (self.short if short else self.whole) if self.only in (None, database) else 0


def at_once(jobs: Iterable[Callable[[], T]], most: int = AT_ONCE) -> list[T]:
    """Run them all, so many at a time; what they gave, in order. An error of one is raised."""
    with ThreadPoolExecutor(most) as callers:
        return list(callers.map(lambda job: job(), jobs))


def shuffled(things: Iterable[T], seed: int) -> list[T]:
    """The same order for the same seed, so that a broken row can be looked at again."""
    found = list(things)
    random.Random(seed).shuffle(found)
    return found
