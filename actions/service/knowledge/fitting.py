"""The numbers of `judging`, fitted on questions of many hands with the entries that answer them
(data/knowledge/asked.jsonl), on the base's own wordings, a fifth taken out at a time and asked of what is
left, and on what is asked of this line and not its business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from actions.service.knowledge.asked import read_asked
from actions.service.knowledge.entries import Entry
from actions.service.knowledge.index import Index
from actions.service.knowledge.judging import Numbers, seen
from actions.service.knowledge.outside import outside
from bot.nlu.encoder import Encoder

ASKED = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "asked.jsonl"
PARTS = 5
AS_OFTEN = 4
"""So often each question counts: they are fewer than the wordings, and nearer to what callers say."""
STEPS = 30
RIDGE = 0.1
TINY = 1e-12


@dataclass(frozen=True)
class Fitted:
    """Of `asked` questions: of how many the nearest entry is right, and of the same told `right` and `wrong`,
    each by numbers fitted without it; of `outside` ones, how many were `taken` for one of the base's."""

    numbers: Numbers
    asked: int
    nearest: int
    right: int
    wrong: int
    outside: int
    taken: int


def fit(entries: Sequence[Entry], encoder: Encoder | None, sure: float) -> Fitted:
    """Numbers with the given threshold, and how they do on what was left out."""
    index = Index(entries, encoder)
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    asked = [each for each in read_asked(ASKED) if each.ids]
    near, alone = index.look([each.text for each in asked])
    foreign, foreign_alone = index.look(outside())
    own = np.array([numbers[each.ids[0]] for each in asked])
    parts = [*[(near, own)] * AS_OFTEN, *_left_out(entries, encoder)]
    weights = _weights(*(np.concatenate(each) for each in zip(*parts, strict=True)))
    firsts = (near @ weights).argmax(axis=1)
    right = np.array([entries[at].id in each.ids for at, each in zip(firsts, asked, strict=True)])
    inside = _seen(near, weights, alone)
    others = _seen(foreign, weights, foreign_alone)
    features = np.concatenate([inside, others])
    answers = np.concatenate([right, np.zeros(len(others))])
    told = _left_out_chances(features, answers) >= sure
    chance = _rounded(_logistic(features, answers))
    said, taken = told[: len(inside)], int(told[len(inside) :].sum())
    return Fitted(
        Numbers(_rounded(weights), chance, sure),
        len(asked),
        int(right.sum()),
        int((said & right).sum()),
        int((said & ~right).sum()),
        len(others),
        taken,
    )


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
            yield Index(kept, encoder).look(texts)[0], np.array(belongs)


def _seen(near: Any, weights: Any, alone: Any) -> Any:
    return np.array([seen(rows, rows @ weights, each) for rows, each in zip(near, alone, strict=True)])


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
        spread = np.einsum("ne,nef,neg->fg", chances, near, near, optimize=True) - mean.T @ mean
        step = np.linalg.solve(spread + RIDGE * np.eye(len(weights)), gradient)
        best, last, rate = likelihood, weights, 1.0
        weights = np.maximum(weights + step, 0.0)
    return last


def _left_out_chances(features: Any, answers: Any) -> Any:
    """The chance of each by numbers fitted without its part."""
    chances, parts = np.zeros(len(answers)), np.arange(len(answers)) % PARTS
    for part in range(PARTS):
        out = parts == part
        chances[out] = _chances(features[out], _logistic(features[~out], answers[~out]))
    return chances


def _logistic(features: Any, answers: Any) -> Any:
    numbers = np.zeros(features.shape[1])
    for _ in range(STEPS):
        chances = _chances(features, numbers)
        gradient = features.T @ (answers - chances) - RIDGE * numbers
        spread = features.T @ (features * (chances * (1 - chances))[:, None])
        numbers = numbers + np.linalg.solve(spread + RIDGE * np.eye(len(numbers)), gradient)
    return numbers


def _chances(features: Any, numbers: Any) -> Any:
    return 1 / (1 + np.exp(-features @ numbers))


def _rounded(numbers: Any) -> tuple[float, ...]:
    return tuple(round(float(each), 3) for each in numbers)
