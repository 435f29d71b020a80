"""Which entry a question means, and how sure one may be of it. The numbers (data/knowledge/judging.yml) are
fitted on labelled questions of many hands (`hotline knowledge weigh`, docs/adr/0019)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.index import IN_WORDS, Nearness

NUMBERS = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "judging.yml"
WITH, WITHOUT = "with_encoder", "without_encoder"


@dataclass(frozen=True)
class Numbers:
    """`weights`: of the features, for the order of entries. `chance`: what that of the first to be the answer
    is logistic in, in the order of `seen`. From `sure` on it is told."""

    weights: tuple[float, ...]
    chance: tuple[float, ...]
    sure: float


@dataclass(frozen=True)
class Found:
    """Entries, the likeliest first, and the chance that the first is the answer; `sure`: it may be told."""

    entries: tuple[Entry, ...]
    chance: float
    sure: bool


NOTHING = Found((), 0.0, False)


def judged(entries: Sequence[Entry], nearness: Nearness, alone: Any, most: int) -> Found:
    """The likeliest of the entries that a row of nearness is given for, at most so many; `alone` is what is
    to be seen of the question by itself."""
    if not entries:
        return NOTHING
    numbers = numbers_for(nearness)
    scores = nearness @ np.array(numbers.weights)
    order = np.argsort(-scores, kind="stable")
    total = seen(nearness, scores, alone) @ np.array(numbers.chance)
    chance = float(1 / (1 + np.exp(-total)))
    return Found(tuple(entries[at] for at in order[:most]), chance, chance >= numbers.sure)


def seen(nearness: Nearness, scores: Any, alone: Any) -> Any:
    """What the chance of the first is told by: 1, its features, its lead, and the question itself."""
    first = int(np.argmax(scores))
    rest: Any = np.delete(scores, first)
    lead = scores[first] - rest.max() if len(rest) else scores[first]
    return np.array([1.0, *nearness[first], lead, *alone])


def numbers_for(nearness: Nearness) -> Numbers:
    return _numbers()[WITHOUT if nearness.shape[-1] == IN_WORDS else WITH]


@cache
def _numbers() -> dict[str, Numbers]:
    read: dict[str, dict[str, Any]] = yaml.safe_load(NUMBERS.read_text(encoding="utf-8"))
    return {name: Numbers(**values) for name, values in read.items()}
