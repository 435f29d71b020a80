"""One sentence, one wish or two: which functions it asks for, in the order they are said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

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


class Ranks(Protocol):
    """What ranks functions: `bot.nlu.meaning.FunctionModel`."""

    @property
    def rank(self) -> Rank: ...
    @property
    def rank_heard(self) -> Rank: ...


@dataclass(frozen=True)
class Wish:
    """A ranking, and the span of the folded text that it was read from."""

    ranking: Ranking
    start: int
    end: int


def wishes(texts: Sequence[str], rank: Rank) -> list[list[Wish]]:
    """The wishes of each text: one, or the two of 查进度，顺便问下诉讼费. Who introduces himself first
    wishes what he says afterwards."""
    introduced = [after_introduction(text) for text in texts]
    splits = [halves(text) or () for text in texts]
    wholes = rank(texts)
    rests = iter(rank([rest for rest in introduced if rest]))
    parts = iter(rank([part.of(text) for text, split in zip(texts, splits, strict=True) for part in split]))
    found = []
    for text, rest, split, whole in zip(texts, introduced, splits, wholes, strict=True):
        said_then = next(rests) if rest else whole
        two = [Wish(next(parts), part.start, part.end) for part in split]
        if two and all(_clear(wish.ranking) for wish in two) and _function(two[0]) != _function(two[1]):
            found.append(two)
        else:
            found.append([Wish(said_then if _clear(said_then) else whole, 0, len(text))])
    return found


def understood(texts: Sequence[str], heard: Sequence[bool], model: Ranks) -> list[list[Wish]]:
    """The wishes of each text; what a recogniser heard is ranked otherwise than what was written."""
    ranked = {
        how: iter(wishes([text for text, each in zip(texts, heard, strict=True) if each is how], rank))
        for how, rank in ((False, model.rank), (True, model.rank_heard))
    }
    return [next(ranked[each]) for each in heard]


def as_entity(first: Wish, wish: Wish) -> dict[str, Any]:
    """A further wish as an entity: Rasa gives a message one intent. `after`: where the first one ends."""
    function, chance = wish.ranking[0]
    value = {"function": function, "confidence": chance, "after": first.end}
    return {"entity": "also", "value": value, "start": wish.start, "end": wish.end, "extractor": "Classifier"}


def _function(wish: Wish) -> str:
    return wish.ranking[0][0]


def _clear(ranking: Ranking) -> bool:
    function, chance = ranking[0]
    served = sum(chance for function, chance in ranking if function.startswith(SERVED))
    return function.startswith(SERVED) and chance >= LIKELIEST and served >= ANY
