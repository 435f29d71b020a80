"""Counts of what was right, wrong and missed, and their shares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """Counts of one class or slot: found and right, found but wrong, not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Zero where nothing was right."""
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed) or 0.0


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
