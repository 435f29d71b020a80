"""The numbers of `judging`, fitted on what was not among the wordings that it was looked for by.

A fifth of those who wrote (data/knowledge/asked) is left out at a time, and all that is learnt is learnt
without them: what they ask is then looked for as if it was heard for the first time. So are the sentences
that are not this line's business. The wordings of the entries themselves are not asked: who writes an entry
words all of them alike, so they are found too easily, and numbers fitted on them trust too much.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from actions.service.knowledge.asked import Asked, hands, pens, taught
from actions.service.knowledge.entries import Entry
from actions.service.knowledge.index import Index
from actions.service.knowledge.judging import Numbers, likelihood, seen
from actions.service.knowledge.outside import out_of_scope
from actions.service.knowledge.projection import Projection, learnt
from actions.service.knowledge.regression import TINY, choice, logistic
from actions.service.knowledge.sense import sentences
from bot.nlu.encoder import Encoder

PARTS = 5
AT_MOST = 0.03
"""Of what a hand asked that is not this line's business, so much is answered at most by numbers that never
saw that hand; those that are kept have seen all, which is the margin."""
SCOPE = "out_of_scope"
"""Where a question comes from that is of none of the hands."""


@dataclass(frozen=True)
class Row:
    """One question left out, what was seen of it, and its part."""

    source: str
    asked: Asked
    near: Any
    alone: Any
    part: int


@dataclass(frozen=True)
class Outcome:
    """What came of a row by numbers fitted without its part: the entry that is nearest and the next, and the
    chances that the first answers and that either does."""

    row: Row
    first: str
    second: str
    chance: float
    either: float

    @property
    def right(self) -> bool:
        return self.first in self.row.asked.ids


@dataclass(frozen=True)
class Fitted:
    numbers: Numbers
    outcomes: tuple[Outcome, ...]


def left_out(entries: Sequence[Entry], encoder: Encoder | None) -> list[Row]:
    """Every question, looked for among what is left without its part."""
    return [row for part in range(PARTS) for row in _part(entries, encoder, part)]


def projection_of(entries: Iterable[Entry], encoder: Encoder) -> Projection:
    """Learnt from the wordings and the sentences of the answers."""
    texts = [
        (text, number)
        for number, entry in enumerate(entries)
        for text in (*entry.wordings, *sentences(entry.answer))
    ]
    return learnt(encoder.encode([text for text, _ in texts]), [number for _, number in texts])


def fit(entries: Sequence[Entry], rows: Sequence[Row], least: float) -> Fitted:
    """Numbers, and what comes of each row by such numbers fitted without it. The threshold is `least`, or as
    much higher as `AT_MOST` needs."""
    parts = np.array([row.part for row in rows])
    outcomes: list[Outcome] = []
    for part in range(PARTS):
        numbers = _fitted(entries, [row for row in rows if row.part != part])
        outcomes += [_outcome(entries, rows[at], numbers) for at in np.flatnonzero(parts == part)]
    numbers = _fitted(entries, rows)
    return Fitted(_rounded(replace(numbers, sure=_threshold(outcomes, least))), tuple(outcomes))


def _threshold(outcomes: Iterable[Outcome], least: float) -> float:
    """Rounded up to a hundredth."""
    foreign = sorted(
        (each.chance for each in outcomes if not each.row.asked.ids and each.row.source != SCOPE),
        reverse=True,
    )
    told = int(AT_MOST * len(foreign))
    return max(least, math.ceil(foreign[told] * 100 + TINY) / 100) if told < len(foreign) else least


def _part(entries: Sequence[Entry], encoder: Encoder | None, part: int) -> list[Row]:
    out = frozenset().union(*pens()[part::PARTS])
    stay = [each for hand, asked in hands().items() if hand not in out for each in asked]
    kept = taught(entries, stay)
    scope = out_of_scope()
    foreign = [
        *(text for at, text in enumerate(scope) if at % PARTS != part),
        *(each.text for each in stay if not each.ids),
    ]
    asked = [
        *((hand, each) for hand in sorted(out) for each in hands()[hand]),
        *((SCOPE, Asked(text, ())) for text in scope[part::PARTS]),
    ]
    turned = projection_of(kept, encoder) if encoder else None
    ours = [each.text for each in stay if each.ids]
    index = Index(kept, encoder, projection=turned, ours=ours, foreign=foreign)
    near, alone = index.look([each.text for _, each in asked])
    return [
        Row(source, each, one.astype(np.float32), self, part)
        for (source, each), one, self in zip(asked, near, alone, strict=True)
    ]


def _fitted(entries: Sequence[Entry], rows: Sequence[Row]) -> Numbers:
    """With any question told, however unsure."""
    number = {entry.id: at for at, entry in enumerate(entries)}
    inside = [row for row in rows if row.asked.ids]
    own = np.array([number[row.asked.ids[0]] for row in inside])
    weights = choice(np.stack([row.near for row in inside]), own, _often(inside))
    facts, firsts, eithers = [], [], []
    for row in rows:
        scores = row.near @ weights
        two = [entries[at].id for at in np.argsort(-scores, kind="stable")[:2]]
        facts.append(seen(row.near, scores, row.alone))
        firsts.append(two[0] in row.asked.ids)
        eithers.append(bool({*two} & {*row.asked.ids}))
    often = _often(rows)
    chance, either = (logistic(np.array(facts), np.array(each, float), often) for each in (firsts, eithers))
    return Numbers(tuple(weights), tuple(chance), tuple(either), 0.0)


def _often(rows: Sequence[Row]) -> Any:
    """All hands count alike: who wrote more is not more callers."""
    many = Counter(row.source for row in rows)
    return np.array([len(rows) / len(many) / many[row.source] for row in rows])


def _outcome(entries: Sequence[Entry], row: Row, numbers: Numbers) -> Outcome:
    scores = row.near @ np.array(numbers.weights)
    first, second = (entries[at].id for at in np.argsort(-scores, kind="stable")[:2])
    facts = seen(row.near, scores, row.alone)
    chances = (float(likelihood(facts @ np.array(each))) for each in (numbers.chance, numbers.either))
    return Outcome(row, first, second, *chances)


def _rounded(numbers: Numbers) -> Numbers:
    weights, chance, either = (
        tuple(round(float(one), 3) for one in many)
        for many in (numbers.weights, numbers.chance, numbers.either)
    )
    return Numbers(weights, chance, either, numbers.sure)
