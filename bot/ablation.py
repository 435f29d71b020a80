"""What each part of understanding adds: `python -m bot.ablation` reads labelled sentences, writes JSON.

Hands are left out in turn (train on the others, read theirs), so that no writer's manner is learnt and
tested at once; held-out files are read by a model of all hands. Also fits how far each opinion is to be
trusted, on the hands left out alone.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from bot.language.fold import fold
from bot.nlu.encoder import Encoder, Remembering, chosen_encoder
from bot.nlu.grams import View
from bot.nlu.meaning import ENDING, HEARD, WORDS, WRITTEN, Recipe, odds, without_case_numbers
from bot.nlu.opinions import Sense, Wording, agreed
from bot.nlu.regression import Chances
from bot.nlu.ruler import ruler

FOLDS = 3
LEFT_OUT = {WRITTEN: "hands left out", HEARD: "hands left out, recognised"}
"""The columns of what is read of the hands left out: what they wrote, and what a recogniser heard of it."""
RECOGNISED = "recognised"
"""What the name of a held-out file says if a recogniser wrote its sentences down."""
PLAIN = Recipe()
TRUSTS = (0.0, 0.4, 0.8, 1.2, 1.6)
FINER = (0.2, 0.1)
SPARING = "词、音、句尾，没有把握才问句意"
ALL, ALONE = (0, 1, 2), (0, 1)


@dataclass(frozen=True)
class Said:
    """A labelled sentence; `hand` is who wrote it, `heard` whether a recogniser then wrote it down, `file`
    where it is held out (else None)."""

    text: str
    function: str
    hand: str
    heard: bool
    file: str | None


@dataclass(frozen=True)
class Variant:
    """One way of training, and the lines of the table it gives: a title, and which of the opinions count."""

    lines: Mapping[str, tuple[int, ...]]
    views: tuple[View, ...] = WORDS
    prepared: Callable[[str], str] = without_case_numbers
    further: bool = False
    """Whether there are the opinions by ending and by sense."""
    heard: bool = True
    """Whether recognised sentences are trained on."""


@dataclass(frozen=True)
class Opinions:
    """Arrays of chances (a row each): by words, ending, sense; the functions that are their columns; and
    the column of each sentence's own."""

    chances: list[Chances]
    functions: list[str]
    right: Any
    how: str = WRITTEN
    """WRITTEN or HEARD."""

    def rows(self, rows: Any, how: str | None = None) -> Opinions:
        chances = [each[rows] for each in self.chances]
        return Opinions(chances, self.functions, self.right[rows], how or self.how)

    def agreed(self, which: Sequence[int], trusts: Sequence[float]) -> Chances:
        before = odds(self.functions, PLAIN.outside[self.how])
        return agreed([self.chances[number] for number in which], trusts, before)


def masked(text: str) -> str:
    return ruler().masked(without_case_numbers(text))


VARIANTS = (
    Variant({"字": (0,)}, (View("characters", 3),)),
    Variant({"字、词界": (0,)}, WORDS[:1]),
    Variant({"音": (0,)}, WORDS[1:]),
    Variant(
        {
            "词、音": (0,),
            "句尾": (1,),
            "词、音、句尾": ALONE,
            "句意": (2,),
            "词、音、句意": (0, 2),
            "词、音、句尾、句意": ALL,
        },
        further=True,
    ),
    Variant({"词、音，法院、案由、文书换成类名": (0,)}, prepared=masked),
    Variant({"词、音，不学识别出来的句子": (0,)}, heard=False),
)


def main() -> None:
    said = [_folded(Said(**json.loads(line))) for line in sys.stdin.buffer if line.strip()]
    chosen = chosen_encoder()
    if chosen is None:
        sys.exit("no sentence encoder")
    folder = os.environ.get("HOTLINE_DATA_DIR")
    encoder = Remembering(chosen, Path(folder) / "models" if folder else None)
    table, trust = [], {}
    for variant in VARIANTS:
        rows, trusts = tried(variant, said, encoder)
        table += rows
        trust.update(trusts)
        print(json.dumps(rows, ensure_ascii=False), file=sys.stderr, flush=True)
    print(json.dumps({"table": table, "trust": trust}))


