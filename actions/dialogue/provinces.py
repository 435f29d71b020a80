"""Of which province a figure is to be taken: the court that is named, the province, or the only one that the
house has figures of."""

from __future__ import annotations

from pathlib import Path

from actions.dialogue.agenda import Task
from actions.law.reference import read_table
from actions.law.tariff import load_tariff

_ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")


def province_of(task: Task, figures: Path) -> str | None:
    """The sign of a province (粤), or None."""
    for courts in task.entities.get("court", ()):
        signs = {court["code"][0] for court in courts}
        if len(signs) == 1:
            return str(signs.pop())
    for row in read_table("provinces.csv"):
        if row["name"] and _short(row["name"]) in task.words:
            return row["sign"]
    known = list(load_tariff(figures).provinces)
    return known[0] if len(known) == 1 else None


def _short(name: str) -> str:
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)
