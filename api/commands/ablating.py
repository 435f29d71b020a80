"""`hotline ablate`: what each part of understanding adds, and how far each opinion is to be trusted."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from api.assistant.installing import install
from api.assistant.modules import run_module
from api.commands.evaluation.labelled import read_files
from api.commands.evaluation.training import whose
from api.entry.folder import prepare_folder
from api.settings import Settings

REPORT = "ablation.json"


def ablate(settings: Settings, files: Sequence[Path], out: Path, console: Console) -> None:
    """Train every variant with hands left out in turn, and on all hands for the held-out `files`; print the
    table and write it to `out`. Takes five minutes on two cores.

    Raises BadInput for files that are not labelled sentences, SetupError if a variant cannot be trained.
    """
    said = [{**each._asdict(), "file": None} for each in whose()]
    held = read_files(files)
    said += [
        {
            "text": each.text,
            "function": each.expected.function,
            "hand": "",
            "heard": False,
            "file": each.file.removesuffix(".jsonl"),
        }
        for each in held
    ]
    prepare_folder(settings.data_dir)
    install(settings.data_dir / "hotline.log")
    with console.status("逐项训练和比较（两核约五分钟）…"):
        lines = "\n".join(map(json.dumps, said)).encode()
        answer = run_module(
            settings.data_dir,
            ["bot.ablation"],
            lines,
            answer_to=subprocess.PIPE,
            failed="比较没有做完。",
        )
    found = json.loads(answer)
    console.print(table(found))
    for name, trusts in found["trust"].items():
        for how, trust in trusts.items():
            console.print(
                f"{name}，{how}：各按 {'、'.join(f'{each:.1f}' for each in trust)} 采信时，把握最准"
            )
    out.mkdir(parents=True, exist_ok=True)
    (out / REPORT).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(found: Mapping[str, Any]) -> Table:
    """The shares of sentences understood, a line a variant."""
    columns = [name for name in found["table"][0] if name != "part"]
    shown = Table("读什么", *columns, box=None)
    for row in found["table"]:
        shown.add_row(row["part"], *(f"{row[name]:.3f}" for name in columns))
    return shown
