"""What a sentence is in its place, by the vector of its sense: the second opinion beside the words
(`bot.weigh`).

A multinomial logistic regression over the place, the kind of value asked for there, the vector, and the
vector once more for each kind, so that a new matter borrows what its kind has learnt.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

ALONE, IN_KIND = 0.1, 0.05
"""How far a coordinate of unit spread counts, over all and in its kind."""
REGULARISATION = 3.0
STEPS = 127
"""Weights are kept as whole numbers from -127 to 127 of a common measure."""


class Place(NamedTuple):
    """Features of `actions.dialogue.weighing` without their sentence."""

    place: str
    kind: str


class Sense(NamedTuple):
    """Scores of the sorts: `bias`, by `places` and `kinds` (a row each), and by the vector, `weights[0]`
    over all and `weights[1 + number of the kind]` in its kind; float32, sorts last."""

    sorts: list[str]
    bias: Any
    places: dict[str, Any]
    kinds: dict[str, Any]
    weights: Any

    def scores(self, vector: Any, at: Place) -> Any:
        """A float a sort; a place or kind that was never seen adds nothing."""
        found = self.bias + vector @ self.weights[0]
        if at.place in self.places:
            found = found + self.places[at.place]
        if at.kind in self.kinds:
            number = list(self.kinds).index(at.kind)
            found = found + self.kinds[at.kind] + vector @ self.weights[1 + number]
        return found

    def save(self, file: Path, encoder: str) -> None:
        """Where the service reads it (`actions.dialogue.sensing`)."""
        measure = np.abs(self.weights).max(axis=(1, 2), keepdims=True) / STEPS
        np.savez_compressed(
            file,
            encoder=np.array(encoder),
            sorts=np.array(self.sorts),
            bias=self.bias.astype(np.float32),
            place_names=np.array(list(self.places)),
            places=np.stack(list(self.places.values())).astype(np.float32),
            kind_names=np.array(list(self.kinds)),
            kinds=np.stack(list(self.kinds.values())).astype(np.float32),
            measure=measure.astype(np.float32),
            weights=np.rint(self.weights / measure).astype(np.int8),
        )


def fit(acts: Sequence[str], at: Sequence[Place], vectors: Any) -> Sense:
    """`vectors`: a row a sentence."""
    places, kinds = sorted({each.place for each in at}), sorted({each.kind for each in at})
    middle, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    plain = (vectors - middle) / spread
    features = hstack(
        [
            _one_of([each.place for each in at], places),
            _one_of([each.kind for each in at], kinds),
            csr_matrix(plain * ALONE),
            _in_kind(plain * IN_KIND, [kinds.index(each.kind) for each in at], len(kinds)),
        ]
    ).tocsr()
    learnt = LogisticRegression(C=REGULARISATION, max_iter=200).fit(features, list(acts))
    rows, wide = learnt.coef_.T, vectors.shape[1]
    start = len(places) + len(kinds)
    over_all = rows[start : start + wide] * ALONE / spread[:, None]
    in_kind = rows[start + wide :].reshape(len(kinds), wide, -1) * IN_KIND / spread[None, :, None]
    of_kind = rows[len(places) : start] - np.einsum("v,kvs->ks", middle, in_kind)
    return Sense(
        [str(sort) for sort in learnt.classes_],
        learnt.intercept_ - middle @ over_all,
        dict(zip(places, rows, strict=False)),
        dict(zip(kinds, of_kind, strict=True)),
        np.concatenate([over_all[None], in_kind]),
    )


def _one_of(said: Sequence[str], names: Sequence[str]) -> Any:
    columns = [names.index(each) for each in said]
    return csr_matrix((np.ones(len(said)), (range(len(said)), columns)), (len(said), len(names)))


def _in_kind(vectors: Any, kinds: Sequence[int], count: int) -> Any:
    """Each vector in the columns of its kind."""
    wide = vectors.shape[1]
    rows = np.repeat(np.arange(len(vectors)), wide)
    columns = (np.array(kinds)[:, None] * wide + np.arange(wide)).ravel()
    return csr_matrix((vectors.ravel(), (rows, columns)), (len(vectors), count * wide))
