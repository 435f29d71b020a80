"""Which function a sentence means: by its words, and by its sense.

By its words: logistic regression over n-grams of characters, with a blank where jieba sees a new word
begin, and of syllables, which let 保权 still be read as 保全. By its sense: the same over the vector of a
sentence encoder, which knows words that no training sentence has. The two opinions are multiplied, each to
the power that made the confidence of the product true on sentences of hands left out (`hotline ablate`).
Whole short answers and names of functions are not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import jieba
import numpy as np
import skops.io
from pypinyin import lazy_pinyin
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from bot.language.case_reading import read_case_numbers
from bot.language.courts import CourtDirectory
from bot.language.short_answers import said_outright
from bot.nlu.encoder import Encoder, chosen_encoder

FILE = "classifier.skops"
RANKING = 5
SHORTEST_NUMBER = 5
SEED = 12368
jieba.setLogLevel("ERROR")
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]
"""What a vectoriser holds besides scikit-learn's own types."""
_FOREIGN, _HAN = re.compile("[A-Za-z]"), re.compile("[\u4e00-\u9fff]")
UNKNOWN = 0.2
"""Not enough to do anything on it but ask."""
_NEVER = 1e-9
"""No function is held to be impossible."""

Ranking = list[tuple[str, float]]
"""Functions with their chances, the likeliest first, at most RANKING of them."""
Chances = Any
"""An array: a row a text, a column a function."""


@dataclass(frozen=True)
class Recipe:
    """How a model is made: the values of config.yml."""

    characters: int = 3
    """The longest n-gram of characters; 0 does without."""
    syllables: int = 2
    """The same of syllables."""
    cut: bool = True
    """Whether characters are read with blanks between words."""
    words_regularisation: float = 50.0
    sense_regularisation: float = 0.05
    """Inverse strength, as in scikit-learn: greater means freer."""
    sense_sentences: int = 80
    """So many sentences of a function at most are read for their sense: that takes most of a training."""
    words_trust: float = 1.0
    sense_trust: float = 1.0
    """The powers of the two opinions."""
    alone_trust: float = 1.0
    """The power of the words' opinion where the encoder is not asked."""
    sure: float = 0.98
    """From this chance on, words alone decide: the encoder would take ten times as long and change nothing
    (`hotline ablate`)."""


@dataclass(frozen=True)
class Words:
    """The opinion by words."""

    vectorizers: list[tuple[str, TfidfVectorizer]]
    """What each reads ("characters" or "syllables")."""
    regression: LogisticRegression
    cut: bool

    @classmethod
    def fit(cls, texts: Sequence[str], functions: Sequence[str], recipe: Recipe) -> Words:
        characters = TfidfVectorizer(
            analyzer="char", ngram_range=(1, recipe.characters), sublinear_tf=True, min_df=2
        )
        syllables = TfidfVectorizer(
            token_pattern=r"\S+", ngram_range=(1, recipe.syllables), sublinear_tf=True, min_df=2
        )
        used = [("characters", characters)] * bool(recipe.characters)
        used += [("syllables", syllables)] * bool(recipe.syllables)
        features = hstack([each.fit_transform(_read(what, texts, recipe.cut)) for what, each in used])
        regression = LogisticRegression(
            C=recipe.words_regularisation, class_weight="balanced", max_iter=60, tol=1e-2, random_state=SEED
        )
        return cls(used, regression.fit(features, functions), recipe.cut)

    def chances(self, texts: Sequence[str]) -> Chances:
        features = hstack([each.transform(_read(what, texts, self.cut)) for what, each in self.vectorizers])
        return self.regression.predict_proba(csr_matrix(features))


@dataclass(frozen=True)
class Sense:
    """The opinion by sense; `encoder` is the name of the encoder that it was learnt with."""

    encoder: str
    regression: Pipeline

    @classmethod
    def fit(cls, encoder: Encoder, texts: Sequence[str], functions: Sequence[str], recipe: Recipe) -> Sense:
        regression = make_pipeline(
            StandardScaler(),
            LogisticRegression(
                C=recipe.sense_regularisation,
                class_weight="balanced",
                max_iter=150,
                tol=1e-2,
                random_state=SEED,
            ),
        )
        read = _spread(functions, recipe.sense_sentences)
        vectors = encoder.encode([texts[number] for number in read])
        return cls(encoder.name, regression.fit(vectors, [functions[number] for number in read]))


