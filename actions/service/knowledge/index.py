"""How near a question is to each entry: in words (BM25 over what jieba cuts) and in sense (the sentence
encoder, where there is one), by the wordings it can be asked in and by what it answers. And how it stands by
itself: how long, how much of it no entry knows, whether its wording is that of what entries answer, whether
it asks for what none can answer, and how near in sense to what this line is not for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from actions.service.knowledge.belonging import Belonging
from actions.service.knowledge.beyond import beyond
from actions.service.knowledge.entries import Entry
from actions.service.knowledge.lexical import Lexical
from actions.service.knowledge.outside import inside, outside
from actions.service.knowledge.projection import Projection
from actions.service.knowledge.sense import Sense
from actions.service.knowledge.words import Cut, cut_here, plain
from bot.nlu.encoder import Encoder

FEATURES = ("told", "all", "near", "says", "whole")
"""Of each entry: how much of the question its answer covers, and all of it; the likeness in sense of its
nearest wording, of the nearest sentence of its answer, and of all together. Without an encoder only the first
two."""
IN_WORDS = 2
Nearness = Any
"""An array: a row an entry, a column a feature."""


class Index:
    """Entries as they can be compared with. `reads` encodes what they hold (it may remember), `encoder` what
    is asked; `cut` finds the words of both. `projection`, and what was asked that entries answer, `ours`, and
    that they do not, `foreign`, in place of those that are kept (`fitting`)."""

    def __init__(
        self,
        entries: Sequence[Entry],
        encoder: Encoder | None,
        reads: Encoder | None = None,
        cut: Cut = cut_here,
        *,
        projection: Projection | None = None,
        ours: Sequence[str] | None = None,
        foreign: Sequence[str] | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self._words = Lexical(entries, cut)
        self._exact = {
            plain(wording): number
            for number, entry in reversed(list(enumerate(entries)))
            for wording in entry.wordings
        }
        self._encoder = encoder
        not_ours = outside() if foreign is None else foreign
        self._belonging = Belonging(
            (wording for entry in entries for wording in entry.wordings),
            inside() if ours is None else ours,
            not_ours,
        )
        self._sense = Sense(entries, not_ours, reads or encoder, projection) if encoder else None

    def exact(self, text: str) -> int | None:
        """The number of the entry that is asked for in one of its own wordings (a title offered)."""
        return self._exact.get(plain(text).rstrip("?？。.!！"))

    def look(self, texts: Sequence[str]) -> tuple[Nearness, Any]:
        """The nearness of each text, one after the other, and what is to be seen of it alone."""
        words, strange = self._words.near(texts)
        long = np.log1p([len(text) for text in texts])
        belonging, past = ([of(text) for text in texts] for of in (self._belonging, beyond))
        alone = np.stack([long, strange, belonging, past], axis=1)
        if self._encoder is None or self._sense is None:
            return words, alone
        sense, foreign = self._sense.near(self._encoder.encode(texts))
        return np.concatenate([words, sense], axis=2), np.concatenate([alone, foreign[:, None]], axis=1)
