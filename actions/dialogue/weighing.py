"""The last evidence: how likely each sort of act is, given what was asked and how the sentence is worded.

A sum of weights over plain features, fitted on labelled pairs of many hands (`hotline weigh`, data/in_place),
so that a chance is the chance of being right in that place. The features are the only thing it sees; their
weights are data.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from array import array
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

from actions.dialogue import following, sensing
from actions.dialogue.agenda import CASE, Agenda, Task
from actions.dialogue.correcting import field_of, named, takes_back
from actions.dialogue.heard import Heard
from actions.dialogue.offices import office_named
from actions.dialogue.readers import read_field
from actions.service.functions import functions
from actions.service.senses import Senses
from bot.language import forms, limits, steering
from bot.language.short_answers import said_outright
from bot.language.sounds import sound_key

WEIGHTS = Path(__file__).resolve().parents[2] / "data" / "in_place" / "weights.json.gz"
NEVER = 1e-9
"""No sort is held to be impossible."""
SURE, LIKELY = 0.95, 0.6
"""Of the function that the classifier thinks of: how its confidence is told."""
_DIGITS = re.compile(r"\d")
GRAMS, GRAMS_IN_PLACE = (1, 2, 3, 4), (2, 3)
SOUNDS, SOUNDS_IN_PLACE = (1, 2, 3), 2
"""Letters, and syllables, that stand side by side."""

Ranking = list[tuple[str, float]]
"""Sorts of act with their chances, the likeliest first: `answer`, `correct`, `confirm`, `deny`, `question`,
`question:line`, `wish`, `steer:<how>`, `follow`, `decline:<kind>`, `outside`, `noise`."""


def ranking(agenda: Agenda, heard: Heard, senses: Senses | None) -> Ranking:
    """How likely each sort of act is: by its words, and by its sense where they are not sure of it."""
    kept = _weights()
    sums = list(kept.bias)
    for each in features(agenda, heard):
        for sort, weight in kept.of(each):
            sums[sort] += weight
    by_words = _chances(dict(zip(kept.sorts, sums, strict=True)))
    unsure = senses is not None and by_words[0][1] < sensing.SURE
    sense = senses.of(heard.text) if senses is not None and unsure else None
    learnt = sensing.scores(sense, *place_of(agenda)) if sense is not None else None
    if learnt is None:
        return by_words
    return _chances(
        {sort: math.log(chance + NEVER) + sensing.TRUST * learnt.get(sort, 0.0) for sort, chance in by_words}
    )


def _chances(scores: Mapping[str, float]) -> Ranking:
    highest = max(scores.values())
    odds = {sort: math.exp(score - highest) for sort, score in scores.items()}
    whole = sum(odds.values())
    return sorted(((sort, each / whole) for sort, each in odds.items()), key=lambda each: -each[1])


def place_of(agenda: Agenda) -> tuple[str, str]:
    """Where a sentence stands, and what is asked for there, as features name them."""
    return f"place {_place(agenda)}", f"kind {_kind(agenda)}"


def has_been_seen(agenda: Agenda) -> bool:
    """Whether the labelled pairs hold sentences of this place: elsewhere a chance is only borrowed from
    places that ask for the same kind of value."""
    return f"place {_place(agenda)}" in _weights().numbers


def features(agenda: Agenda, heard: Heard) -> set[str]:
    """What is seen of a sentence in its place; names are stable, their weights stand in `WEIGHTS`."""
    kind = _kind(agenda)
    found = {*place_of(agenda), f"said {heard.modality == 'spoken'}"}
    seen = _function(agenda.top, heard), _cues(heard), _values(agenda.top, heard), _told(agenda, heard)
    for each in chain.from_iterable(seen):
        found |= {each, f"{each} | {kind}"}
    return found | set(_grams(heard.text, kind))


def _place(agenda: Agenda) -> str:
    task = agenda.top
    if task is not None:
        return f"{task.function} {task.asked or task.stage}"
    return f"told {agenda.told['function']}" if agenda.told else "guesses" if agenda.guesses else "open"


def _kind(agenda: Agenda) -> str:
    """What a new matter shares with the old ones: the kind of value that is asked for."""
    task = agenda.top
    field = field_of(task, task.asked) if task else None
    if field is not None:
        return field.reader if field.required else f"{field.reader}?"
    return (task.asked or task.stage) if task else _place(agenda)


def _function(task: Task | None, heard: Heard) -> Iterator[str]:
    known = functions().get(heard.function)
    if known is None:
        return
    sure = "sure" if heard.confidence > SURE else "likely" if heard.confidence > LIKELY else "unsure"
    yield f"function {heard.function}"
    yield f"function {heard.function} {sure}"
    yield f"group {known.kind} {sure}"
    if task is not None:
        yield f"own {heard.function == task.function} {sure}"


def _cues(heard: Heard) -> Iterator[str]:
    text = heard.text
    yield f"length {min(8, len(text) // 4)}"
    if forms.asks(text):
        yield "asks"
    if forms.wishes(text):
        yield "wishes"
    if steering.leading(text):
        yield "led"
    if steering.wants_person(text):
        yield "person"
    if limits.about_line(text):
        yield "line"
    if takes_back(heard):
        yield "takes back"
    if office_named(text) is not None:
        yield "office"
    for name, said in (
        ("steers", steering.steers(text)),
        ("declined", limits.declined(text)),
        ("outright", said_outright(text)),
    ):
        if said:
            yield f"{name} {said}"


def _values(task: Task | None, heard: Heard) -> Iterator[str]:
    for name in heard.entities:
        yield f"value {name}"
    field = field_of(task, task.asked) if task else None
    if task is not None and field is not None and task.asked != CASE:
        read = read_field(heard, field, task.offered)
        yield f"readable {read.value is not None}"
        yield f"whole {read.whole}"


def _told(agenda: Agenda, heard: Heard) -> Iterator[str]:
    """Whether a sentence changes what was just told, and what it speaks of among what was given before."""
    if agenda.told is not None:
        yield f"changes {following.changes_something(agenda.told, heard)}"
    elif agenda.top is not None and (name := named(agenda.top, heard)) is not None:
        yield f"names {'the case' if name == CASE else 'a field'}"


def _grams(text: str, kind: str) -> Iterator[str]:
    """Runs of letters, and of syllables as they sound: recognisers and dialects write other characters."""
    said = f"^{_DIGITS.sub('0', text)}$"
    sounds = ["^", *sound_key(text), "$"]
    for length in GRAMS:
        yield from (f"g {said[start : start + length]}" for start in range(len(said) - length + 1))
    for length in SOUNDS:
        yield from (f"g ~{run}" for run in _runs(sounds, length))
    for length in GRAMS_IN_PLACE:
        yield from (f"g {said[start : start + length]} | {kind}" for start in range(len(said) - length + 1))
    yield from (f"g ~{run} | {kind}" for run in _runs(sounds, SOUNDS_IN_PLACE))


def _runs(parts: list[str], length: int) -> Iterator[str]:
    return (" ".join(parts[start : start + length]) for start in range(len(parts) - length + 1))


class _Weights(NamedTuple):
    """The file as it lies in memory: a pair of objects a weight would take three times as much."""

    sorts: list[str]
    bias: list[float]
    numbers: dict[str, int]
    """Of each feature; its weights, and the sorts they are for, lie between two of `starts`."""
    starts: array[int]
    which: array[int]
    weights: array[float]

    def of(self, feature: str) -> Iterator[tuple[int, float]]:
        number = self.numbers.get(feature)
        if number is None:
            return iter(())
        its = slice(self.starts[number], self.starts[number + 1])
        return zip(self.which[its], self.weights[its], strict=True)


def prepare() -> None:
    """So that nobody's first sentence waits for the file."""
    _weights()


@cache
def _weights() -> _Weights:
    kept: dict[str, Any] = json.loads(gzip.decompress(WEIGHTS.read_bytes()))
    weights: dict[str, list[tuple[int, float]]] = kept["weights"]
    return _Weights(
        sorts=kept["sorts"],
        bias=kept["bias"],
        numbers={feature: number for number, feature in enumerate(weights)},
        starts=array("L", accumulate(map(len, weights.values()), initial=0)),
        which=array("B", (sort for pairs in weights.values() for sort, _ in pairs)),
        weights=array("d", (weight for pairs in weights.values() for _, weight in pairs)),
    )
