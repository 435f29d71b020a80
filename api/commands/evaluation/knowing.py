"""`hotline evaluate --knowledge`: labelled questions put to the knowledge base."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from actions.service.knowledge.asked import Asked, read_asked
from actions.service.knowledge.entries import base
from actions.service.knowledge.shelf import Shelf
from api.settings import Settings


@dataclass(frozen=True)
class Told:
    """What came of one question: the entry told, None where none was; `between`: the two of which the bot
    asks back which is meant, which is neither an answer nor a wrong one; `nearest`: the likeliest."""

    asked: Asked
    told: str | None
    between: tuple[str, ...]
    nearest: str
    chance: float
    seconds: float

    @property
    def right(self) -> bool:
        return self.told in self.asked.ids


def evaluate_knowledge(settings: Settings, files: Sequence[Path], out: Path, console: Console) -> None:
    """Print the measures, write knowledge.json into `out`. Raises BadInput for files that are not labelled
    questions."""
    asked = [each for file in files for each in read_asked(file)]
    shelf = Shelf(settings.data_dir / "models")
    shelf.prepare()
    told = [_ask(shelf, each) for each in asked]
    inside = [each for each in told if each.asked.ids]
    outside = [each for each in told if not each.asked.ids]
    console.print(f"知识库 {len(base())} 条；问题 {len(told)} 个，其中库外 {len(outside)} 个。")
    _rate(console, "第一条就答对", sum(each.right for each in inside), len(inside))
    _rate(console, "　答错", sum(each.told is not None and not each.right for each in inside), len(inside))
    back = [each for each in inside if each.between]
    among = sum(bool({*each.between} & {*each.asked.ids}) for each in back)
    _rate(console, "　反问是哪一条", len(back), len(inside))
    _rate(console, "　　其中对的在两条里", among, len(back))
    unknown = sum(each.told is None and not each.between for each in inside)
    _rate(console, "　说不知道", unknown, len(inside))
    _rate(console, "　最近的一条是对的", sum(each.nearest in each.asked.ids for each in inside), len(inside))
    _rate(console, "库外答错", sum(each.told is not None for each in outside), len(outside))
    _rate(console, "　库外反问是哪一条", sum(bool(each.between) for each in outside), len(outside))
    if told:
        console.print(f"一问用时中位数：{1000 * median(each.seconds for each in told):.1f} 毫秒")
    out.mkdir(parents=True, exist_ok=True)
    wrong = [asdict(each) for each in told if (not each.right if each.asked.ids else each.told)]
    report = out / "knowledge.json"
    report.write_text(json.dumps(wrong, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.print(f"没有答对的逐条在：{report}", soft_wrap=True)


def _ask(shelf: Shelf, asked: Asked) -> Told:
    begun = time.perf_counter()
    found = shelf.find(asked.text)
    seconds = time.perf_counter() - begun
    first = found.entries[0].id
    between = tuple(entry.id for entry in found.entries[:2]) if found.either else ()
    return Told(asked, first if found.sure else None, between, first, round(found.chance, 3), seconds)


def _rate(console: Console, name: str, count: int, of: int) -> None:
    if of:
        console.print(f"{name}：{count}/{of}（{count / of:.1%}）", highlight=False)
