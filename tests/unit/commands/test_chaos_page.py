"""The page of the table: rows that were not tried now stay as they were printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from actions.errors import SetupError
from api.commands.chaos.row import Row, Trial
from api.commands.chaos.table import TRIALS, Tried, Wanted, _kept, _page, chaos

KILLS, LOOKS = (next(one for one in TRIALS if one.name == name) for name in ("kills", "looks"))


def tried(database: str, trial: Trial, times: int, named: str = "") -> Tried:
    return Tried(database, trial, Row(times, {"好": (1, 1)}, named), 1.0)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    rows = [
        tried("sqlite", LOOKS, 2, "3 种"),
        tried("sqlite", KILLS, 1),
        tried("postgresql", LOOKS, 3, "3 种"),
    ]
    path.write_text(_page(rows, {}), encoding="utf-8")
    return path


def lines(text: str) -> list[tuple[str, ...]]:
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    return [tuple(row.split(" | ")[at].removeprefix("| ") for at in range(3)) for row in rows]


def test_a_row_by_itself_takes_its_old_place(page: Path) -> None:
    made = _page([tried("sqlite", LOOKS, 9, "4 种")], _kept(page))
    assert lines(made) == [
        ("postgresql", f"{LOOKS.title}：3 种", "3"),
        ("sqlite", KILLS.title, "1"),
        ("sqlite", f"{LOOKS.title}：4 种", "9"),
    ]
    assert made.startswith("# 不丢")


def test_a_row_that_the_table_has_no_more_goes(page: Path) -> None:
    old = (
        page.read_text(encoding="utf-8")
        + "| sqlite | 从前的一行 | 1 | 好 1 | 好 1 | 成立 | 1 | 2026-01-01 |\n"
    )
    page.write_text(old, encoding="utf-8")
    assert "从前的一行" not in _page([], _kept(page))
    assert len(lines(_page([], _kept(page)))) == 3


def test_a_row_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="looks"):
        chaos(Wanted(("sqlite",), True, frozenset({"nothing"})), None, tmp_path / "p.md", Console())


def test_a_row_holds_when_all_its_figures_are_as_they_must() -> None:
    row = Row(2, {"死": (2, 2), "收件": (2, 1)})
    assert not row.holds
    assert (row.must, row.seen) == ("死 2，收件 2", "死 2，收件 1")


def test_what_could_not_be_tried_is_not_said_to_hold() -> None:
    page = _page([Tried("sqlite", LOOKS, Row(0, {}, "没有 initdb"), 0.0)], {})
    assert "：没有 initdb | 0 | — | — | 没有试 |" in page
