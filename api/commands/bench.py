"""`hotline bench`: how fast import and understanding are on this machine. Nothing is asserted.

Understanding is fast where the encoder need not be asked, so it matters which sentences are timed: all that
the model was trained on are easy. `files` should be labelled sentences that it does not know.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from actions.service.feed.bench import bench_import
from api.commands.bench_knowledge import bench_knowledge
from api.commands.bench_start import bench_start
from api.commands.evaluation.labelled import read_files
from api.commands.parsing import measure, prepared_model
from api.settings import Settings


class Reach(NamedTuple):
    """What is measured, its unit, and what it must be at most and is wanted to be at most."""

    title: str
    unit: str
    must: float
    goal: float


REACH = {
    "first": Reach("第一次启动到就绪（对话环境已装好时不含安装）", "秒", 150, 90),
    "training": Reach("训练", "秒", 45, 25),
    "later": Reach("以后启动", "秒", 15, 8),
    "memory": Reach("全部内存", "MiB", 800, 600),
    "environment": Reach("bot/.venv", "MiB", 1000, 700),
    "knowledge_first": Reach("知识库备好（第一次，句子全读）", "秒", 60, 30),
    "knowledge_later": Reach("知识库备好（以后）", "秒", 5, 2),
    "knowledge_question": Reach("知识库一问（中位数）", "毫秒", 15, 8),
    "sentence": Reach("一句话（逐句，中位数）", "毫秒", 6, 3),
}


def bench(
    settings: Settings, files: Sequence[Path], lines: int, start: bool, knowledge: bool, console: Console
) -> None:
    """Time understanding of the sentences in `files`, if any, importing `lines` of a made-up feed twice, and
    if asked two starts and the knowledge base; then set beside its goals what has been measured.

    Raises BadInput for files that are not labelled sentences, SetupError if no model can be made.
    """
    console.print(
        f"{platform.machine()}，{os.cpu_count()} 核，{_memory_gib():.1f} GiB，负载 {os.getloadavg()[0]:.1f}；"
        f"{platform.system()} {platform.release()}，Python {platform.python_version()}"
    )
    measured = bench_start(settings, console) if start else {}
    if knowledge:
        measured |= bench_knowledge()
    if sentences := [sample.request for sample in read_files(files)]:
        paces = measure(settings, prepared_model(settings), sentences)
        _understanding(paces, console)
        measured["sentence"] = paces["alone"] * 1000
    if lines:
        console.print(f"导入（{lines:,} 行，先后两次）：")
        bench_import(lines)
    if measured:
        console.print(_reached(measured))


def _reached(measured: Mapping[str, float]) -> Table:
    shown = Table("量的是", "量到", "必须", "希望", box=None)
    for name, value in measured.items():
        reach = REACH[name]
        found = f"{value:.1f}" if value < 100 else f"{value:.0f}"
        shown.add_row(reach.title, f"{found} {reach.unit}", f"≤ {reach.must:g}", f"≤ {reach.goal:g}")
    return shown


def _understanding(paces: Mapping[str, float], console: Console) -> None:
    console.print(f"理解（成批）：{paces['sentences'] / paces['batches']:,.0f} 句/秒")
    console.print(
        f"理解（逐句，中位数）：{paces['alone'] * 1000:.1f} 毫秒一句，"
        f"处理器用了 {paces['worked'] * 1000:.1f} 毫秒，"
        f"是不用句向量时的 {paces['alone'] / paces['without_encoder']:.1f} 倍；"
        f"平均每句问句向量 {paces['asked']:.2f} 次；句句都问是 {paces['always'] * 1000:.1f} 毫秒、"
        f"{paces['always'] / paces['without_encoder']:.1f} 倍"
    )


def _memory_gib() -> float:
    return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES") / 2**30
