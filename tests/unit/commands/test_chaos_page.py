"""The page of the table: rows that were not tried now stay as they were printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from actions.errors import SetupError
from api.commands.chaos.row import Row
from api.commands.chaos.table import Tried, Wanted, _page, chaos


def tried(database: str, title: str, times: int) -> Tried:
    return Tried(database, Row(title, times, "好", "好"), 1.0)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    rows = [tried("sqlite", "猜", 1), tried("sqlite", "看：3 种", 2), tried("postgresql", "看：3 种", 3)]
    path.write_text(_page(rows, Wanted((), "release"), path), encoding="utf-8")
    return path


def lines(text: str) -> list[tuple[str, ...]]:
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    return [tuple(row.split(" | ")[at].removeprefix("| ") for at in range(3)) for row in rows]


def test_a_row_by_itself_takes_its_old_place(page: Path) -> None:
    made = _page([tried("sqlite", "看：4 种", 9)], Wanted((), "release", frozenset({"looks"})), page)
    assert lines(made) == [
        ("sqlite", "猜", "1"),
        ("sqlite", "看：4 种", "9"),
        ("postgresql", "看：3 种", "3"),
    ]
    assert made.startswith("# 不丢")


def test_a_whole_database_takes_the_place_of_all_its_rows(page: Path) -> None:
    made = _page([tried("sqlite", "新", 9)], Wanted((), "release"), page)
    assert lines(made) == [("postgresql", "看：3 种", "3"), ("sqlite", "新", "9")]


def test_a_row_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="looks"):
        chaos(Wanted(("sqlite",), "short", frozenset({"nothing"})), None, tmp_path / "p.md", Console())
