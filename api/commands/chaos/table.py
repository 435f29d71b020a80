"""The whole table, on both databases, and the page that it is printed to."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from actions.errors import SetupError
from actions.service.clock import system_clock, today
from api.commands.chaos import described, door_rows, inbox_rows, looks, process_rows, store_rows
from api.commands.chaos.row import Form, Row, Trial
from api.commands.chaos.stage import staged
from api.settings import PROJECT

DATABASES = ("sqlite", "postgresql")
OPTIONS: dict[Form, str] = {"whole": " --whole", "release": "", "short": " --short"}
RULE = "|---|---|---|---|---|---|---|\n"
PAGE = PROJECT / "docs" / "reliability.md"
TRIALS: tuple[Trial, ...] = (
    Trial(inbox_rows.deliveries, 10_000, 1_000, 60),
    Trial(inbox_rows.kills, 200, 21, 0),
    Trial(process_rows.two_processes, 1_000, 200, 10, only="postgresql"),
    Trial(inbox_rows.assistant_fails, 20, 10, 1),
    Trial(store_rows.store_locked, 60, 60, 0),
    Trial(store_rows.connections_cut, 500, 500, 20, only="postgresql"),
    Trial(store_rows.restarted, 200, 200, 0, only="postgresql"),
    Trial(store_rows.read_only, 100, 100, 10),
    Trial(store_rows.disk_full, 100, 100, 10),
    Trial(door_rows.clock_jumps, 50, 50, 3),
    Trial(door_rows.poison, 50, 50, 3),
    Trial(door_rows.guesses, 10_000, 3_000, 120),
    Trial(door_rows.forgeries, 500, 100, 2),
    Trial(looks.looks, 20_000, 20_000, 150),
    Trial(described.described, 10_000, 10_000, 120),
    Trial(door_rows.hostile_words, 1_000, 1_000, 30),
)


@dataclass(frozen=True)
class Tried:
    """A row with the database it was tried on and how long it took."""

    database: str
    row: Row
    seconds: float


@dataclass(frozen=True)
class Wanted:
    """What of the table is run; `rows` by name, all of them where there are none."""

    databases: Iterable[str]
    form: Form
    rows: frozenset[str] = frozenset()

    def count(self, trial: Trial, database: str) -> int:
        return trial.count(self.form, database) if trial.name in (self.rows or {trial.name}) else 0


def chaos(wanted: Wanted, postgres: str | None, page: Path, console: Console) -> int:
    """Run the table; the exit code is 1 if a row is broken. Raises SetupError without a PostgreSQL to try."""
    tried: list[Tried] = []
    if unknown := wanted.rows - {trial.name for trial in TRIALS}:
        known = "、".join(trial.name for trial in TRIALS)
        raise SetupError(f"表里没有{'、'.join(sorted(unknown))}这一行，有：{known}。")
    for database in wanted.databases:
        if database == "postgresql" and postgres is None:
            raise SetupError("请用 --postgres 指明一个可以建库的 PostgreSQL，或者用 --only sqlite。")
        with (
            tempfile.TemporaryDirectory(prefix="hotline-chaos-") as folder,
            staged(Path(folder), database, postgres) as stage,
        ):
            for trial in TRIALS:
                count = wanted.count(trial, database)
                if not count:
                    continue
                began = time.monotonic()
                row = trial.run(stage, count)
                tried.append(Tried(database, row, time.monotonic() - began))
                console.print(_line(tried[-1]), markup=False, soft_wrap=True)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(_page(tried, wanted, page), encoding="utf-8")
    broken = [one for one in tried if not one.row.holds]
    console.print(f"{len(tried)} 行，不成立的 {len(broken)} 行；写入 {page}", markup=False, soft_wrap=True)
    return 1 if broken else 0


def _line(one: Tried) -> str:
    mark = ("✓" if one.row.holds else "✗") if one.row.tried else "·"
    return (
        f"{mark} {one.database} {one.row.title}：试 {one.row.tried}；应 {one.row.must}；"
        f"得 {one.row.seen}（{one.seconds:.0f} 秒）"
    )


def _verdict(row: Row) -> str:
    if not row.tried:
        return "没有试"
    return "成立" if row.holds else "**不成立**"


def _kept(page: Path) -> tuple[str, dict[tuple[str, str], str]]:
    """Head and lines of the page as it is, by database and what was tried."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    head, rule, rest = text.partition(RULE)
    cells = [(line.split(" | "), line) for line in rest.splitlines() if line.startswith("| ")]
    return head + rule, {_place(cell[0].removeprefix("| "), cell[1]): line for cell, line in cells}


def _place(database: str, title: str) -> tuple[str, str]:
    """In how many ways it was tried stands at the end of a title, and changes."""
    return database, title.partition("：")[0]


def _page(tried: list[Tried], wanted: Wanted, page: Path) -> str:
    """What was not tried now stays: the databases can be tried one after the other, and a row by itself."""
    head, kept = _kept(page)
    if not wanted.rows:
        now = {one.database for one in tried}
        kept = {place: line for place, line in kept.items() if place[0] not in now}
    kept |= {
        _place(
            one.database, one.row.title
        ): f"| {one.database} | {one.row.title} | {one.row.tried:,} | {one.row.must} "
        f"| {one.row.seen} | {_verdict(one.row)} | {one.seconds:.0f} |"
        for one in tried
    }
    if not wanted.rows or not head:
        head = (
            "# 不丢、不重、不放行\n\n"
            f"由 `uv run hotline chaos{OPTIONS[wanted.form]}` 于 {today(system_clock)} 打印"
            f"（{os.cpu_count()} 个处理器核）。每一行都在本机回环地址上对一套自起的服务试过；"
            "对话引擎由一个只会复述的替身代替，其余都是产品本身。\n\n"
            f"| 数据库 | 试什么 | 次数 | 应当 | 实际 | 结果 | 秒 |\n{RULE}"
        )
    return head + "\n".join(kept.values()) + "\n"
