"""`hotline bench`: how fast import and understanding are on this machine. Nothing is asserted.

Understanding is fast where the encoder need not be asked, so it matters which sentences are timed: all that
the model was trained on are easy. `files` should be labelled sentences that it does not know.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from actions.service.feed.bench import bench_import
from api.commands.evaluation.labelled import read_files
from api.commands.parsing import measure, prepared_model
from api.settings import Settings


def bench(settings: Settings, files: Sequence[Path], lines: int, console: Console) -> None:
    """Time understanding of the sentences in `files`, if any, and importing `lines` of a made-up feed twice.

    Raises BadInput for files that are not labelled sentences, SetupError if no model can be made.
    """
    console.print(
        f"{platform.machine()}，{os.cpu_count()} 核，{_memory_gib():.1f} GiB，负载 {os.getloadavg()[0]:.1f}；"
        f"{platform.system()} {platform.release()}，Python {platform.python_version()}"
    )
    if sentences := [sample.request for sample in read_files(files)]:
        _understanding(measure(settings, prepared_model(settings), sentences), console)
    console.print(f"导入（{lines:,} 行，先后两次）：")
    bench_import(lines)


def _understanding(paces: Mapping[str, float], console: Console) -> None:
    console.print(f"理解（成批）：{paces['sentences'] / paces['batches']:,.0f} 句/秒")
    console.print(
        f"理解（逐句，中位数）：{paces['alone'] * 1000:.1f} 毫秒一句，"
        f"是不用句向量时的 {paces['alone'] / paces['without_encoder']:.1f} 倍；"
        f"平均每句问句向量 {paces['asked']:.2f} 次；句句都问是 {paces['always'] * 1000:.1f} 毫秒、"
        f"{paces['always'] / paces['without_encoder']:.1f} 倍"
    )


def _memory_gib() -> float:
    return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES") / 2**30
