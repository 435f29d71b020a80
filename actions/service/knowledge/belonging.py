"""How much a question looks like one that entries answer, and how much like one that is not this line's
business, by its pairs of characters (naive Bayes): advice, forecasts and other offices have words of their
own (划算, 胜算, 帮我写), however near the matter is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from actions.service.knowledge.words import pairs

WORDING = 0.5
"""So much counts a wording of an entry, against a question of a hand, which is nearer to what is said."""
UNSEEN = 0.5


class Belonging:
    """Learnt from the wordings of entries, what the hands asked that entries answer, and what they do not."""

    def __init__(self, wordings: Iterable[str], ours: Iterable[str], foreign: Iterable[str]) -> None:
        inside = _Seen([(wordings, WORDING), (ours, 1.0)])
        outside = _Seen([(foreign, 1.0)])
        self._leaning = {
            pair: inside.log_rate(pair) - outside.log_rate(pair)
            for pair in inside.counts.keys() | outside.counts.keys()
        }
        self._strange = inside.log_rate("") - outside.log_rate("")

    def __call__(self, text: str) -> float:
        """Above nothing for what entries answer; longer texts say more, but not in proportion."""
        found = pairs(text)
        return sum(self._leaning.get(pair, self._strange) for pair in found) / math.sqrt(len(found) + 1)


class _Seen:
    def __init__(self, groups: Iterable[tuple[Iterable[str], float]]) -> None:
        self.counts: Counter[str] = Counter()
        self._all = 0.0
        for texts, weight in groups:
            for text in texts:
                self._all += weight
                for pair in pairs(text):
                    self.counts[pair] += weight  # type: ignore[assignment]

    def log_rate(self, pair: str) -> float:
        return math.log((self.counts[pair] + UNSEEN) / (self._all + 2 * UNSEEN))
