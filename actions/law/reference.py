"""The one place that reads files: tables under data/reference, read once and never written."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from bot.language.tables import read_yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file with a heading line."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_document(path: Path) -> Any:
    """A YAML file; amounts and rates stand there as quoted strings, so that nothing becomes a float."""
    return read_yaml(path)


@cache
def article_files() -> dict[str, dict[str, Any]]:
    """What articles say, by law code (one file a law, see `provisions`)."""
    files = sorted((FOLDER / "articles").glob("*.yml"))
    told = [read_yaml(path) for path in files]
    return {file["law"]: file for file in told}
