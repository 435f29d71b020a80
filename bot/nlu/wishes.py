"""One sentence, one wish or two: which functions it asks for, in the order they are said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.language.clauses import after_introduction, halves

Ranking = Sequence[tuple[str, float]]
"""Functions with their chances, the likeliest first."""
Rank = Callable[[Sequence[str]], Sequence[Ranking]]
"""Folded texts → a ranking for each."""

LIKELIEST, ANY = 0.3, 0.6
"""How sure a half must be of its likeliest function, and of asking for anything at all that is served, before
a sentence is taken apart: which of two neighbours is meant can still be asked back."""
SERVED = ("query.", "consult.", "request.", "feedback.", "human.", "identity.pass")
"""What can be a wish beside another; greetings, yes and no are no wishes."""


@dataclass(frozen=True)
class Wish:
    """A ranking, and the span of the folded text that it was read from."""

    ranking: Ranking
    start: int
    end: int


def wishes(texts: Sequence[str], rank: Rank) -> list[list[Wish]]:
    """The wishes of each text: one, or the two of 查进度，顺便问下诉讼费. Who introduces himself first
    wishes what he says afterwards."""
    parts = [_parts(text) for text in texts]
    rankings = iter(rank([part for each in parts for part in each]))
    return [_wishes(text, [next(rankings) for _ in each]) for text, each in zip(texts, parts, strict=True)]


def _parts(text: str) -> list[str]:
    """The whole, and what it might be taken apart into."""
    introduced, split = after_introduction(text), halves(text)
    return [
        text,
        *([introduced] if introduced else []),
        *([each.of(text) for each in split] if split else []),
    ]


def _wishes(text: str, rankings: Sequence[Ranking]) -> list[Wish]:
    whole, *rest = rankings
    if len(rest) in (1, 3) and _clear(rest[0]):
        whole = rest[0]
    if (split := halves(text)) and all(map(_clear, rest[-2:])) and rest[-2][0][0] != rest[-1][0][0]:
        return [Wish(ranking, part.start, part.end) for part, ranking in zip(split, rest[-2:], strict=True)]
    return [Wish(whole, 0, len(text))]


def _clear(ranking: Ranking) -> bool:
    function, chance = ranking[0]
    served = sum(chance for function, chance in ranking if function.startswith(SERVED))
    return function.startswith(SERVED) and chance >= LIKELIEST and served >= ANY
