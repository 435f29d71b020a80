"""Which entry a question means, and how sure one may be of it. The numbers (data/knowledge/judging.yml) are
fitted on labelled questions of many hands (`hotline knowledge weigh`, docs/adr/0019)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.index import IN_WORDS, Nearness
from bot.language.tables import read_yaml

NUMBERS = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "judging.yml"
WITH, WITHOUT = "with_encoder", "without_encoder"


@dataclass(frozen=True)
class Numbers:
    """`weights`: of the features, for the order of entries. What the chance that the first answers is
    logistic in, and that one of the first two does (`either`), in the order of `seen`. From `sure` on the
    first is told; from there on, by `either`, it is asked which of the two is meant."""

    weights: tuple[float, ...]
    chance: tuple[float, ...]
    either: tuple[float, ...]
    sure: float


@dataclass(frozen=True)
class Found:
    """Entries, the likeliest first, and the chance that the first is the answer; `sure`: it may be told;
    `either`: it is not sure which of the first two, and that one of them is."""

    entries: tuple[Entry, ...]
    chance: float
    sure: bool
    either: bool = False


NOTHING = Found((), 0.0, False)


def judged(entries: Sequence[Entry], nearness: Nearness, alone: Any, most: int) -> Found:
    """The likeliest of the entries that a row of nearness is given for, at most so many; `alone` is what is
    to be seen of the question by itself."""
    if not entries:
        return NOTHING
    numbers = numbers_for(nearness)
    scores = nearness @ np.array(numbers.weights)
    order = np.argsort(-scores, kind="stable")
    facts = seen(nearness, scores, alone)
    chance, either = (likelihood(facts @ np.array(each)) for each in (numbers.chance, numbers.either))
    sure = chance >= numbers.sure
    two = not sure and len(order) > 1 and either >= numbers.sure
    return Found(tuple(entries[at] for at in order[:most]), float(chance), bool(sure), bool(two))


def seen(nearness: Nearness, scores: Any, alone: Any) -> Any:
    """What the chances are told by: 1, the features of the first, its lead, in all and in each feature, over
    the second, and over the third; and the question itself."""
    order = np.argsort(-scores, kind="stable")
    first, second, third = (order[min(place, len(order) - 1)] for place in range(3))
    leads = (scores[first] - scores[second], scores[first] - scores[third])
    return np.array([1.0, *nearness[first], *leads, *(nearness[first] - nearness[second]), *alone])


def likelihood(total: Any) -> Any:
    return 1 / (1 + np.exp(-total))


def numbers_for(nearness: Nearness) -> Numbers:
    return _numbers()[WITHOUT if nearness.shape[-1] == IN_WORDS else WITH]


@cache
def _numbers() -> dict[str, Numbers]:
    read: dict[str, dict[str, Any]] = read_yaml(NUMBERS)
    return {name: Numbers(**values) for name, values in read.items()}
