"""`hotline bench --start`: each part of a start, the first on an empty data folder and a later one."""

from __future__ import annotations

import asyncio
import os
import resource
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from api.assistant.installing import BOT
from api.assistant.progress import TRAIN, Part, Progress
from api.commands.showing import shown
from api.gateway.messages import Inbound
from api.serving import running_house
from api.settings import Settings

FIRST_ANSWER = Part("第一句回答", 0)
QUESTION = "五十二万八千的标的诉讼费多少"
MIB = 2**20


class Start(NamedTuple):
    """One start: its parts in order, all of it in seconds, the seconds that processors worked on installing
    and training (which a busy machine does not change much), and the MiB of memory once it has answered."""

    progress: Progress
    seconds: float
    worked: float
    memory: float

    def took(self, part: Part) -> float:
        return sum(each.seconds for each in self.progress.done if each.part == part and each.step is None)


def bench_start(settings: Settings, console: Console) -> dict[str, float]:
    """Start twice in a new data folder, with the demo's records, and print the parts. Returns what `hotline
    bench` sets beside its goals: seconds, MiB. Raises SetupError."""
    before = _seconds_since_process_began()
    console.print(f"载入程序：{before:.1f} 秒")
    with TemporaryDirectory() as folder:
        fresh = settings.model_copy(update={"demo": True, "data_dir": Path(folder)}).ready_to_serve(8000)
        starts = {"第一次": _start(fresh), "以后": _start(fresh)}
    for title, start in starts.items():
        console.print(_table(title, start))
    first, later = starts.values()
    return {
        "first": before + first.seconds,
        "training": first.took(TRAIN),
        "later": before + later.seconds,
        "memory": later.memory,
        "environment": _size(BOT / ".venv"),
    }


def _start(settings: Settings) -> Start:
    progress = Progress()
    began, worked = time.monotonic(), _worked_for_us()
    with shown(progress), running_house(settings, progress=progress) as house:
        with progress.part(FIRST_ANSWER):
            asked = Inbound("web", f"bench-{uuid.uuid4()}", "1", text=QUESTION)
            asyncio.run(house.gateway.handle(asked))
        return Start(progress, time.monotonic() - began, _worked_for_us() - worked, _memory())


def _table(title: str, start: Start) -> Table:
    shown = Table(title, "秒", box=None)
    for each in start.progress.done:
        shown.add_row(f"  {each.step}" if each.step else each.part.title, f"{each.seconds:.1f}")
    shown.add_row("合计", f"{start.seconds:.1f}")
    shown.add_row("安装和训练用的处理器时间", f"{start.worked:.1f}")
    return shown


def _worked_for_us() -> float:
    """Processor seconds of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory() -> float:
    """MiB that this process and all that it started take; 0 where the system does not tell as Linux does."""
    parents, sizes = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError, KeyError):  # one that has ended meanwhile, or a thread of the system
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            pid = int(status.parent.name)
            parents[pid], sizes[pid] = int(told["PPid"]), int(told["VmRSS"].split()[0]) / 1024
    ours = set(_descendants(os.getpid(), parents))
    return sum(size for pid, size in sizes.items() if pid in ours)


def _descendants(pid: int, parents: dict[int, int]) -> Iterator[int]:
    yield pid
    for child, parent in parents.items():
        if parent == pid:
            yield from _descendants(child, parents)


def _seconds_since_process_began() -> float:
    """0 where the system does not tell as Linux does."""
    with suppress(OSError, AttributeError):
        ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    return 0.0


def _size(folder: Path) -> float:
    """MiB of files."""
    files = (path.lstat() for path in folder.rglob("*"))
    return sum(each.st_size for each in files) / MIB
