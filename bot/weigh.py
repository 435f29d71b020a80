"""Fits the weights of acts in their place: `python -m bot.weigh FOLDER` reads JSON Lines (`{"act",
"features", "hand", "text"}`), writes `weights.json.gz` into the folder and, where there is a sentence
encoder, `sense.npz`. With `--by-hand` it writes for each line what the weights of other hands make of it
instead: `{"words", "sense", "both", "sparing"}`, the last asking the encoder only where words are unsure."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from bot import sense_of_acts
from bot.nlu.encoder import Encoder, Remembering, chosen_encoder
from bot.sense_of_acts import Place

SEEN_TWICE = 2
"""A feature of one sentence alone says nothing of the next."""
GRAM, GRAM_WEIGHT = "g ", 0.8
REGULARISATION = 3.0
SMALLEST = 0.02
"""Weights below are left out."""
ROUNDED = 3
FOLDS = 4
WEIGHTS, SENSE = "weights.json.gz", "sense.npz"


class Example(NamedTuple):
    act: str
    features: list[str]
    hand: str
    text: str
    """Empty where only its words are looked at."""

    @property
    def place(self) -> Place:
        named = (
            next(each for each in self.features if each.startswith(name)) for name in ("place ", "kind ")
        )
        return Place(*named)


class Fitted(NamedTuple):
    """`weights`: (features, sorts), already scaled; `names` in the order of its rows."""

    sorts: list[str]
    names: list[str]
    weights: Any
    bias: Any


def fit(examples: Sequence[Example]) -> Fitted:
    """A multinomial logistic regression over the features."""
    vectoriser = CountVectorizer(analyzer=lambda each: each.features, binary=True, min_df=SEEN_TWICE)
    counted = vectoriser.fit_transform(examples)
    names = [str(name) for name in vectoriser.get_feature_names_out()]
    scale = np.array([GRAM_WEIGHT if name.startswith(GRAM) else 1.0 for name in names])
    regression = LogisticRegression(C=REGULARISATION, max_iter=200)
    regression.fit(counted.multiply(scale).tocsr(), [each.act for each in examples])
    weights = regression.coef_.T * scale[:, None]
    return Fitted([str(sort) for sort in regression.classes_], names, weights, regression.intercept_)


def as_json(fitted: Fitted) -> dict[str, Any]:
    """Sparse: feature → [[sort, weight] …]."""
    weights = {
        name: [
            [int(sort), round(float(row[sort]), ROUNDED)] for sort in np.flatnonzero(np.abs(row) >= SMALLEST)
        ]
        for name, row in zip(fitted.names, fitted.weights, strict=True)
    }
    return {
        "sorts": fitted.sorts,
        "bias": [round(float(each), ROUNDED) for each in fitted.bias],
        "weights": {name: row for name, row in weights.items() if row},
    }


def by_hand(
    examples: Sequence[Example], vectors: Any | None, trust: float, sure: float
) -> list[dict[str, str]]:
    """What is made of each line by weights fitted on other hands: a quarter of the hands is left out at a
    time. `trust` and `sure`: as the service uses them (`actions.dialogue.sensing`)."""
    found: list[dict[str, str]] = [{} for _ in examples]
    hands = sorted({each.hand for each in examples})
    for left_out in (hands[start::FOLDS] for start in range(FOLDS)):
        inside = [place for place, each in enumerate(examples) if each.hand not in left_out]
        outside = [place for place, each in enumerate(examples) if each.hand in left_out]
        words = list(
            _by_words(fit([examples[place] for place in inside]), [examples[place] for place in outside])
        )
        sense: list[Any] = (
            list(
                _by_sense(
                    [examples[place] for place in inside],
                    vectors[inside],
                    [examples[place] for place in outside],
                    vectors[outside],
                )
            )
            if vectors is not None
            else [np.zeros_like(each) for each in words]
        )
        sorts = sorted({examples[place].act for place in inside})
        for place, by_word, by_sense in zip(outside, words, sense, strict=True):
            both = by_word + trust * by_sense
            spared = by_word if by_word.max() >= np.log(sure) else both
            opinions = {"words": by_word, "sense": by_sense, "both": both, "sparing": spared}
            found[place] = {name: sorts[int(scores.argmax())] for name, scores in opinions.items()}
    return found


def _by_words(fitted: Fitted, examples: Sequence[Example]) -> Iterator[Any]:
    """The logarithms of the chances, in the order of the sorts."""
    rows = dict(zip(fitted.names, fitted.weights, strict=True))
    for each in examples:
        yield _logs(fitted.bias + sum(rows[name] for name in set(each.features) if name in rows))


def _by_sense(train: Sequence[Example], learnt: Any, test: Sequence[Example], vectors: Any) -> Iterator[Any]:
    sense = sense_of_acts.fit([each.act for each in train], [each.place for each in train], learnt)
    for each, vector in zip(test, vectors, strict=True):
        yield _logs(sense.scores(vector, each.place))


def _logs(scores: Any) -> Any:
    return scores - np.logaddexp.reduce(scores)


def encoder_at_hand() -> Encoder | None:
    """What it read is kept in the data folder, for the next time."""
    chosen, folder = chosen_encoder(), os.environ.get("HOTLINE_DATA_DIR")
    return Remembering(chosen, Path(folder) / "models" if folder else None) if chosen else None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--by-hand", nargs=2, type=float, metavar=("TRUST", "SURE"))
    options = parser.parse_args()
    examples = [Example(**json.loads(line)) for line in sys.stdin.buffer if line.strip()]
    encoder = encoder_at_hand()
    looked_at = encoder is not None and any(each.text for each in examples)
    vectors = encoder.encode([each.text or "。" for each in examples]) if encoder and looked_at else None
    if options.by_hand:
        for each in by_hand(examples, vectors, *options.by_hand):
            print(json.dumps(each))
        return
    weights = json.dumps(as_json(fit(examples)), ensure_ascii=False).encode()
    (options.folder / WEIGHTS).write_bytes(gzip.compress(weights, 9, mtime=0))
    if encoder is not None and vectors is not None:
        acts, places = [each.act for each in examples], [each.place for each in examples]
        sense_of_acts.fit(acts, places, vectors).save(options.folder / SENSE, encoder.name)


if __name__ == "__main__":
    main()
