"""`hotline weigh`: fits the weights of acts in their place on the labelled pairs of data/in_place."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from actions.dialogue import sensing
from actions.dialogue.weighing import WEIGHTS
from api.assistant.modules import run_module
from api.commands.evaluation.examples import example, messages
from api.commands.evaluation.in_place import read_pairs
from api.commands.parsing import prepared_model
from api.settings import Settings

FOLDER = WEIGHTS.parent


def weigh(settings: Settings) -> str:
    """Fit and write the weights; what was done, in a sentence. Raises SetupError, BadInput."""
    pairs = read_pairs(sorted(FOLDER.glob("*.jsonl")))
    model = prepared_model(settings)
    found = messages(settings, model, pairs)
    lines = [json.dumps(example(pair, message)).encode() for pair, message in zip(pairs, found, strict=True)]
    run_module(
        settings.data_dir,
        ["bot.weigh", str(FOLDER)],
        b"\n".join(lines),
        answer_to=subprocess.DEVNULL,
        failed="权重没有算出来。",
    )
    return f"{len(pairs)} 句，{len({pair.file for pair in pairs})} 手，权重写在 {FOLDER}"


def by_hand(settings: Settings, folder: Path, console: Console) -> None:
    """Print how often sentences are sorted right by weights fitted on other hands: by words, by sense and by
    both, and by words without shape, form and place; write by_hand.json into `folder`.

    Raises SetupError, BadInput."""
    pairs = read_pairs(sorted(FOLDER.glob("*.jsonl")))
    found = messages(settings, prepared_model(settings), pairs)
    examples = [example(pair, message) for pair, message in zip(pairs, found, strict=True)]
    hands = len({pair.file for pair in pairs})
    table = Table("看什么", "留出几手时分对的比例", title=f"{len(pairs)} 句，{hands} 手")
    shares: dict[str, float] = {}
    for name, left_out in WITHOUT.items():
        sorts = _by_other_hands(settings, [_without(each, left_out) for each in examples])
        for opinion, title in OPINIONS.items() if not left_out else {"words": name}.items():
            right = sum(sort[opinion] == each["act"] for sort, each in zip(sorts, examples, strict=True))
            shares[title] = round(right / len(examples), 3)
            table.add_row(title, f"{shares[title]:.3f}")
    console.print(table)
    folder.mkdir(parents=True, exist_ok=True)
    report = {"sentences": len(pairs), "hands": hands, "shares": shares}
    (folder / "by_hand.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _by_other_hands(settings: Settings, examples: list[dict[str, Any]]) -> list[dict[str, str]]:
    answers = run_module(
        settings.data_dir,
        ["bot.weigh", "--by-hand", str(sensing.TRUST), str(sensing.SURE)],
        b"\n".join(json.dumps(each).encode() for each in examples),
        answer_to=subprocess.PIPE,
        failed="没有算出来。",
    )
    return [json.loads(line) for line in answers.splitlines()]


OPINIONS = {
    "words": "字",
    "sense": "句意",
    "both": "字、句意",
    "sparing": "字，没有把握才问句意",
}
WITHOUT = {
    "全部": (),
    "字，不看值的样子": ("readable ", "whole ", "value "),
    "字，不看句子的形式": ("asks", "wishes", "led", "steers ", "outright "),
    "字，不看位置": ("place ", "kind "),
}
"""What is left out of the features, by how their names begin; without the place nothing is crossed with
it."""


def _without(each: dict[str, Any], left_out: tuple[str, ...]) -> dict[str, Any]:
    crossed = "place " in left_out
    kept = [
        name
        for name in each["features"]
        if not (left_out and name.startswith(left_out)) and not (crossed and " | " in name)
    ]
    return each | {"features": kept} | ({"text": ""} if left_out else {})
