"""What each part of understanding adds: `python -m bot.ablation` reads labelled sentences, writes JSON.

Hands are left out in turn (train on the others, read theirs), so that no writer's manner is learnt and
tested at once; held-out files are read by a model of all hands. Also fits how far words and sense are to
be trusted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from bot.nlu.encoder import Encoder, Vectors, chosen_encoder
from bot.nlu.meaning import Chances, Recipe, Sense, Words, agreed, without_case_numbers
from bot.nlu.ruler import ruler

FOLDS = 3
TRUSTS = [number / 20 for number in range(6, 41)]
HEARD = "recognised"
"""The hand that is a recogniser's."""


@dataclass(frozen=True)
class Said:
    """A labelled sentence; `hand` is who wrote it, `file` where it is held out (else None)."""

    text: str
    function: str
    hand: str
    file: str | None


PLAIN = Recipe()


@dataclass(frozen=True)
class Variant:
    """One way of training, and the lines of the table it gives: a title, and which of the opinions count."""

    lines: Mapping[str, tuple[int, ...]]
    recipe: Recipe = PLAIN
    prepared: Callable[[str], str] = without_case_numbers
    sense: bool = False
    heard: bool = True
    """Whether recognised sentences are trained on."""


@dataclass(frozen=True)
class Opinions:
    """Arrays of chances (a row a sentence): by words, then by sense; and the column of each sentence's own
    function."""

    chances: list[Chances]
    right: Any

    def of(self, which: Sequence[int], rows: Any = slice(None)) -> Opinions:
        return Opinions([self.chances[number][rows] for number in which], self.right[rows])


def masked(text: str) -> str:
    return ruler().masked(without_case_numbers(text))


VARIANTS = (
    Variant({"字": (0,)}, Recipe(syllables=0, cut=False)),
    Variant({"字、词界": (0,)}, Recipe(syllables=0)),
    Variant({"音": (0,)}, Recipe(characters=0)),
    Variant({"字、词界、音": (0,), "句向量": (1,), "字、词界、音、句向量": (0, 1)}, sense=True),
    Variant({"字、词界、音，法院、案由、文书换成类名": (0,)}, prepared=masked),
    Variant({"字、词界、音，不学识别出来的句子": (0,)}, heard=False),
)
ENCODERLESS = (*VARIANTS[:3], Variant({"字、词界、音": (0,)}))


SPARING = "字、词界、音，没有把握才问句向量"


class Remembering:
    """An encoder that reads each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._known: dict[str, Any] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        if new := [text for text in dict.fromkeys(texts) if text not in self._known]:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def main() -> None:
    said = [Said(**json.loads(line)) for line in sys.stdin.buffer if line.strip()]
    chosen = chosen_encoder()
    encoder = Remembering(chosen) if chosen else None
    table, trust = [], {}
    for variant in VARIANTS if encoder else ENCODERLESS:
        for row, trusts in tried(variant, said, encoder):
            table.append(row)
            trust[row["part"]] = trusts
            print(json.dumps(row, ensure_ascii=False), file=sys.stderr, flush=True)
    print(json.dumps({"table": table, "trust": trust}))


def tried(
    variant: Variant, said: Sequence[Said], encoder: Encoder | None
) -> list[tuple[dict[str, Any], list[float]]]:
    """For each line of a variant: the shares of right answers on the hands left out and on each held-out
    file, and the trust that fits the hands left out."""
    ours = [each for each in said if each.file is None and (variant.heard or each.hand != HEARD)]
    held = [each for each in said if each.file]
    hands = sorted({each.hand for each in ours if each.hand != HEARD})
    folds = [hands[number::FOLDS] for number in range(FOLDS)]
    left_out = [
        opinions(
            variant, [e for e in ours if e.hand not in left], [e for e in ours if e.hand in left], encoder
        )
        for left in folds
    ]
    of_held = opinions(variant, ours, held, encoder)
    files = {name: np.array([e.file == name for e in held]) for name in sorted({str(e.file) for e in held})}
    found = []
    for title, which in variant.lines.items():
        row: dict[str, Any] = {"part": title, "hands left out": share([each.of(which) for each in left_out])}
        row |= {name: share([of_held.of(which, rows)]) for name, rows in files.items()}
        found.append((row, fitted([each.of(which) for each in left_out])))
    if variant.sense:
        trusts = [fitted([each.of(which) for each in left_out]) for which in ((0,), (0, 1))]
        row = {"part": SPARING, "hands left out": spared(left_out, *trusts)}
        row |= {name: spared([of_held.of((0, 1), rows)], *trusts) for name, rows in files.items()}
        found.append((row, trusts[1]))
    return found


def opinions(
    variant: Variant, train: Sequence[Said], test: Sequence[Said], encoder: Encoder | None
) -> Opinions:
    """What is held of the test sentences after the training ones."""
    functions = [each.function for each in train]
    texts, asked = ([variant.prepared(each.text) for each in some] for some in (train, test))
    chances = [Words.fit(texts, functions, variant.recipe).chances(asked)]
    if variant.sense and encoder:
        sense = Sense.fit(encoder, texts, functions, variant.recipe)
        chances.append(sense.regression.predict_proba(encoder.encode(asked)))
    names = sorted(set(functions))
    return Opinions(chances, np.array([names.index(each.function) for each in test]))


def share(several: Sequence[Opinions]) -> float:
    """How many of all are right, every opinion trusted alike."""
    likeliest = [_agreed(each, [1.0] * len(each.chances)).argmax(axis=1) for each in several]
    right = np.concatenate([found == each.right for found, each in zip(likeliest, several, strict=True)])
    return float(right.mean())


def spared(several: Sequence[Opinions], alone: Sequence[float], both: Sequence[float]) -> float:
    """The share of right answers when the encoder is asked only where words are not sure."""
    right = []
    for each in several:
        chances = _agreed(each.of((0,)), alone)
        unsure = np.flatnonzero(chances.max(axis=1) < PLAIN.sure)
        chances[unsure] = _agreed(each.of((0, 1), unsure), both)
        right.append(chances.argmax(axis=1) == each.right)
    return float(np.concatenate(right).mean())


def fitted(several: Sequence[Opinions]) -> list[float]:
    """The powers that make the right answers likeliest."""
    tried = map(list, product(TRUSTS, repeat=len(several[0].chances)))
    return min(tried, key=lambda trusts: _surprise(several, trusts))


def _surprise(several: Sequence[Opinions], trusts: Sequence[float]) -> float:
    return -sum(
        float(np.log(_agreed(each, trusts)[np.arange(len(each.right)), each.right] + 1e-12).sum())
        for each in several
    )


def _agreed(opinions: Opinions, trusts: Sequence[float]) -> Chances:
    return agreed(list(zip(opinions.chances, trusts, strict=True)))


if __name__ == "__main__":
    main()
