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
from api.commands.chaos import described, door_rows, inbox_rows, looks, process_rows, store_rows, talk_rows
from api.commands.chaos.row import Row, Trial
from api.commands.chaos.stage import staged
from api.settings import PROJECT

NAMED = "："
DATABASES = ("postgresql", "sqlite")
PAGE = PROJECT / "docs" / "reliability.md"
TRIALS: tuple[Trial, ...] = (
    Trial("每条消息送三遍，打乱、同时", inbox_rows.deliveries, 10_000, 60),
    Trial("每一步的边上 kill -9", inbox_rows.kills, 200, 1),
    Trial("两个进程同时办同一个会话", process_rows.two_processes, 1_000, 10, only="postgresql"),
    Trial("对话引擎死、慢、乱答、卡住", inbox_rows.assistant_fails, 20, 1),
    Trial("数据库锁住", store_rows.store_locked, 60, 0),
    Trial("数据库连接全断", store_rows.connections_cut, 500, 20, only="postgresql"),
    Trial("PostgreSQL 停机、断电后重启", store_rows.restarted, 200, 0, only="postgresql"),
    Trial("数据库只读", store_rows.read_only, 100, 10),
    Trial("磁盘写不下", store_rows.disk_full, 100, 10),
    Trial("时钟跳一天，又跳回两天", door_rows.clock_jumps, 50, 3),
    Trial("发不出去的消息排在前面", door_rows.poison, 50, 3),
    Trial("猜验证码，同时", door_rows.guesses, 10_000, 120),
    Trial("伪造、改过、陈旧、重放、别家的", door_rows.forgeries, 500, 2),
    Trial("谁能看谁的案件、申请，能办什么", looks.looks, 20_000, 150),
    Trial("照 OpenAPI 说明生成的调用", described.described, 10_000, 120),
    Trial("恶意的话", talk_rows.hostile_words, 1_000, 30),
)
HEAD = (
    "# 不丢、不重、不放行\n\n"
    "由 `uv run hotline chaos` 打印（{cores} 个处理器核）。每一行都在本机回环地址上对自起的服务试过："
    "真的数据库，真的进程，真的 SIGKILL；除非写明，对话引擎由一个只会复述的替身代替，其余都是产品本身。\n\n"
    "| 数据库 | 试什么 | 次数 | 应当 | 实际 | 结果 | 秒 | 日期 |\n|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Tried:
    """A row as it came out, on which database, and how long it took."""

    database: str
    trial: Trial
    row: Row
    seconds: float

    @property
    def place(self) -> tuple[str, str]:
        return self.database, self.trial.title

    @property
    def title(self) -> str:
        return self.trial.title + (f"{NAMED}{self.row.named}" if self.row.named else "")

    @property
    def verdict(self) -> str:
        if not self.row.figures:
            return "没有试"
        return "成立" if self.row.holds else "**不成立**"


@dataclass(frozen=True)
class Wanted:
    """What of the table is run; `rows` by name, all of them where there are none."""

    databases: Iterable[str]
    short: bool
    rows: frozenset[str] = frozenset()

    def count(self, trial: Trial, database: str) -> int:
        return trial.count(self.short, database) if trial.name in (self.rows or {trial.name}) else 0


def chaos(wanted: Wanted, postgres: str | None, page: Path, console: Console) -> int:
    """Run the table; the exit code is 1 if a row is broken. Raises SetupError without a PostgreSQL to try."""
    tried: list[Tried] = []
    if unknown := wanted.rows - {trial.name for trial in TRIALS}:
        known = "、".join(trial.name for trial in TRIALS)
        raise SetupError(f"表里没有{'、'.join(sorted(unknown))}这一行，有：{known}。")
    page.parent.mkdir(parents=True, exist_ok=True)
    for database in wanted.databases:
        if database == "postgresql" and postgres is None:
            raise SetupError("请用 --postgres 指明一个可以建库的 PostgreSQL，或者用 --only sqlite。")
        with (
            tempfile.TemporaryDirectory(prefix="hotline-chaos-") as folder,
            staged(Path(folder) / "main", postgres if database == "postgresql" else None) as stage,
        ):
            for trial in TRIALS:
                count = wanted.count(trial, database)
                if not count:
                    continue
                began = time.monotonic()
                row = trial.run(stage, count)
                tried.append(Tried(database, trial, row, time.monotonic() - began))
                console.print(_line(tried[-1]), markup=False, soft_wrap=True)
                page.write_text(_page(tried[-1:], _kept(page)), encoding="utf-8")
    broken = [one for one in tried if not one.row.holds]
    console.print(f"{len(tried)} 行，不成立的 {len(broken)} 行；写入 {page}", markup=False, soft_wrap=True)
    return 1 if broken else 0


def _line(one: Tried) -> str:
    row = one.row
    return (
        f"{one.verdict} {one.database} {one.title}：试 {row.tried}；应 {row.must}；得 {row.seen}"
        f"（{one.seconds:.0f} 秒）"
    )


def _kept(page: Path) -> dict[tuple[str, str], str]:
    """Lines of the page as it is, by database and what was tried."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [line.removeprefix("| ").split(" | ") for line in lines]
    return {(cell[0], cell[1].partition(NAMED)[0]): line for cell, line in zip(cells, lines, strict=True)}


def _page(tried: list[Tried], kept: dict[tuple[str, str], str]) -> str:
    """What was not tried now stays: the databases can be tried one after the other, and a row by itself."""
    kept = kept | {one.place: _cells(one) for one in tried}
    places = [(database, trial.title) for database in DATABASES for trial in TRIALS]
    lines = [kept[place] for place in places if place in kept]
    return HEAD.format(cores=os.cpu_count()) + "".join(f"{line}\n" for line in lines)


def _cells(one: Tried) -> str:
    row = one.row
    figures = f"{row.tried:,}", row.must, row.seen, one.verdict, f"{one.seconds:.0f}"
    return f"| {' | '.join((one.database, one.title, *figures, str(today(system_clock))))} |"
