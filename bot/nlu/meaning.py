"""Which function a sentence means: logistic regression over raw characters and over sound.

Character n-grams cross word boundaries, which Chinese does not mark; syllable n-grams let 保权 still be
read as 保全 when a recogniser wrote the wrong character. Whole short answers and names of functions are
not guessed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import skops.io
from pypinyin import lazy_pinyin
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.language.case_reading import read_case_numbers
from bot.language.courts import CourtDirectory
from bot.language.short_answers import said_outright

FILE = "classifier.skops"
RANKING = 5
SHORTEST_NUMBER = 5
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]
"""What a vectoriser holds besides scikit-learn's own types."""

Ranking = list[tuple[str, float]]
"""Functions with their chances, the likeliest first, at most RANKING of them."""


@dataclass(frozen=True)
class FunctionModel:
    """A trained model; `rank` reads, `fit` makes one. Texts are folded (`bot.language.fold`)."""

    characters: TfidfVectorizer
    syllables: TfidfVectorizer
    regression: LogisticRegression

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        functions: Sequence[str],
        *,
        characters: int,
        syllables: int,
        inverse_regularisation: float,
    ) -> FunctionModel:
        """Train on sentences and their functions; `characters` and `syllables` are the longest n-grams."""
        model = cls(
            TfidfVectorizer(analyzer="char", ngram_range=(1, characters), sublinear_tf=True, min_df=2),
            TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, syllables), sublinear_tf=True, min_df=2),
            LogisticRegression(
                C=inverse_regularisation, class_weight="balanced", max_iter=300, tol=1e-3, random_state=12368
            ),
        )
        bare = [without_case_numbers(text) for text in texts]
        features = hstack(
            [model.characters.fit_transform(bare), model.syllables.fit_transform(map(_sound, bare))]
        )
        model.regression.fit(features, functions)
        return model

    @classmethod
    def from_bytes(cls, stored: bytes) -> FunctionModel:
        """Raises skops' errors for anything but a stored model; nothing in it is run."""
        return cls(*skops.io.loads(stored, trusted=_TRUSTED))

    def to_bytes(self) -> bytes:
        stored: bytes = skops.io.dumps([self.characters, self.syllables, self.regression])
        return stored

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """One ranking a text. Many texts at once cost a fraction of the same one by one."""
        outright = [said_outright(text) for text in texts]
        classified = iter(
            self.classify([text for text, said in zip(texts, outright, strict=True) if said is None])
        )
        return [[(said, 1.0)] if said else next(classified) for said in outright]

    def classify(self, texts: Sequence[str]) -> list[Ranking]:
        """The regression alone, without what is said outright."""
        if not texts:
            return []
        names = [str(name) for name in self.regression.classes_]
        chances = self.regression.predict_proba(self._features(texts))
        return [
            sorted(zip(names, map(float, row), strict=True), key=lambda meaning: -meaning[1])[:RANKING]
            for row in chances
        ]

    def _features(self, texts: Sequence[str]) -> csr_matrix:
        bare = [without_case_numbers(text) for text in texts]
        return hstack([self.characters.transform(bare), self.syllables.transform(map(_sound, bare))])


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


def _sound(text: str) -> str:
    return " ".join(lazy_pinyin(text))
