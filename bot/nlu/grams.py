"""n-grams of what is read of a text, weighed by TF-IDF (sublinear, each view of unit length).

One sentence costs a few dozen look-ups in a dictionary; what is rare in training is not known at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import jieba
import numpy as np
from pypinyin import lazy_pinyin
from scipy.sparse import csr_matrix

END = "$"
_LAST = 10
"""Characters: 还没有消息吗 and 要带什么材料 say what is wanted, whatever it is wanted of."""
jieba.setLogLevel("ERROR")

Said = Mapping[str, int]
"""The n-grams of a text and how often each is there."""
Features = Any
"""A sparse matrix of float32: a row a text, a column an n-gram."""


class View(NamedTuple):
    """What is read of a text ("characters", "words", "syllables", "ending") and the longest n-gram of it."""

    of: str
    longest: int


@dataclass(frozen=True)
class Grams:
    """The n-grams of a view that the training sentences know, and the weight (idf) of each."""

    view: View
    known: Sequence[str]
    weights: Any
    """An array of float32."""

    @classmethod
    def fit(cls, view: View, texts: Sequence[Said]) -> Grams:
        counted = Counter(gram for said in texts for gram in said)
        rarest = 4 if view.of == "ending" else 3
        known = sorted(gram for gram, count in counted.items() if count >= rarest)
        counts = np.array([counted[gram] for gram in known])
        return cls(view, known, (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32))

    def __len__(self) -> int:
        return len(self.known)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        return {gram: column for column, gram in enumerate(self.known)}

    def weigh(self, said: Said) -> tuple[Any, Any]:
        """The columns of the n-grams that are known, and how much each weighs."""
        columns = self.columns
        found = [(columns[gram], count) for gram, count in said.items() if gram in columns]
        numbers, counts = np.array(found, np.int32).reshape(-1, 2).T
        weights = (1 + np.log(counts, dtype=np.float32)) * self.weights[numbers]
        return numbers, weights / (np.sqrt(weights @ weights) or 1)


def learnt(views: Sequence[View], texts: Sequence[str]) -> tuple[list[Grams], Features]:
    """The n-grams of texts, and the texts by them."""
    said = [[_said(view, text) for text in texts] for view in views]
    grams = [Grams.fit(view, each) for view, each in zip(views, said, strict=True)]
    return grams, _side_by_side(grams, zip(*said, strict=True))


def features(grams: Sequence[Grams], texts: Sequence[str]) -> Features:
    """Texts by n-grams that have been learnt."""
    return _side_by_side(grams, ([_said(each.view, text) for each in grams] for text in texts))


def _side_by_side(grams: Sequence[Grams], texts: Iterable[Sequence[Said]]) -> Features:
    starts = [sum(map(len, grams[:number])) for number in range(len(grams))]
    columns, weights, ends = [], [], [0]
    for text in texts:
        found = [each.weigh(said) for each, said in zip(grams, text, strict=True)]
        columns += [numbers + start for start, (numbers, _) in zip(starts, found, strict=True)]
        weights += [weight for _, weight in found]
        ends.append(ends[-1] + sum(len(numbers) for numbers, _ in found))
    shape = (len(ends) - 1, sum(map(len, grams)))
    return csr_matrix((np.concatenate(weights), np.concatenate(columns), ends), shape)


def _said(view: View, text: str) -> Said:
    return Counter(_grams(view, text))


def _grams(view: View, text: str) -> Iterator[str]:
    shortest = 2 if view.of == "ending" else 1
    read, between = _pieces(view.of, text.lower())
    for length in range(shortest, view.longest + 1):
        for at in range(len(read) - length + 1):
            yield between.join(read[at : at + length])


def _pieces(of: str, text: str) -> tuple[Sequence[str], str]:
    """What the n-grams are made of, and what stands between."""
    if of == "syllables":
        return " ".join(lazy_pinyin(text)).split(), " "
    if of == "words":
        return " ".join(" ".join(jieba.cut(text)).split()), ""
    return (text[-_LAST:] + END if of == "ending" else text), ""
