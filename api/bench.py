"""`hotline bench`: how fast import and understanding are on this machine. Nothing is asserted."""

from __future__ import annotations

import os
import platform
from itertools import islice

from rich.console import Console

from actions.service.feed.bench import bench_import
from api.evaluation.training import written
from api.parsing import measure, prepared_model
from api.settings import Settings

SENTENCES = 2000


def bench(settings: Settings, lines: int, console: Console) -> None:
    """`lines` of a made-up feed are imported twice. Raises SetupError if no model can be made."""
    console.print(
        f"{platform.machine()}，{os.cpu_count()} 核，{_memory_gib():.1f} GiB，负载 {os.getloadavg()[0]:.1f}；"
        f"{platform.system()} {platform.release()}，Python {platform.python_version()}"
    )
    model = prepared_model(settings)
    paces = measure(settings, model, islice((each.text for each in written()), SENTENCES))
    count = paces["sentences"]
    console.print(f"理解（成批）：{count / paces['batches']:,.0f} 句/秒")
    console.print(
        f"理解（逐句，中位数）：{paces['alone'] * 1000:.1f} 毫秒一句，"
        f"是不用句向量时的 {paces['alone'] / paces['without_encoder']:.1f} 倍"
    )
    console.print(f"导入（{lines:,} 行，先后两次）：")
    bench_import(lines)


def _memory_gib() -> float:
    return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES") / 2**30
