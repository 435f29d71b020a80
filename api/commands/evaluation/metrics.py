"""Measures over labelled sentences. All shares lie from 0 to 1; a share of nothing is None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import comb
from typing import Any

from api.commands.evaluation.labelled import Pair

OUTSIDE = "other.out_of_scope"
BINS = 10


@dataclass(frozen=True)
class Score:
    """Counts of one class or slot: found and right, found but wrong, not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Zero where nothing was right."""
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed) or 0.0


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


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def measure(pairs: Sequence[Pair]) -> Measures:
    outside = [pair for pair in pairs if pair.sample.expected.function == OUTSIDE]
    inside = [pair for pair in pairs if pair.sample.expected.function != OUTSIDE]
    by_function = functions(pairs)
    expected = {pair.sample.expected.function for pair in pairs}
    return Measures(
        sentences=len(pairs),
        accuracy=share(sum(pair.right for pair in pairs), len(pairs)),
        macro_f1=share(sum(by_function[name].f1 for name in expected), len(expected)),
        calibration_error=calibration_error(reliability(pairs), len(pairs)),
        out_of_scope_recall=share(sum(pair.right for pair in outside), len(outside)),
        false_alarms=share(sum(pair.found.function == OUTSIDE for pair in inside), len(inside)),
        case_numbers=case_numbers(pairs),
        slots=slots(pairs),
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


def case_numbers(pairs: Sequence[Pair]) -> Score:
    """Exact, number by number; only in files that label any."""
    labelled = {pair.sample.file for pair in pairs if pair.sample.expected.case_numbers}
    wanted = [
        (pair.sample.expected.case_numbers, pair.found.case_numbers)
        for pair in pairs
        if pair.sample.file in labelled
    ]
    return Score(
        sum(len(expected & found) for expected, found in wanted),
        sum(len(found - expected) for expected, found in wanted),
        sum(len(expected - found) for expected, found in wanted),
    )


def slots(pairs: Sequence[Pair]) -> dict[str, Score]:
    """The slots that any label names; a wrong value counts as wrong and as missed. Files that label no slots
    are not graded."""
    files = {pair.sample.file for pair in pairs if pair.sample.expected.slots}
    labelled = [pair for pair in pairs if pair.sample.file in files]
    names = sorted({name for pair in labelled for name in pair.sample.expected.slots})
    return {name: _slot(name, labelled) for name in names}


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
    told = {name: value for name, value in asdict(measures).items() if name not in ("case_numbers", "slots")}
    return told | {
        name: {**asdict(score), "precision": score.precision, "recall": score.recall}
        for name, score in scores.items()
    }


def _slot(name: str, pairs: Sequence[Pair]) -> Score:
    right = wrong = missed = 0
    for pair in pairs:
        expected, found = pair.sample.expected.slots.get(name), pair.found.slots.get(name)
        same = expected is not None and _comparable(name, expected) == _comparable(name, found)
        right += same
        wrong += found is not None and not same
        missed += expected is not None and not same
    return Score(right, wrong, missed)


def _comparable(name: str, value: Any) -> Any:
    """People write telephone numbers as they dial them; we answer in E.164."""
    if name != "phone" or value is None:
        return value
    return "".join(filter(str.isdecimal, str(value))).removeprefix("86").removeprefix("0")
