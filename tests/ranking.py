"""Models for tests of what stands around a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Always:
    """Takes every sentence for the same function."""

    function: str
    confidence: float = 0.9

    def rank(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        rest = ("other.out_of_scope", 1 - self.confidence)
        return [[(self.function, self.confidence), rest] for _ in texts]

    rank_heard = rank
