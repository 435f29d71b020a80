"""How much of a question the words of each entry cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import bm25s
import numpy as np

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.words import Cut, tokens


class Lexical:
    """By the answer, and by all that an entry holds, its wordings too."""

    def __init__(self, entries: Sequence[Entry], cut: Cut) -> None:
        self._cut = cut
        told = [f"{entry.title}。{entry.answer}" for entry in entries]
        whole = [f"{text} {' '.join(entry.wordings)}" for text, entry in zip(told, entries, strict=True)]
        self._parts = [_Covered(texts, cut) for texts in (told, whole)]

    def near(self, texts: Sequence[str]) -> tuple[Any, Any]:
        """texts × entries × (answer, all together), from 0 to 1; of each text how much no entry covers."""
        asked = tokens(texts, self._cut)
        near = np.stack([np.stack([part.of(each) for part in self._parts], axis=1) for each in asked])
        return near, np.array([self._parts[-1].strange(each) for each in asked])


class _Covered:
    """A text an entry."""

    def __init__(self, texts: Sequence[str], cut: Cut) -> None:
        self._count = len(texts)
        self._bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.4)
        self._bm25.index(tokens(texts, cut), show_progress=False)
        having = np.diff(self._bm25.scores["indptr"])
        self._weights = np.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        self._heaviest = float(self._weights.max())

    def of(self, asked: Sequence[str]) -> Any:
        """How much of what is asked each entry has, each word by its weight; a word that no text has weighs
        most and is had by none."""
        if not asked:
            return np.zeros(self._count)
        return self._bm25.get_scores(list(asked)) / self._whole(asked)

    def strange(self, asked: Sequence[str]) -> float:
        unknown = sum(each not in self._bm25.vocab_dict for each in asked)
        return unknown * self._heaviest / self._whole(asked) if asked else 1.0

    def _whole(self, asked: Sequence[str]) -> float:
        known = self._bm25.vocab_dict
        return sum(float(self._weights[known[each]]) if each in known else self._heaviest for each in asked)
