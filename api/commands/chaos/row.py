"""One row of the table: what was tried how often, what must come out, what did."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

from api.commands.chaos.stage import Stage

AT_ONCE = 32
Form = Literal["whole", "release", "short"]
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """`tried` things were done, `must` is what has to be seen, `seen` what was."""

    title: str
    tried: int
    must: str
    seen: str

    @property
    def holds(self) -> bool:
        return self.must == self.seen


@dataclass(frozen=True)
class Trial:
    """How often: in the whole table (hours), in that of a release (about half an hour on two cores), in the
    short one of every change; 0 leaves it out."""

    run: Callable[[Stage, int], Row]
    whole: int
    release: int
    short: int
    only: str | None = None
    """The database that it is about."""

    @property
    def name(self) -> str:
        return self.run.__name__

    def count(self, form: Form, database: str) -> int:
        return int(getattr(self, form)) if self.only in (None, database) else 0


def at_once(jobs: Iterable[Callable[[], T]]) -> list[T]:
    """Run them all, so many at a time; what they gave, in order. An error of one is raised."""
    with ThreadPoolExecutor(AT_ONCE) as callers:
        return list(callers.map(lambda job: job(), jobs))


def shuffled(things: Iterable[T], seed: int) -> list[T]:
    """The same order for the same seed, so that a broken row can be looked at again."""
    found = list(things)
    random.Random(seed).shuffle(found)
    return found


def first(things: Iterable[T], count: int) -> list[T]:
    return list(islice(things, count))
