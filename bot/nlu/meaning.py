"""Which function a sentence means: three opinions (`bot.nlu.opinions`), and what needs none.

How far each is trusted is fitted on sentences of hands left out (`hotline ablate`), so that a confidence is
the chance of being right: apart for what was written and for what a recogniser heard, where characters lie
and sounds do not. Whole short answers and names of functions are not guessed at.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import jieba
import numpy as np

from bot.language.case_reading import read_case_numbers
from bot.language.courts import CourtDirectory
from bot.language.short_answers import said_outright
from bot.nlu.encoder import Encoder, chosen_encoder
from bot.nlu.grams import Grams, View
from bot.nlu.opinions import Sense, Wording, agreed
from bot.nlu.regression import Chances, Regression

FILE = "classifier.npz"
RANKING = 5
SHORTEST_NUMBER = 5
OUTSIDE = "other.out_of_scope"
WRITTEN, HEARD = "written", "heard"
_FOREIGN, _HAN = re.compile("[A-Za-z]"), re.compile("[\u4e00-\u9fff]")
UNKNOWN = 0.2
"""Not enough to do anything on it but ask."""

Ranking = list[tuple[str, float]]
"""Functions with their chances, the likeliest first, at most RANKING of them."""


@dataclass(frozen=True)
class Recipe:
    """How a model is made: the values of config.yml."""

    sense_penalty: float = 10.0
    sense_sentences: int = 150
    """So many sentences of a function at most are read for their sense."""
    trust: Mapping[str, Sequence[float]] = field(
        default_factory=lambda: {WRITTEN: (1.0, 1.0, 1.0), HEARD: (1.0, 1.0, 1.0)}
    )
    """The powers of words, ending and sense."""
    alone: Mapping[str, Sequence[float]] = field(
        default_factory=lambda: {WRITTEN: (1.0, 1.0), HEARD: (1.0, 1.0)}
    )
    """The powers of words and ending where the encoder is not asked."""
    sure: float = 0.98
    """From this chance on, words and ending decide alone: the encoder would take ten times as long and change
    nothing (`hotline ablate`)."""
    outside: Mapping[str, float] = field(default_factory=lambda: {WRITTEN: 5.0, HEARD: 2.0})
    """The odds that a sentence is out of scope, against those of any one function: no training sentences
    cover the world outside; but what was badly heard is not foreign for that."""


@dataclass(frozen=True)
class FunctionModel:
    """A trained model; `rank` reads, `fit` makes one. Texts are folded (`bot.language.fold`)."""

    functions: Sequence[str]
    words: Wording
    ending: Wording
    sense: Sense | None
    recipe: Recipe
    encoder: Encoder | None

    @classmethod
    def fit(
        cls, texts: Sequence[str], functions: Sequence[str], recipe: Recipe, encoder: Encoder | None
    ) -> FunctionModel:
        """Train on sentences and their functions; who says the same twice has said it once."""
        said = dict.fromkeys(zip(map(without_case_numbers, texts), functions, strict=True))
        bare = [text for text, _ in said]
        names = sorted(set(functions))
        right = [names.index(function) for _, function in said]
        with ThreadPoolExecutor(1) as beside:  # the encoder works outside Python
            sense = encoder and beside.submit(
                Sense.fit, encoder, bare, right, recipe.sense_penalty, recipe.sense_sentences
            )
            words, ending = (Wording.fit(bare, right, views) for views in (WORDS, ENDING))
            return cls(names, words, ending, sense.result() if sense else None, recipe, encoder)

    @classmethod
    def from_bytes(cls, stored: bytes) -> FunctionModel:
        """Raises ValueError or OSError for anything but a stored model (nothing in it is run), LookupError
        if it was learnt with another encoder than the environment names now."""
        with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
            told = json.loads(bytes(arrays["told"]))
            words, ending = (_wording(told[name], arrays, name) for name in ("words", "ending"))
            sense = Sense(told["encoder"], _regression(arrays, "sense")) if told["encoder"] else None
        jieba.initialize()  # not at the first caller's expense
        encoder = chosen_encoder() if sense else None
        if sense and (encoder is None or encoder.name != sense.encoder):
            raise LookupError(f"the model was learnt with the encoder {sense.encoder}")
        return cls(told["functions"], words, ending, sense, Recipe(**told["recipe"]), encoder)

    def to_bytes(self) -> bytes:
        told = {
            "functions": self.functions,
            "recipe": asdict(self.recipe),
            "encoder": self.sense.encoder if self.sense else None,
            **{
                name: [[grams.view, grams.known] for grams in wording.grams]
                for name, wording in (("words", self.words), ("ending", self.ending))
            },
        }
        arrays = {"told": np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), np.uint8)}
        for name, opinion in (("words", self.words), ("ending", self.ending), ("sense", self.sense)):
            if opinion:
                arrays |= {name: opinion.regression.weights, f"{name} bias": opinion.regression.bias}
        for name, wording in (("words", self.words), ("ending", self.ending)):
            arrays |= {f"{name} {number}": each.weights for number, each in enumerate(wording.grams)}
        file = io.BytesIO()
        np.savez(file, **arrays)
        return file.getvalue()

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """One ranking a written text. Many texts at once cost a fraction of the same one by one."""
        return self._rank(texts, WRITTEN)

    def rank_heard(self, texts: Sequence[str]) -> list[Ranking]:
        """The same of what a recogniser heard."""
        return self._rank(texts, HEARD)

    def _rank(self, texts: Sequence[str], how: str) -> list[Ranking]:
        known = [_without_guess(text) for text in texts]
        unknown = [text for text, said in zip(texts, known, strict=True) if said is None]
        guessed = iter(self._classify(unknown, how))
        return [said or next(guessed) for said in known]

    def _classify(self, texts: Sequence[str], how: str) -> list[Ranking]:
        if not texts:
            return []
        rows = self._chances([without_case_numbers(text) for text in texts], how)
        meanings = [zip(self.functions, map(float, row), strict=True) for row in rows]
        return [sorted(each, key=lambda meaning: -meaning[1])[:RANKING] for each in meanings]

    def _chances(self, bare: Sequence[str], how: str) -> Chances:
        before = odds(self.functions, self.recipe.outside[how])
        told = [self.words.chances(bare), self.ending.chances(bare)]
        chances = agreed(told, self.recipe.alone[how], before)
        unsure = np.flatnonzero(chances.max(axis=1) < self.recipe.sure)
        if self.sense and self.encoder and len(unsure):
            sensed = self.sense.chances(self.encoder, [bare[number] for number in unsure])
            opinions = [*(each[unsure] for each in told), sensed]
            chances[unsure] = agreed(opinions, self.recipe.trust[how], before)
        return chances


WORDS = (View("words", 3), View("syllables", 2))
ENDING = (View("ending", 5),)


def _wording(views: Sequence[Any], arrays: Mapping[str, Any], name: str) -> Wording:
    grams = [
        Grams(View(*view), known, arrays[f"{name} {number}"]) for number, (view, known) in enumerate(views)
    ]
    return Wording(grams, _regression(arrays, name))


def _regression(arrays: Mapping[str, Any], name: str) -> Regression:
    return Regression(arrays[name], arrays[f"{name} bias"])


def odds(functions: Sequence[str], outside: float) -> Chances:
    """How likely each function is before anything is said, against the others."""
    return np.array([outside if function == OUTSIDE else 1.0 for function in functions])


def without_case_numbers(text: str) -> str:
    """A case number says which case and never what is wanted of it: its digits would drown the few words
    beside it."""
    for found in reversed(read_case_numbers(text, CourtDirectory.load_default(), date.today())):
        if found.kind in ("exact", "partial") and found.end - found.start >= SHORTEST_NUMBER:
            text = text[: found.start] + "案号" + text[found.end :]
    return text


def _without_guess(text: str) -> Ranking | None:
    """What needs no guess, or admits of none: nobody of ours wrote in Latin letters alone, and the encoder,
    which reads a hundred languages, would be sure of what was never meant (/restart)."""
    if said := said_outright(text):
        return [(said, 1.0)]
    return [(OUTSIDE, UNKNOWN)] if _FOREIGN.search(text) and not _HAN.search(text) else None
