"""Opinions on which function a sentence means: by its words, by how it ends, by its sense.

Each is learnt by itself and gives a chance to every function; `agreed` multiplies them, each to the power it
is trusted with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jieba
import numpy as np
from pypinyin import lazy_pinyin
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from bot.language.clauses import meant
from bot.nlu.encoder import Encoder

SEED = 12368
END = "$"
jieba.setLogLevel("ERROR")
_NEVER = 1e-9
"""No function is held to be impossible."""

Chances = Any
"""An array: a row a text, a column a function (in the order of their codes)."""


class View(NamedTuple):
    """What is read of a text ("characters", "words", "syllables", "ending") and the longest n-gram of it."""

    of: str
    longest: int


@dataclass(frozen=True)
class Wording:
    """The opinion of a logistic regression over n-grams."""

    views: list[tuple[str, TfidfVectorizer]]
    regression: LogisticRegression

    @classmethod
    def fit(
        cls, texts: Sequence[str], functions: Sequence[str], views: Sequence[View], regularisation: float
    ) -> Wording:
        """`regularisation` is an inverse strength, as in scikit-learn: greater means freer."""
        used = [(view.of, _vectorizer(view)) for view in views]
        features = hstack([each.fit_transform(_read(what, texts)) for what, each in used])
        regression = LogisticRegression(
            C=regularisation, class_weight="balanced", max_iter=60, tol=1e-2, random_state=SEED
        )
        return cls(used, regression.fit(features, functions))

    def chances(self, texts: Sequence[str]) -> Chances:
        features = hstack([each.transform(_read(what, texts)) for what, each in self.views])
        return self.regression.predict_proba(csr_matrix(features))


@dataclass(frozen=True)
class Sense:
    """The opinion by the vectors of a sentence encoder, which knows words that no training sentence has;
    `encoder` is the name of the one it was learnt with."""

    encoder: str
    regression: Pipeline

    @classmethod
    def fit(
        cls,
        encoder: Encoder,
        texts: Sequence[str],
        functions: Sequence[str],
        regularisation: float,
        sentences: int,
    ) -> Sense:
        """Reads at most so many sentences of a function: that takes most of a training."""
        regression = make_pipeline(
            StandardScaler(),
            LogisticRegression(
                C=regularisation, class_weight="balanced", max_iter=150, tol=1e-2, random_state=SEED
            ),
        )
        read = _spread(functions, sentences)
        vectors = encoder.encode([meant(texts[number]) for number in read])
        return cls(encoder.name, regression.fit(vectors, [functions[number] for number in read]))

    def chances(self, encoder: Encoder, texts: Sequence[str]) -> Chances:
        """A vector knows no negation: what a text denies is not shown to the encoder."""
        return self.regression.predict_proba(encoder.encode([meant(text) for text in texts]))


def agreed(opinions: Sequence[Chances], trusts: Sequence[float], odds: Chances) -> Chances:
    """The product of opinions, each to its power, and of the odds of each function before anything is said,
    as chances again."""
    logs = np.log(odds) + sum(
        trust * np.log(chances + _NEVER) for chances, trust in zip(opinions, trusts, strict=True)
    )
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _vectorizer(view: View) -> TfidfVectorizer:
    ending = view.of == "ending"
    pieces = {"token_pattern": r"\S+"} if view.of == "syllables" else {"analyzer": "char"}
    shortest = 2 if ending else 1
    rarest = 4 if ending else 3
    return TfidfVectorizer(ngram_range=(shortest, view.longest), min_df=rarest, sublinear_tf=True, **pieces)


_LAST = 10
"""Characters: 还没有消息吗 and 要带什么材料 say what is wanted, whatever it is wanted of."""


def _read(what: str, texts: Sequence[str]) -> list[str]:
    if what == "syllables":
        return [" ".join(lazy_pinyin(text)) for text in texts]
    if what == "words":
        return [" ".join(jieba.cut(text)) for text in texts]
    return [text[-_LAST:] + END for text in texts] if what == "ending" else list(texts)


def _spread(functions: Sequence[str], most: int) -> list[int]:
    """Which sentences to take: all of a function, or `most` of them from its first to its last, so that every
    hand is among them."""
    places: dict[str, list[int]] = {}
    for number, function in enumerate(functions):
        places.setdefault(function, []).append(number)
    return sorted(
        each[number * len(each) // min(most, len(each))]
        for each in places.values()
        for number in range(min(most, len(each)))
    )