@dataclass(frozen=True)
class FunctionModel:
    """A trained model; `rank` reads, `fit` makes one. Texts are folded (`bot.language.fold`)."""

    words: Words
    sense: Sense | None
    recipe: Recipe
    encoder: Encoder | None

    @classmethod
    def fit(
        cls, texts: Sequence[str], functions: Sequence[str], recipe: Recipe, encoder: Encoder | None
    ) -> FunctionModel:
        """Train on sentences and their functions."""
        bare = [without_case_numbers(text) for text in texts]
        sense = Sense.fit(encoder, bare, functions, recipe) if encoder else None
        return cls(Words.fit(bare, functions, recipe), sense, recipe, encoder)

    @classmethod
    def from_bytes(cls, stored: bytes) -> FunctionModel:
        """Raises skops' errors for anything but a stored model (nothing in it is run), LookupError if it was
        learnt with another encoder than the environment names now."""
        words, sense, recipe = skops.io.loads(stored, trusted=_TRUSTED)
        jieba.initialize()  # not at the first caller's expense
        encoder = chosen_encoder() if sense else None
        if sense and (encoder is None or encoder.name != sense[0]):
            raise LookupError(f"the model was learnt with the encoder {sense[0]}")
        return cls(Words(*words), Sense(*sense) if sense else None, Recipe(**recipe), encoder)

    def to_bytes(self) -> bytes:
        words = [self.words.vectorizers, self.words.regression, self.words.cut]
        sense = [self.sense.encoder, self.sense.regression] if self.sense else None
        stored: bytes = skops.io.dumps([words, sense, vars(self.recipe)])
        return stored

    @property
    def functions(self) -> list[str]:
        return [str(name) for name in self.words.regression.classes_]

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """One ranking a text. Many texts at once cost a fraction of the same one by one."""
        known = [_without_guess(text) for text in texts]
        guessed = iter(self.classify([text for text, said in zip(texts, known, strict=True) if said is None]))
        return [said or next(guessed) for said in known]

    def classify(self, texts: Sequence[str]) -> list[Ranking]:
        """The two opinions alone, without what is said outright."""
        if not texts:
            return []
        rows = self._chances([without_case_numbers(text) for text in texts])
        meanings = [zip(self.functions, map(float, row), strict=True) for row in rows]
        return [sorted(each, key=lambda meaning: -meaning[1])[:RANKING] for each in meanings]

    def _chances(self, bare: Sequence[str]) -> Chances:
        by_words = self.words.chances(bare)
        chances = agreed([(by_words, self.recipe.alone_trust)])
        unsure = np.flatnonzero(chances.max(axis=1) < self.recipe.sure)
        if self.sense and self.encoder and len(unsure):
            vectors = self.encoder.encode([bare[number] for number in unsure])
            by_sense = self.sense.regression.predict_proba(vectors)
            chances[unsure] = agreed(
                [(by_words[unsure], self.recipe.words_trust), (by_sense, self.recipe.sense_trust)]
            )
        return chances


def agreed(opinions: Sequence[tuple[Chances, float]]) -> Chances:
    """The product of opinions, each to its power, as chances again."""
    logs = sum(trust * np.log(chances + _NEVER) for chances, trust in opinions)
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def without_case_numbers(text: str) -> str:
    """A case number says which case and never what is wanted of it: its digits would drown the few words
    beside it."""
    for found in reversed(read_case_numbers(text, _courts(), date.today())):
        if found.kind in ("exact", "partial") and found.end - found.start >= SHORTEST_NUMBER:
            text = text[: found.start] + "案号" + text[found.end :]
    return text


@cache
def _courts() -> CourtDirectory:
    return CourtDirectory.load_default()


def _without_guess(text: str) -> Ranking | None:
    """What needs no guess, or admits of none: nobody of ours wrote in Latin letters alone, and the encoder,
    which reads a hundred languages, would be sure of what was never meant (/restart)."""
    if said := said_outright(text):
        return [(said, 1.0)]
    return [("other.out_of_scope", UNKNOWN)] if _FOREIGN.search(text) and not _HAN.search(text) else None


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


def _read(what: str, texts: Sequence[str], cut: bool) -> list[str]:
    if what == "syllables":
        return [" ".join(lazy_pinyin(text)) for text in texts]
    return [" ".join(jieba.cut(text)) for text in texts] if cut else list(texts)
