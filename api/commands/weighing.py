"""`hotline weigh`: fits the weights of acts in their place on the labelled pairs of data/in_place."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from actions.dialogue import steering
from actions.dialogue.weighing import WEIGHTS, features
from api.assistant.modules import run_module
from api.commands.evaluation.in_place import Pair, agenda_of, heard_of, read_pairs
from api.commands.parsing import prepared_model
from api.settings import Settings

FOLDER = WEIGHTS.parent


def weigh(settings: Settings) -> str:
    """Fit and write the weights; what was done, in a sentence. Raises SetupError, BadInput."""
    pairs = read_pairs(sorted(FOLDER.glob("*.jsonl")))
    model = prepared_model(settings)
    found = messages(settings, model, pairs)
    lines = [json.dumps(example(pair, message)).encode() for pair, message in zip(pairs, found, strict=True)]
    fitted = run_module(
        settings.data_dir,
        ["bot.weigh"],
        b"\n".join(lines),
        answer_to=subprocess.PIPE,
        failed="权重没有算出来。",
    )
    WEIGHTS.write_bytes(gzip.compress(fitted, 9, mtime=0))
    return f"{len(pairs)} 句，{len({pair.file for pair in pairs})} 手，权重写在 {WEIGHTS}"


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
    """`{"act", "features", "hand"}` for `bot.weigh`: of two acts the first, by the part that says it."""
    heard = heard_of(pair, message)
    heard = steering.led_off(heard) or heard
    if len(pair.acts) > 1 and heard.first_part is not None:
        heard = heard.first_part
    seen = sorted(features(agenda_of(pair.state), heard))
    return {"act": sort_of(pair.acts[0]), "features": seen, "hand": pair.file}


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


def by_hand(settings: Settings, console: Console) -> None:
    """Print how often each hand's sentences are sorted right by weights fitted on the other hands: with
    everything, and without shape, form and place. Raises SetupError, BadInput."""
    pairs = read_pairs(sorted(FOLDER.glob("*.jsonl")))
    found = messages(settings, prepared_model(settings), pairs)
    examples = [example(pair, message) for pair, message in zip(pairs, found, strict=True)]
    table = Table(
        "特征", "留出一手时分对的比例", title=f"{len(pairs)} 句，{len({pair.file for pair in pairs})} 手"
    )
    for name, left_out in WITHOUT.items():
        lines = [json.dumps(_without(each, left_out)).encode() for each in examples]
        answers = run_module(
            settings.data_dir,
            ["bot.weigh", "--by-hand"],
            b"\n".join(lines),
            answer_to=subprocess.PIPE,
            failed="没有算出来。",
        )
        sorts = [json.loads(line) for line in answers.splitlines()]
        right = sum(sort == each["act"] for sort, each in zip(sorts, examples, strict=True))
        table.add_row(name, f"{right / len(examples):.3f}")
    console.print(table)


WITHOUT = {
    "全部": (),
    "不看值的样子": ("readable ", "whole ", "value "),
    "不看句子的形式": ("asks", "wishes", "led", "steers ", "outright "),
    "不看位置": ("place ", "kind "),
}
"""What is left out of the features, by how their names begin; without the place nothing is crossed with it."""


def _without(each: dict[str, Any], left_out: tuple[str, ...]) -> dict[str, Any]:
    crossed = "place " in left_out
    kept = [
        name
        for name in each["features"]
        if not (left_out and name.startswith(left_out)) and not (crossed and " | " in name)
    ]
    return each | {"features": kept}
