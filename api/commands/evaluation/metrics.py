"""Measures over labelled sentences. All shares lie from 0 to 1; a share of nothing is None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import comb
from typing import Any

from api.commands.evaluation.labelled import Pair
from api.commands.evaluation.score import Score, share
from api.commands.evaluation.values import CASE_NUMBERS, Invented, by_kind, invented, others_business

OUTSIDE = "other.out_of_scope"
BINS = 10


@dataclass(frozen=True)
class Bin:
    """Sentences whose confidence lies between `low` and `high`: how sure on average, and how often right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True)
class Measures:
    """`false_alarms`: the share of sentences within scope that were taken for something outside."""

    sentences: int
    accuracy: float | None
    macro_f1: float | None
    calibration_error: float | None
    out_of_scope_recall: float | None
    false_alarms: float | None
    case_numbers: Score
    slots: dict[str, Score]
    invented: Invented
    others_business: Score | None


def measure(pairs: Sequence[Pair]) -> Measures:
    outside = [pair for pair in pairs if pair.sample.expected.function == OUTSIDE]
    inside = [pair for pair in pairs if pair.sample.expected.function != OUTSIDE]
    by_function = functions(pairs)
    expected = {pair.sample.expected.function for pair in pairs}
    kinds = by_kind(pairs)
    return Measures(
        sentences=len(pairs),
        accuracy=share(sum(pair.right for pair in pairs), len(pairs)),
        macro_f1=share(sum(by_function[name].f1 for name in expected), len(expected)),
        calibration_error=calibration_error(reliability(pairs), len(pairs)),
        out_of_scope_recall=share(sum(pair.right for pair in outside), len(outside)),
        false_alarms=share(sum(pair.found.function == OUTSIDE for pair in inside), len(inside)),
        case_numbers=kinds.pop(CASE_NUMBERS, Score(0, 0, 0)),
        slots=kinds,
        invented=invented(pairs),
        others_business=others_business(pairs),
    )


def functions(pairs: Sequence[Pair]) -> dict[str, Score]:
    """Every function that was expected or found."""
    expected = Counter(pair.sample.expected.function for pair in pairs)
    found = Counter(pair.found.function for pair in pairs)
    right = Counter(pair.found.function for pair in pairs if pair.right)
    return {
        name: Score(right[name], found[name] - right[name], expected[name] - right[name])
        for name in sorted(expected | found)
    }


def confusions(pairs: Sequence[Pair]) -> list[tuple[tuple[str, str], int]]:
    """(expected, found) of the wrong ones, the most frequent first."""
    wrong = Counter((p.sample.expected.function, p.found.function) for p in pairs if not p.right)
    return sorted(wrong.items(), key=lambda item: (-item[1], item[0]))


def reliability(pairs: Sequence[Pair]) -> list[Bin]:
    """Ten equal bins of confidence; empty ones are left out."""
    bins: dict[int, list[Pair]] = {}
    for pair in pairs:
        bins.setdefault(min(int(pair.found.confidence * BINS), BINS - 1), []).append(pair)
    return [
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(held),
            sum(pair.found.confidence for pair in held) / len(held),
            sum(pair.right for pair in held) / len(held),
        )
        for number, held in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin], sentences: int) -> float | None:
    """Expected calibration error: how far confidence is from accuracy, averaged over sentences."""
    return share(sum(each.count * abs(each.confidence - each.accuracy) for each in bins), sentences)


def disagreement(first: Sequence[Pair], second: Sequence[Pair]) -> tuple[int, int, float]:
    """How often only the first, and only the second, was right; and McNemar's exact two-sided p."""
    only_first = sum(a.right and not b.right for a, b in zip(first, second, strict=True))
    only_second = sum(b.right and not a.right for a, b in zip(first, second, strict=True))
    apart = only_first + only_second
    tail = sum(comb(apart, n) for n in range(min(only_first, only_second) + 1))
    return only_first, only_second, min(1.0, 2 * tail / 2**apart)


def plain(measures: Measures) -> dict[str, Any]:
    """As JSON, scores with their precision and recall beside the counts."""
    scores = {"case_numbers": measures.case_numbers, **{f"slots.{n}": s for n, s in measures.slots.items()}}
    apart = ("case_numbers", "slots", "invented", "others_business")
    told = {name: value for name, value in asdict(measures).items() if name not in apart}
    told["invented"] = {**asdict(measures.invented), "share": measures.invented.share}
    if measures.others_business:
        scores["declined.others_data"] = measures.others_business
    return told | {
        name: {**asdict(score), "precision": score.precision, "recall": score.recall}
        for name, score in scores.items()
    }
