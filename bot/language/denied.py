"""What a sentence states, and what it denies: 不是八十万，是八十八万."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

_DENIED = ("不是", "而非", "并非")


class Begins(Protocol):
    @property
    def start(self) -> int: ...


_F = TypeVar("_F", bound=Begins)


def stated(text: str, found: Sequence[_F], kind: Callable[[_F], str]) -> list[_F]:
    """Of several things of one kind not those denied; a thing denied alone stays. Spans lie in `text`."""
    kept = [each for each in found if not text[: each.start].rstrip().endswith(_DENIED)]
    kinds = set(map(kind, kept))
    return [each for each in found if each in kept or kind(each) not in kinds]
