"""How near a question is to each entry: in words (BM25 over what jieba cuts) and in sense (the sentence
encoder, where there is one), by the wordings it can be asked in and by what it answers. And how it stands by
itself: how near to what this line is not for, and how long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import bm25s
import numpy as np

from actions.service.knowledge.entries import Entry
from actions.service.knowledge.outside import outside
from actions.service.knowledge.words import Cut, cut_here, plain, tokens
from bot.nlu.encoder import Encoder

FEATURES = ("words", "told", "near", "says", "whole")
"""Of each entry: how much of the question its nearest wording has, and its answer; the likeness in sense of
its nearest wording, of the nearest sentence of its answer, and of all together. Without an encoder only the
first two."""
IN_WORDS = 2
LIKE = 3
"""So many of the nearest sentences from outside are averaged."""
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
        self._exact = {
            plain(wording): number
            for number, entry in reversed(list(enumerate(entries)))
            for wording in entry.wordings
        }
        self._encoder = encoder
        self._sense = _Sense(entries, reads or encoder) if encoder else None

    def exact(self, text: str) -> int | None:
        """The number of the entry that is asked for in one of its own wordings (a title offered)."""
        return self._exact.get(plain(text).rstrip("?？。.!！"))

    def look(self, texts: Sequence[str]) -> tuple[Nearness, Any]:
        """The nearness of each text, one after the other, and what is to be seen of it alone."""
        asked = tokens(texts, self._cut)
        parts = (self._asked, self._answers)
        words = np.stack([np.stack([part.had(each) for part in parts], axis=1) for each in asked])
        lengths = np.log([[1 + len(text)] for text in texts])
        if self._encoder is None or self._sense is None:
            return words, lengths
        sense, foreign = self._sense.near(self._encoder.encode(texts))
        return np.concatenate([words, sense], axis=2), np.concatenate([lengths, foreign[:, None]], axis=1)


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
    """The same texts, each sentence of the answers, and what is asked of this line and not its business, as
    vectors from the middle of the entries: sentences of one field are all alike to an encoder, and what is
    common to them says nothing."""

    def __init__(self, entries: Sequence[Entry], reads: Encoder) -> None:
        wordings = [entry.wordings for entry in entries]
        sentences = [_sentences(entry.answer) for entry in entries]
        vectors = [
            reads.encode([text for group in groups for text in group]) for groups in (wordings, sentences)
        ]
        self._middle = np.concatenate(vectors).mean(axis=0)
        centred = [self._centred(each) for each in vectors]
        self._groups = [_starts(groups) for groups in (wordings, sentences)]
        sums = [np.add.reduceat(each, starts) for each, starts in zip(centred, self._groups, strict=True)]
        every = [*centred, _unit(sum(sums)), self._centred(reads.encode(outside()))]
        self._ends = np.cumsum([len(each) for each in every])[:-1]
        self._every = np.ascontiguousarray(np.concatenate(every), dtype=np.float32)

    def near(self, vectors: Any) -> tuple[Any, Any]:
        """texts × entries × (nearest wording, nearest sentence, whole); how near each text is to the outside,
        itself left out."""
        likeness = self._centred(vectors).astype(np.float32) @ self._every.T
        *parts, whole, foreign = np.split(likeness, self._ends, axis=1)
        nearest = [
            np.maximum.reduceat(each, starts, axis=1)
            for each, starts in zip(parts, self._groups, strict=True)
        ]
        likest = np.sort(np.where(foreign > SAME, -1.0, foreign), axis=1)[:, -LIKE:].mean(axis=1)
        return np.stack([*nearest, whole], axis=2), likest

    def _centred(self, vectors: Any) -> Any:
        return _unit(vectors - self._middle)


SAME = 0.9999


def _sentences(answer: str) -> tuple[str, ...]:
    return tuple(part for part in re.split("[。；]", answer) if part.strip())


def _starts(groups: Sequence[Sequence[str]]) -> Any:
    return np.cumsum([0, *(len(group) for group in groups)])[:-1]


def _unit(vectors: Any) -> Any:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
