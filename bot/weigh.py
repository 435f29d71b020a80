"""Fits the weights of acts in their place: `python -m bot.weigh` reads JSON Lines (`{"act", "features",
"hand"}`)
and writes one JSON object, the weights, or with `--by-hand` for each line what the others' hands make of
it."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

SEEN_TWICE = 2
"""A feature of one sentence alone says nothing of the next."""
GRAM, GRAM_WEIGHT = "g ", 0.8
REGULARISATION = 3.0
SMALLEST = 0.02
"""Weights below are left out."""
ROUNDED = 3
FOLDS = 4


class Example(NamedTuple):
    act: str
    features: list[str]
    hand: str


class Fitted(NamedTuple):
    """`weights`: (features, sorts), already scaled; `names` in the order of its rows."""

    sorts: list[str]
    names: list[str]
    weights: Any
    bias: Any


def fit(examples: list[Example]) -> Fitted:
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


def by_hand(examples: list[Example]) -> list[str]:
    """What is made of each line by weights fitted on other hands: a quarter of the hands is left out at a
    time."""
    found = [""] * len(examples)
    hands = sorted({each.hand for each in examples})
    for left_out in (hands[start::FOLDS] for start in range(FOLDS)):
        fitted = fit([each for each in examples if each.hand not in left_out])
        rows = {name: row for name, row in zip(fitted.names, fitted.weights, strict=True)}
        for place, each in enumerate(examples):
            if each.hand in left_out:
                sums = fitted.bias + sum(rows[name] for name in set(each.features) if name in rows)
                found[place] = fitted.sorts[int(np.argmax(sums))]
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--by-hand", action="store_true")
    options = parser.parse_args()
    examples = [Example(**json.loads(line)) for line in sys.stdin.buffer if line.strip()]
    if options.by_hand:
        for each in by_hand(examples):
            print(json.dumps(each))
    else:
        print(json.dumps(as_json(fit(examples)), ensure_ascii=False))


if __name__ == "__main__":
    main()
