"""The numbers of `judging`, fitted on the base itself: a fifth of the wordings is taken out at a time and
asked of what is left, as callers ask in words that nobody thought of; and every wording is asked where it
stands, as some do. With its whole entry taken out, a question shows what one looks like that the base does
not answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.index import Index
from actions.service.knowledge.judging import Numbers, seen
from bot.nlu.encoder import Encoder

PARTS = 5
STEPS = 30
RIDGE = 0.1
TINY = 1e-12


@dataclass(frozen=True)
class Fitted:
    """`right` of `asked`: how often the entry that a left-out wording belongs to came first; `told` and
    `wrong`: of the same, how many would be told, and wrongly; `outside`: how many were told with their entry
    taken out."""

    numbers: Numbers
    asked: int
    right: int
    told: int
    wrong: int
    outside: int


def fit(entries: Sequence[Entry], encoder: Encoder | None, sure: float) -> Fitted:
    """Numbers with the given threshold, and how they do on what was left out."""
    parts = [*_left_out(entries, encoder), _in_place(entries, encoder)]
    near = np.concatenate([nearness for nearness, _ in parts])
    own = np.concatenate([belongs for _, belongs in parts])
    weights = _weights(near, own)
    scores = near @ weights
    inside = np.array([seen(*each) for each in zip(near, scores, strict=True)])
    right = scores.argmax(axis=1) == own
    others = np.array([_without(*each) for each in zip(near, scores, own, strict=True)])
    chance = _logistic(np.concatenate([inside, others]), np.concatenate([right, np.zeros(len(others))]))
    out = len(own) - len(parts[-1][1])  # those in place are found anyway
    told = (_chances(inside, chance) >= sure)[:out]
    outside = int((_chances(others, chance) >= sure)[:out].sum())
    right = right[:out]
    numbers = Numbers(_rounded(weights), _rounded(chance), sure)
    return Fitted(numbers, out, int(right.sum()), int(told.sum()), int((told & ~right).sum()), outside)


def _left_out(entries: Sequence[Entry], encoder: Encoder | None) -> Iterator[tuple[Any, Any]]:
    """For each part: the nearness of its wordings to all entries without it, and whose they are."""
    for part in range(PARTS):
        kept = [
            entry.model_copy(
                update={"questions": tuple(w for at, w in enumerate(entry.questions) if at % PARTS != part)}
            )
            for entry in entries
        ]
        asked = [(w, number) for number, entry in enumerate(entries) for w in entry.questions[part::PARTS]]
        if asked:
            texts, belongs = zip(*asked, strict=True)
            yield Index(kept, encoder).near(texts), np.array(belongs)


def _in_place(entries: Sequence[Entry], encoder: Encoder | None) -> tuple[Any, Any]:
    asked = [(w, number) for number, entry in enumerate(entries) for w in entry.questions]
    texts, belongs = zip(*asked, strict=True)
    return Index(entries, encoder).near(texts), np.array(belongs)


def _without(near: Any, scores: Any, own: int) -> Any:
    return seen(np.delete(near, own, axis=0), np.delete(scores, own))


def _weights(near: Any, own: Any) -> Any:
    """The weights, none below nothing, under which the right entries are likeliest, entries standing against
    each other."""
    weights, rows, rate = np.ones(near.shape[2]), np.arange(len(own)), 1.0
    best, last, step = -np.inf, weights, np.zeros(near.shape[2])
    for _ in range(STEPS):
        scores = near @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        likelihood = float(np.log(chances[rows, own] + TINY).sum() - RIDGE * weights @ weights / 2)
        if likelihood < best:
            rate /= 2
            weights = np.maximum(last + rate * step, 0.0)
            continue
        mean = np.einsum("ne,nef->nf", chances, near)
        gradient = (near[rows, own] - mean).sum(axis=0) - RIDGE * weights
        spread = np.einsum("ne,nef,neg->fg", chances, near, near) - mean.T @ mean
        step = np.linalg.solve(spread + RIDGE * np.eye(len(weights)), gradient)
        best, last, rate = likelihood, weights, 1.0
        weights = np.maximum(weights + step, 0.0)
    return last


def _logistic(features: Any, right: Any) -> Any:
    numbers = np.zeros(features.shape[1])
    for _ in range(STEPS):
        chances = _chances(features, numbers)
        gradient = features.T @ (right - chances) - RIDGE * numbers
        spread = features.T @ (features * (chances * (1 - chances))[:, None])
        numbers = numbers + np.linalg.solve(spread + RIDGE * np.eye(len(numbers)), gradient)
    return numbers


def _chances(features: Any, numbers: Any) -> Any:
    return 1 / (1 + np.exp(-features @ numbers))


def _rounded(numbers: Any) -> tuple[float, ...]:
    return tuple(round(float(each), 3) for each in numbers)
