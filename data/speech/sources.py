"""What is to be spoken, in the order in which it is needed; and where it is kept."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from data.speech.case_numbers import sentences
from data.speech.spoken import spoken

ROOT = Path(__file__).parents[2]
HANDS = ("partner", "corridor", "assistant", "southern", "county")
HELD_OUT = ROOT / "tests" / "validation"
NLU = ROOT / "data" / "nlu"
FOR_EACH_FUNCTION = 46
FOR_SHORT_ONES = 66
"""Short sentences are often heard just as they were said, and are then left out as known already."""
SHORT_ONES = ("dialog.", "feedback.", "human.", "other.")
SHORTEST, LONGEST = 4, 45
FROM_CLERK = 160
CASE_NUMBERS, MORE_TO_TUNE_ON = 150, 150
_SEED = 12368


@dataclass(frozen=True)
class Item:
    """One sentence as it is spoken, with what is known of it."""

    spoken: str
    labels: dict[str, Any]


@dataclass(frozen=True)
class Source:
    """A set of sentences. `pairs` keeps what was spoken and what was recognised, a line each; `written` is
    made from it, with the recognised text and its labels."""

    written: Path
    items: tuple[Item, ...]

    @property
    def pairs(self) -> Path:
        return self.written.parent / "pairs" / self.written.name

    def rows(self) -> list[dict[str, Any]]:
        """What was recorded so far: spoken, recognised ('' when nothing was heard) and the labels."""
        if not self.pairs.exists():
            return []
        return [json.loads(line) for line in self.pairs.read_text("utf-8").splitlines()]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.items[0].labels)


def sources() -> dict[str, Source]:
    """All sets by name, the most urgent first. Training sentences come one of each function in turn, so
    that stopping early leaves an even set."""
    cases, half = _case_numbers(CASE_NUMBERS, _SEED), CASE_NUMBERS // 2
    to_tune_on = cases[:half] + _case_numbers(MORE_TO_TUNE_ON, _SEED + 1)
    young, clerk = _held_out("young_associate_voice"), list(_held_out("clerk_turned_lawyer"))
    here = ROOT / "data" / "speech"
    return {
        "case_numbers_dev": Source(here / "case_numbers_dev.jsonl", to_tune_on),
        "spoken_case_numbers": Source(HELD_OUT / "case_numbers" / "spoken.jsonl", cases[half:]),
        "young_associate": Source(HELD_OUT / "young_associate_recognised.jsonl", tuple(young)),
        "clerk": Source(HELD_OUT / "clerk_recognised.jsonl", tuple(_spread(clerk, FROM_CLERK))),
        "training": Source(here / "training.jsonl", tuple(_training())),
    }


def _case_numbers(count: int, seed: int) -> tuple[Item, ...]:
    said = sentences(count, seed)
    random.Random(seed).shuffle(said)
    return tuple(
        Item(each.spoken, {"case_number": each.case.canonical, "own_cases": list(each.own)}) for each in said
    )


def _held_out(name: str) -> Iterator[Item]:
    for line in (HELD_OUT / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Item(spoken(row["text"]), {"function": row["function"], "modality": "voice"})


def _spread(items: list[Item], count: int) -> list[Item]:
    """`count` of the items, as evenly over their functions as there are any."""
    chance = random.Random(_SEED)
    by_function: dict[str, list[Item]] = {}
    for item in items:
        by_function.setdefault(item.labels["function"], []).append(item)
    for each in by_function.values():
        chance.shuffle(each)
    return _in_turn(list(by_function.values()))[:count]


def _in_turn(rows: list[list[Item]]) -> list[Item]:
    longest = max(len(row) for row in rows)
    return [row[n] for n in range(longest) for row in rows if n < len(row)]


def _training() -> Iterator[Item]:
    """Sentences of our own hands, the hands taking turns within each function."""
    chance = random.Random(_SEED)
    by_function: dict[str, dict[str, list[Item]]] = {}
    for hand in HANDS:
        for file in sorted((NLU / hand).glob("*.yml")):
            for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
                labels = {"function": block["intent"], "file": file.name}
                items = [
                    Item(spoken(text), labels)
                    for text in (line.removeprefix("- ") for line in block["examples"].splitlines())
                    if SHORTEST <= len(text) <= LONGEST
                ]
                chance.shuffle(items)
                by_function.setdefault(block["intent"], {}).setdefault(hand, []).extend(items)
    picked = []
    for n, (function, by_hand) in enumerate(by_function.items()):
        hands = list(by_hand.values())
        count = FOR_SHORT_ONES if function.startswith(SHORT_ONES) else FOR_EACH_FUNCTION
        picked.append(_in_turn(hands[n % len(hands) :] + hands[: n % len(hands)])[:count])
    yield from _in_turn(picked)
