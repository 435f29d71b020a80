"""The space that sentences are compared in: the encoder's, turned so that what distinguishes the entries
counts and what all sentences of the field share does not. Learnt from the wordings of all entries
(`hotline knowledge weigh`, docs/adr/0019), kept in data/knowledge/projection.npz for the encoder it is
for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

KEPT = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "projection.npz"
STEPS, RATE, SHARPNESS, DECAY = 100, 1e-3, 20.0, 1e-3
SHARE = 8
"""At each step the texts of one owner in so many."""
FORGETS = 0.9, 0.999
"""Of Adam's two averages (Kingma and Ba 2015)."""
TINY = 1e-12


@dataclass(frozen=True)
class Projection:
    """What is common to all texts, `middle`, is taken off first: it says nothing."""

    middle: Any
    matrix: Any

    def __call__(self, vectors: Any) -> Any:
        """Vectors of the encoder, a row a text → rows of unit length."""
        return unit(unit(vectors - self.middle) @ self.matrix.T).astype(np.float32)


def unlearnt(vectors: Any) -> Projection:
    """From the middle of these vectors, and not turned."""
    return Projection(vectors.mean(axis=0), np.eye(vectors.shape[1], dtype=np.float32))


def learnt(vectors: Any, owners: Sequence[int]) -> Projection:
    """That under which a text is nearest to the others of its owner: the chance of one of these to be picked,
    where the nearer is picked the likelier, is raised step by step (neighbourhood components, Goldberger and
    others 2004). It is kept near to no turn at all. The same texts give the same."""
    start = unlearnt(vectors)
    texts, own = start(vectors), np.asarray(owners)
    everyone, drawn = np.unique(own), np.random.default_rng(0)
    matrix = start.matrix
    slope, square = np.zeros_like(matrix), np.zeros_like(matrix)
    for step in range(1, STEPS + 1):
        some = np.isin(own, drawn.choice(everyone, max(2, len(everyone) // SHARE), replace=False))
        steepest = _steepest(matrix, texts[some], own[some]) + DECAY * (matrix - start.matrix)
        slope = FORGETS[0] * slope + (1 - FORGETS[0]) * steepest
        square = FORGETS[1] * square + (1 - FORGETS[1]) * steepest**2
        first, second = slope / (1 - FORGETS[0] ** step), square / (1 - FORGETS[1] ** step)
        matrix = matrix - RATE * first / (np.sqrt(second) + 1e-8)
    return Projection(start.middle, matrix.astype(np.float32))


def _steepest(matrix: Any, texts: Any, own: Any) -> Any:
    """The slope of the loss, minus the mean log chance of an own one, in the matrix."""
    same = own[:, None] == own[None, :]
    np.fill_diagonal(same, False)
    turned = texts @ matrix.T
    length = np.linalg.norm(turned, axis=1, keepdims=True)
    near = turned / length
    chances = SHARPNESS * (near @ near.T)
    np.fill_diagonal(chances, -np.inf)
    chances = np.exp(chances - chances.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    wanted = np.where(same, chances, 0)
    wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), TINY)
    chances -= wanted
    pull = SHARPNESS * (chances @ near + chances.T @ near) / len(texts)
    return ((pull - (pull * near).sum(axis=1, keepdims=True) * near) / length).T @ texts


def keep(projection: Projection, encoder: str) -> None:
    np.savez(
        KEPT,
        encoder=np.array(encoder),
        middle=projection.middle.astype(np.float16),
        matrix=projection.matrix.astype(np.float16),
    )


@cache
def kept_for(encoder: str) -> Projection | None:
    """None where what is kept was learnt with another encoder."""
    if not KEPT.exists():
        return None
    with np.load(KEPT, allow_pickle=False) as kept:
        if str(kept["encoder"]) != encoder:
            return None
        return Projection(kept["middle"].astype(np.float32), kept["matrix"].astype(np.float32))


def unit(vectors: Any) -> Any:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), TINY)
