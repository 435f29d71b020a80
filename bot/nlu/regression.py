"""Multinomial logistic regression, learnt by AdaGrad (Duchi, Hazan and Singer, 2011).

A few sentences at a time, and only the rows of the weights that their features touch: for text, where a
sentence has some sixty features of tens of thousands, a dozen passes take seconds where solvers that look
at all sentences and all weights for every step take minutes; and what is met seldom keeps its own, longer
step, which does better on hands left out than the exact optimum does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

SEED = 12368
PASSES = 12
AT_ONCE = 512

Matrix = Any
"""Features: a row a sentence; sparse, or an array."""
Chances = Any
"""An array: a row a text, a column a function (in the order of their codes)."""


@dataclass(frozen=True)
class Regression:
    """`weights`: features × functions, row by row in memory, so that a sentence reads its few rows only;
    `bias`: one a function. Both float32."""

    weights: Any
    bias: Any

    @classmethod
    def fit(cls, features: Matrix, labels: Sequence[int], *, rate: float, penalty: float = 0.0) -> Regression:
        """Every label counts alike, however many sentences it has. `labels` are 0 … highest, each there at
        least once; `penalty` is what half the squared weights weigh against all sentences."""
        right = np.asarray(labels)
        sentences, width = features.shape
        balance = (sentences / np.bincount(right) / (right.max() + 1)).astype(np.float32)
        weights = _Learning((width, len(balance)), rate)
        bias = _Learning((1, len(balance)), rate)
        chance = np.random.default_rng(SEED)
        for _ in range(PASSES):
            order = chance.permutation(sentences)
            shuffled, labelled = features[order], right[order]
            for at in range(0, sentences, AT_ONCE):
                some, label = shuffled[at : at + AT_ONCE], labelled[at : at + AT_ONCE]
                surprise = softmax(some @ weights.values + bias.values)
                surprise[np.arange(len(label)), label] -= 1
                surprise *= balance[label, None]
                touched, some = _touched(some)
                slope = some.T @ surprise
                if penalty:
                    slope += penalty * len(label) / sentences * weights.values[touched]
                weights.step(touched, slope)
                bias.step(slice(None), surprise.sum(axis=0))
        return cls(weights.values, bias.values[0])

    def chances(self, features: Matrix) -> Chances:
        return softmax((features @ self.weights + self.bias).astype(np.float64))


class _Learning:
    """Values on their way: each is moved the less the more it has been moved."""

    def __init__(self, shape: tuple[int, int], rate: float) -> None:
        self.values: Any = np.zeros(shape, np.float32)
        self._rate = rate
        self._squares: Any = np.full(shape, 1e-6, np.float32)

    def step(self, rows: Any, slope: Any) -> None:
        moved = self._squares[rows] + slope * slope
        self._squares[rows] = moved
        np.sqrt(moved, out=moved)
        np.divide(slope, moved, out=moved)
        moved *= self._rate
        self.values[rows] -= moved


def softmax(scores: Any) -> Chances:
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _touched(some: Matrix) -> tuple[Any, Matrix]:
    """The rows of the weights that some sentences need, and the sentences with these features alone."""
    if not isinstance(some, csr_matrix):
        return slice(None), some
    number = np.zeros(some.shape[1], np.int32)
    number[some.indices] = 1
    rows = np.flatnonzero(number)
    number[rows] = np.arange(len(rows))
    return rows, csr_matrix((some.data, number[some.indices], some.indptr), (some.shape[0], len(rows)))
