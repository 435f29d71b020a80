"""`hotline parse`: understanding alone, by a child process in the assistant's environment; no server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from actions.errors import BadInput
from api.assistant.installing import install
from api.assistant.model import train
from api.assistant.modules import run_module
from api.assistant.progress import Progress
from api.commands.showing import console, shown
from api.entry.folder import prepare_folder
from api.settings import Settings

MODALITIES = ("text", "voice")


def parse(settings: Settings, text: str | None, modality: str, today: str | None) -> int:
    """Answer one text, or JSON Lines from standard input; returns the exit code.

    Raises BadInput for an option that cannot be, SetupError if there is no model and none can be made.
    """
    if modality not in MODALITIES:
        raise BadInput("--modality 只能是 text 或 voice。")
    options = ["--modality", modality]
    if today:
        options += ["--today", _day(today).isoformat()]
    model = prepared_model(settings)
    if text is None and sys.stdin.isatty():
        console.print("[dim]每行一句（JSON 字符串，或者带 text 的对象）；Ctrl-D 结束。[/dim]")
    line = None if text is None else json.dumps(text).encode()
    _run(settings, model, options, line, answer_to=None)
    return 0


def understand(
    settings: Settings, model: Path, requests: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What `hotline parse` answers to each request, in order. Raises SetupError."""
    lines = b"".join(json.dumps(request).encode() + b"\n" for request in requests)
    answers = _run(settings, model, [], lines, answer_to=subprocess.PIPE)
    return [json.loads(line) for line in answers.splitlines()]


def measure(settings: Settings, model: Path, requests: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """How long understanding takes: see `bot.parse.pace`. Raises SetupError."""
    lines = b"".join(json.dumps(request).encode() + b"\n" for request in requests)
    seconds: dict[str, float] = json.loads(
        _run(settings, model, ["--pace"], lines, answer_to=subprocess.PIPE)
    )
    return seconds


def prepared_model(settings: Settings) -> Path:
    """The model of the present training data; installs and trains first if need be. Raises SetupError."""
    prepare_folder(settings.data_dir)
    log_file = settings.data_dir / "hotline.log"
    progress = Progress()
    with shown(progress):
        install(log_file, progress)
        return train(settings.data_dir, log_file, progress)


def _run(
    settings: Settings, model: Path, options: list[str], lines: bytes | None, *, answer_to: int | None
) -> bytes:
    return run_module(
        settings.data_dir,
        ["bot.parse", str(model.resolve()), *options],
        lines,
        answer_to=answer_to,
        failed="理解程序没有正常结束，模型可能已损坏。",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("--today 应当是 YYYY-MM-DD 形式的日期。") from None
