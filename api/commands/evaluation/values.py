"""Values read from labelled sentences: each kind by itself, by style, and what was given unsaid.

A kind is graded in the files whose labels name it. A label may hold one value or a list; sums are graded
twice, with their roles (`sums`) and without (`sums, yuan alone`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from api.commands.evaluation.labelled import Meaning, Pair
from api.commands.evaluation.score import Score, share

CASE_NUMBERS, FUNCTION, ALONE = "case_numbers", "function", "sums, yuan alone"
TOLD_BY_WORDS = frozenset({"reason", "matter"})
"""Slots that are no values: what is asked about, and why."""
NAMED_ONLY = frozenset({CASE_NUMBERS, "sums", "foreign", "court_candidates", "matter"})
"""Graded only in files that name them themselves: hands older than such a label say nothing of it."""
OTHERS = "others_data"
Values = frozenset[Hashable]


@dataclass(frozen=True)
class Invented:
    """Sentences in which a value was given that nobody said, or a part of one as the whole."""

    sentences: int
    of: int

    @property
    def share(self) -> float | None:
        return share(self.sentences, self.of)


def by_kind(pairs: Sequence[Pair]) -> dict[str, Score]:
    """A score a kind of value: how many of the values said were given, and given wrong."""
    return {kind: _score(kind, pairs) for kind in _kinds(pairs) if kind != FUNCTION}


def by_style(pairs: Sequence[Pair]) -> dict[str, dict[str, Score]]:
    """The same for each style: written, heard, recognised, or what the labels call it."""
    styles = sorted({pair.sample.style for pair in pairs})
    return {style: by_kind([p for p in pairs if p.sample.style == style]) for style in styles}


def invented(pairs: Sequence[Pair]) -> Invented:
    """Over all sentences of files that label values; `reason` and `matter` are not values, nor is the role of
    a sum, and what either of two labellers heard was said."""
    graded = _graded(pairs)
    given = [
        any(
            values_of(kind, pair.found) - _said(kind, pair)
            for kind in graded.get(pair.sample.file, ())
            if kind not in TOLD_BY_WORDS and kind != "sums"
        )
        for pair in pairs
        if pair.sample.file in graded
    ]
    return Invented(sum(given), len(given))


def agreement(pairs: Sequence[Pair]) -> dict[str, tuple[int, int]]:
    """Of the sentences that two people labelled, for each kind that either heard in how many both heard the
    same, and of how many; FUNCTION among the kinds."""
    twice = [(pair.sample.expected, pair.sample.second) for pair in pairs if pair.sample.second is not None]
    both = {FUNCTION: (sum(one.function == other.function for one, other in twice), len(twice))}
    for kind in _kinds([pair for pair in pairs if pair.sample.second is not None]):
        heard = [(values_of(kind, one), values_of(kind, other)) for one, other in twice]
        said = [(one, other) for one, other in heard if one or other]
        both[kind] = (sum(one == other for one, other in said), len(said))
    return both if twice else {}


def _said(kind: str, pair: Pair) -> Values:
    """What anybody who labelled it heard of a kind; a sum that was said may be what a fee rests on."""
    heard = [each for each in (pair.sample.expected, pair.sample.second) if each is not None]
    kinds = (kind, ALONE) if kind == "amount_yuan" else (kind,)
    return frozenset().union(*(values_of(each, meaning) for each in kinds for meaning in heard))


def others_business(pairs: Sequence[Pair]) -> Score | None:
    """Requests for other people's data: recognised, false alarms, missed; None where no label says
    `declined`."""
    files = {pair.sample.file for pair in pairs if pair.sample.expected.declined}
    held = [pair for pair in pairs if pair.sample.file in files]
    if not held:
        return None
    said = [pair.sample.expected.declined == OTHERS for pair in held]
    heard = [pair.found.declined == OTHERS for pair in held]
    both = [a and b for a, b in zip(said, heard, strict=True)]
    return Score(sum(both), sum(heard) - sum(both), sum(said) - sum(both))


def failures(pairs: Sequence[Pair]) -> dict[str, dict[str, int]]:
    """For each file how many sentences fail at each kind, the function among them. Never which."""
    counted: dict[str, Counter[str]] = {}
    graded = _graded(pairs)
    for pair in pairs:
        failed = counted.setdefault(pair.sample.file, Counter())
        failed[FUNCTION] += not pair.right
        for kind in graded.get(pair.sample.file, ()):
            failed[kind] += values_of(kind, pair.found) != values_of(kind, pair.sample.expected)
    return {file: {kind: n for kind, n in sorted(failed.items()) if n} for file, failed in counted.items()}


def values_of(kind: str, meaning: Meaning) -> Values:
    """The values of a kind that a sentence says, as they can be compared."""
    if kind == CASE_NUMBERS:
        return frozenset(meaning.case_numbers)
    if kind == ALONE:
        return frozenset(_money(each["yuan"]) for each in _each(meaning.slots.get("sums")))
    return frozenset(_comparable(kind, each) for each in _each(meaning.slots.get(kind)))


def _score(kind: str, pairs: Sequence[Pair]) -> Score:
    graded = _graded(pairs)
    held = [pair for pair in pairs if kind in graded.get(pair.sample.file, ())]
    wanted = [(values_of(kind, pair.sample.expected), values_of(kind, pair.found)) for pair in held]
    return Score(
        sum(len(expected & found) for expected, found in wanted),
        sum(len(found - expected) for expected, found in wanted),
        sum(len(expected - found) for expected, found in wanted),
    )


def _graded(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """File → the kinds graded in it: of slots all that any file names where it labels slots at all, but
    those of NAMED_ONLY, and case numbers, only where it names them itself."""
    kinds: dict[str, set[str]] = {}
    for pair in pairs:
        expected = pair.sample.expected
        named = {*expected.slots, *([CASE_NUMBERS] if expected.case_numbers else [])}
        if named:
            kinds.setdefault(pair.sample.file, set()).update(named)
    everywhere = set().union(*kinds.values()) - NAMED_ONLY if kinds else set()
    return {
        file: sorted({*named, *(everywhere if named - {CASE_NUMBERS} else ()), *_alone(named)})
        for file, named in kinds.items()
    }


def _alone(named: Collection[str]) -> Collection[str]:
    return (ALONE,) if "sums" in named else ()


def _kinds(pairs: Sequence[Pair]) -> list[str]:
    kinds = {kind for named in _graded(pairs).values() for kind in named}
    return sorted(kinds, key=lambda kind: (kind != CASE_NUMBERS, kind))


def _each(value: Any) -> Iterable[Any]:
    return () if value is None else value if isinstance(value, list) else (value,)


def _comparable(kind: str, value: Any) -> Hashable:
    return _COMPARED.get(kind, _as_it_is)(value)


def _as_it_is(value: Any) -> Hashable:
    return tuple(sorted((k, str(v)) for k, v in value.items())) if isinstance(value, Mapping) else value


def _phone(value: Any) -> Hashable:
    """People write telephone numbers as they dial them; we answer in E.164."""
    return "".join(filter(str.isdecimal, str(value))).removeprefix("86").removeprefix("0")


def _money(value: Any) -> Hashable:
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(value)


_COMPARED: Mapping[str, Callable[[Any], Hashable]] = {
    "phone": _phone,
    "amount_yuan": _money,
    "sums": lambda each: (_money(each["yuan"]), each.get("role")),
    "foreign": lambda each: (_money(each["amount"]), each["currency"]),
}
