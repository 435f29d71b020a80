"""How near a question is to each entry: in words (BM25 over what jieba cuts) and in sense (the sentence
encoder, where there is one), by the wordings it can be asked in and by what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import bm25s
import numpy as np

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.words import Cut, cut_here, tokens
from bot.nlu.encoder import Encoder

FEATURES = ("words", "told", "near", "says", "whole")
"""Of each entry: how much of the question its nearest wording has, and its answer; the likeness in sense of
its nearest wording, of the nearest sentence of its answer, and of all together. Without an encoder only the
first two."""
IN_WORDS = 2
Nearness = Any
"""An array: a row an entry, a column a feature."""


class Index:
    """Entries as they can be compared with. `reads` encodes what they hold (it may remember), `encoder` what
    is asked; `cut` finds the words of both."""

    def __init__(
        self,
        entries: Sequence[Entry],
        encoder: Encoder | None,
        reads: Encoder | None = None,
        cut: Cut = cut_here,
    ) -> None:
        self.entries = tuple(entries)
        self._cut = cut
        self._asked = _Texts([entry.wordings for entry in entries], cut)
        self._answers = _Texts([(f"{entry.title}。{entry.answer}",) for entry in entries], cut)
        self._encoder = encoder
        if encoder is not None:
            self._sense = _Sense(entries, reads or encoder)

    def search(self, text: str) -> Nearness:
        return self.near([text])[0]

    def near(self, texts: Sequence[str]) -> Nearness:
        """The nearness of each text, one after the other."""
        asked = tokens(texts, self._cut)
        words = [
            np.stack([part.had(each) for part in (self._asked, self._answers)], axis=1) for each in asked
        ]
        if self._encoder is None:
            return np.stack(words)
        return np.concatenate([np.stack(words), self._sense.near(self._encoder.encode(texts))], axis=2)


class _Texts:
    """Texts by the entry that they belong to, as words."""

    def __init__(self, groups: Sequence[Sequence[str]], cut: Cut) -> None:
        texts = [text for group in groups for text in group]
        self._starts = _starts(groups)
        self._bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.4)
        self._bm25.index(tokens(texts, cut), show_progress=False)
        having = np.diff(self._bm25.scores["indptr"])
        self._weights = np.log(1 + (len(texts) - having + 0.5) / (having + 0.5))

    def had(self, asked: Sequence[str]) -> Any:
        """How much of what is asked each entry has, from 0 to 1, each word by its weight; a word that no text
        has weighs most and is had by none."""
        if not asked:
            return np.zeros(len(self._starts))
        known, heaviest = self._bm25.vocab_dict, self._weights.max()
        whole = sum(self._weights[known[each]] if each in known else heaviest for each in asked)
        return np.maximum.reduceat(self._bm25.get_scores(list(asked)), self._starts) / whole


class _Sense:
    """The same texts, and each sentence of the answers, as vectors from the middle of them all: sentences of
    one field are all alike to an encoder, and what is common to them says nothing."""

    def __init__(self, entries: Sequence[Entry], reads: Encoder) -> None:
        wordings = [entry.wordings for entry in entries]
        sentences = [_sentences(entry.answer) for entry in entries]
        vectors = [
            reads.encode([text for group in groups for text in group]) for groups in (wordings, sentences)
        ]
        self._middle = np.concatenate(vectors).mean(axis=0)
        self._groups = [
            (self._centred(each), _starts(groups))
            for each, groups in zip(vectors, (wordings, sentences), strict=True)
        ]
        self._wholes = _unit(sum(np.add.reduceat(each, starts) for each, starts in self._groups))

    def near(self, vectors: Any) -> Any:
        """texts × entries × (nearest wording, nearest sentence, whole)."""
        asked = self._centred(vectors)
        nearest = [np.maximum.reduceat(asked @ each.T, starts, axis=1) for each, starts in self._groups]
        return np.stack([*nearest, asked @ self._wholes.T], axis=2)

    def _centred(self, vectors: Any) -> Any:
        return _unit(vectors - self._middle)


def _sentences(answer: str) -> tuple[str, ...]:
    return tuple(part for part in re.split("[。；]", answer) if part.strip())


def _starts(groups: Sequence[Sequence[str]]) -> Any:
    return np.cumsum([0, *(len(group) for group in groups)])[:-1]


def _unit(vectors: Any) -> Any:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
