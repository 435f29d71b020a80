"""How near a question is to each entry in sense, and to what this line is not for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.projection import Projection, kept_for, unit, unlearnt
from bot.nlu.encoder import Encoder

LIKE = 3
"""So many of the nearest sentences from outside are averaged."""
SAME = 0.9999


class Sense:
    """Wordings, each sentence of the answers, and what is asked of this line and not its business, as vectors
    of the projection; the one that is kept, where none is given."""

    def __init__(
        self,
        entries: Sequence[Entry],
        outside: Sequence[str],
        reads: Encoder,
        projection: Projection | None = None,
    ) -> None:
        groups = [[entry.wordings for entry in entries], [sentences(entry.answer) for entry in entries]]
        read = [reads.encode([text for each in group for text in each]) for group in groups]
        self._projection = projection or kept_for(reads.name) or unlearnt(np.concatenate(read))
        vectors = [self._projection(each) for each in read]
        self._groups = [starts(group) for group in groups]
        sums = [np.add.reduceat(each, at) for each, at in zip(vectors, self._groups, strict=True)]
        every = [*vectors, unit(sum(sums)), self._projection(reads.encode(outside))]
        self._ends = np.cumsum([len(each) for each in every])[:-1]
        self._every = np.ascontiguousarray(np.concatenate(every), dtype=np.float32)

    def near(self, vectors: Any) -> tuple[Any, Any]:
        """texts × entries × (nearest wording, nearest sentence, whole); how near each text is to the outside,
        itself left out."""
        likeness = (self._every @ self._projection(vectors).T).T  # in this order: rows as they lie
        *parts, whole, foreign = np.split(likeness, self._ends, axis=1)
        nearest = [
            np.maximum.reduceat(each, at, axis=1) for each, at in zip(parts, self._groups, strict=True)
        ]
        likest = np.sort(np.where(foreign > SAME, -1.0, foreign), axis=1)[:, -LIKE:].mean(axis=1)
        return np.stack([*nearest, whole], axis=2), likest


def sentences(answer: str) -> tuple[str, ...]:
    return tuple(part for part in re.split("[。；]", answer) if part.strip())


def starts(groups: Sequence[Sequence[str]]) -> Any:
    """Where each group begins among all."""
    return np.cumsum([0, *(len(group) for group in groups)])[:-1]
