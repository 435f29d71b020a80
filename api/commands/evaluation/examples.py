"""Labelled pairs as weights are fitted on: what the pipeline makes of a sentence, what is seen of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from actions.dialogue import steering
from actions.dialogue.weighing import features
from api.assistant.modules import run_module
from api.commands.evaluation.in_place import Pair, agenda_of, heard_of
from api.settings import Settings


def messages(settings: Settings, model: Path, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """What the assistant's pipeline makes of each sentence, in order. Raises SetupError."""
    lines = b"".join(json.dumps(pair.request).encode() + b"\n" for pair in pairs)
    answers = run_module(
        settings.data_dir,
        ["bot.messages", str(model.resolve())],
        lines,
        answer_to=subprocess.PIPE,
        failed="理解程序没有正常结束，模型可能已损坏。",
    )
    return [json.loads(line) for line in answers.splitlines()]


def example(pair: Pair, message: dict[str, Any]) -> dict[str, Any]:
    """`{"act", "features", "hand", "text"}` for `bot.weigh`: of two acts the first, by its own part."""
    heard = heard_of(pair, message)
    heard = steering.led_off(heard) or heard
    if len(pair.acts) > 1 and heard.first_part is not None:
        heard = heard.first_part
    seen = sorted(features(agenda_of(pair.state), heard))
    return {"act": sort_of(pair.acts[0]), "features": seen, "hand": pair.file, "text": heard.text}


def sort_of(act: Any) -> str:
    """A label's act as `actions.dialogue.weighing` sorts them."""
    match act["act"]:
        case "steer":
            return f"steer:{act['how']}"
        case "decline":
            return f"decline:{act['kind']}"
        case "question":
            return "question:line" if act.get("about") == "bot" else "question"
        case sort:
            return str(sort)