def tried(
    variant: Variant, said: Sequence[Said], encoder: Encoder
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """For each line of a variant: the shares of right answers on the hands left out and on each held-out
    file; and the trusts that fit the hands left out best."""
    ours = [each for each in said if each.file is None]
    held = [each for each in said if each.file]
    hands = sorted({each.hand for each in ours})
    left_out: dict[str, list[Opinions]] = {WRITTEN: [], HEARD: []}
    for left in (hands[number::FOLDS] for number in range(FOLDS)):
        test = [each for each in ours if each.hand in left]
        found = opinions(variant, [each for each in ours if each.hand not in left], test, encoder)
        heard = np.array([each.heard for each in test])
        left_out[WRITTEN].append(found.rows(~heard))
        left_out[HEARD].append(found.rows(heard, HEARD))
    of_held = opinions(variant, ours, held, encoder)
    columns = {LEFT_OUT[how]: _joined(parts) for how, parts in left_out.items()}
    for name in sorted({str(each.file) for each in held}):
        how = HEARD if RECOGNISED in name else WRITTEN
        columns[name] = of_held.rows(np.array([each.file == name for each in held]), how)
    table = [{"part": title, **_shares(columns, which)} for title, which in variant.lines.items()]
    if not variant.further:
        return table, {}
    trust = {
        title: {how: fitted(columns[name], which) for how, name in LEFT_OUT.items()}
        for title, which in (("三个意见", ALL), ("不问句意", ALONE))
    }
    table.append({"part": SPARING, **_spared(columns, trust["三个意见"], trust["不问句意"])})
    return table, trust


def opinions(variant: Variant, train: Sequence[Said], test: Sequence[Said], encoder: Encoder) -> Opinions:
    """What is held of the test sentences after the training ones."""
    train = [each for each in train if variant.heard or not each.heard]
    names = sorted({each.function for each in train})
    texts, asked = ([variant.prepared(each.text) for each in some] for some in (train, test))
    said = dict.fromkeys(zip(texts, (names.index(each.function) for each in train), strict=True))
    fit = [text for text, _ in said], [function for _, function in said]
    chances = [Wording.fit(*fit, variant.views).chances(asked)]
    if variant.further:
        chances.append(Wording.fit(*fit, ENDING).chances(asked))
        sense = Sense.fit(encoder, *fit, PLAIN.sense_penalty, PLAIN.sense_sentences)
        chances.append(sense.chances(encoder, asked))
    return Opinions(chances, names, np.array([names.index(each.function) for each in test]))


def fitted(opinions: Opinions, which: Sequence[int]) -> list[float]:
    """The powers that make the right answers likeliest, to a tenth."""

    def best(tried: Iterable[Iterable[float]]) -> list[float]:
        return min(map(list, tried), key=lambda trusts: _surprise(opinions, which, trusts))

    found = best(product(TRUSTS, repeat=len(which)))
    for step in FINER:
        found = best(product(*((max(0.0, each - step), each, each + step) for each in found)))
    return [round(each, 1) for each in found]


def _folded(said: Said) -> Said:
    return replace(said, text=fold(said.text))


def _joined(parts: Sequence[Opinions]) -> Opinions:
    chances = [np.concatenate(each) for each in zip(*(part.chances for part in parts), strict=True)]
    return Opinions(chances, parts[0].functions, np.concatenate([part.right for part in parts]), parts[0].how)


def _shares(columns: Mapping[str, Opinions], which: Sequence[int]) -> dict[str, float]:
    """Every opinion trusted alike."""
    trusts = [1.0] * len(which)
    return {
        name: float((each.agreed(which, trusts).argmax(axis=1) == each.right).mean())
        for name, each in columns.items()
    }


def _spared(
    columns: Mapping[str, Opinions], trust: Mapping[str, list[float]], alone: Mapping[str, list[float]]
) -> dict[str, float]:
    """The encoder asked only where words and ending are not sure; each as trusted as fits the hands left
    out."""
    shares = {}
    for name, each in columns.items():
        chances = each.agreed(ALONE, alone[each.how])
        unsure = np.flatnonzero(chances.max(axis=1) < PLAIN.sure)
        chances[unsure] = each.rows(unsure).agreed(ALL, trust[each.how])
        shares[name] = float((chances.argmax(axis=1) == each.right).mean())
    return shares


def _surprise(opinions: Opinions, which: Sequence[int], trusts: Sequence[float]) -> float:
    chances = opinions.agreed(which, trusts)
    return -float(np.log(chances[np.arange(len(opinions.right)), opinions.right] + 1e-12).sum())


if __name__ == "__main__":
    main()
