"""Where the reference tables live and how a table is read."""

import csv
from functools import cache
from pathlib import Path

REFERENCE_DIR = Path(__file__).resolve().parents[2] / "data" / "reference"


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of data/reference/<name>.csv without the heading. Raises FileNotFoundError."""
    with (REFERENCE_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(tuple(row) for row in csv.reader(lines))[1:]
