"""What an import did: counts for each record type, and every refusal with its line and reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Outcome = Literal["added", "changed", "unchanged", "removed"]

REFUSALS_KEPT = 1000


class Refusal(NamedTuple):
    """A line that was not taken, counted from 1; the reason never repeats what stood there."""

    line_no: int
    reason: str


@dataclass
class ImportReport:
    """Counts by (record type, outcome). `refused` keeps the first thousand, `refused_count` counts all."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    refused_count: int = 0
    ignored_fields: int = 0
    """Fields that no record type knows; they were passed over."""
    lines: int = 0

    def refuse(self, refusal: Refusal) -> None:
        self.refused_count += 1
        if len(self.refused) < REFUSALS_KEPT:
            self.refused.append(refusal)

    def total(self, outcome: Outcome) -> int:
        return sum(count for (_, found), count in self.counts.items() if found == outcome)

    @property
    def added(self) -> int:
        return self.total("added")

    @property
    def changed(self) -> int:
        return self.total("changed")

    @property
    def unchanged(self) -> int:
        return self.total("unchanged")

    @property
    def removed(self) -> int:
        return self.total("removed")

    def by_type(self) -> dict[str, dict[Outcome, int]]:
        table: dict[str, dict[Outcome, int]] = {}
        for (name, outcome), count in self.counts.items():
            table.setdefault(name, {})[outcome] = count
        return table
