"""Opinions on which function a sentence means: by its words, by how it ends, by its sense.

Each is learnt by itself and gives a chance to every function; `agreed` multiplies them, each to the power it
is trusted with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.language.clauses import meant
from bot.nlu.encoder import Encoder
from bot.nlu.grams import Grams, View, features, learnt
from bot.nlu.regression import Chances, Regression

_NEVER = 1e-9
"""No function is held to be impossible."""
_RATE, _SENSE_RATE = 0.2, 0.05


@dataclass(frozen=True)
class Wording:
    """The opinion of a logistic regression over n-grams."""

    grams: Sequence[Grams]
    regression: Regression

    @classmethod
    def fit(cls, texts: Sequence[str], functions: Sequence[int], views: Sequence[View]) -> Wording:
        """`functions` are the numbers of the texts' functions, from 0."""
        grams, read = learnt(views, texts)
        return cls(grams, Regression.fit(read, functions, rate=_RATE))

    def chances(self, texts: Sequence[str]) -> Chances:
        return self.regression.chances(features(self.grams, texts))


@dataclass(frozen=True)
class Sense:
    """The opinion by the vectors of a sentence encoder, which knows words that no training sentence has;
    `encoder` is the name of the one it was learnt with."""

    encoder: str
    regression: Regression

    @classmethod
    def fit(
        cls,
        encoder: Encoder,
        texts: Sequence[str],
        functions: Sequence[int],
        penalty: float,
        sentences: int,
    ) -> Sense:
        """Reads at most so many sentences of a function: that takes most of a training."""
        read = _spread(functions, sentences)
        vectors = encoder.encode([meant(texts[number]) for number in read])
        middle, spread = vectors.mean(axis=0), vectors.std(axis=0) + np.float32(1e-6)
        learnt = Regression.fit(
            (vectors - middle) / spread,
            [functions[number] for number in read],
            rate=_SENSE_RATE,
            penalty=penalty,
        )
        weights = learnt.weights / spread[:, None]
        return cls(encoder.name, Regression(weights, learnt.bias - middle @ weights))

    def chances(self, encoder: Encoder, texts: Sequence[str]) -> Chances:
        """A vector knows no negation: what a text denies is not shown to the encoder."""
        return self.regression.chances(encoder.encode([meant(text) for text in texts]))


def agreed(opinions: Sequence[Chances], trusts: Sequence[float], odds: Chances) -> Chances:
    """The product of opinions, each to its power, and of the odds of each function before anything is said,
    as chances again."""
    logs = np.log(odds) + sum(
        trust * np.log(chances + _NEVER) for chances, trust in zip(opinions, trusts, strict=True)
    )
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _spread(functions: Sequence[int], most: int) -> list[int]:
    """Which sentences to take: all of a function, or `most` of them from its first to its last, so that every
    hand is among them."""
    places: dict[int, list[int]] = {}
    for number, function in enumerate(functions):
        places.setdefault(function, []).append(number)
    return sorted(
        each[number * len(each) // min(most, len(each))]
        for each in places.values()
        for number in range(min(most, len(each)))
    )
