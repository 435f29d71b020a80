"""`hotline evaluate` over pairs (state, sentence → act and values): how often acts and values are right,
where
not, and how far two people who labelled them agree."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from actions.dialogue.act import Act
from actions.service.knowledge.shelf import encoder_here
from actions.service.senses import Encoded
from api.commands.evaluation.agreeing import name_of, right
from api.commands.evaluation.examples import messages
from api.commands.evaluation.in_place import Pair, found_acts, read_pairs
from api.commands.parsing import prepared_model
from api.settings import Settings

NAMES_STATE = "verify_name"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right / self.of:.3f}" if self.of else "—"


@dataclass(frozen=True)
class Placed:
    """A pair and what it was taken for."""

    pair: Pair
    found: tuple[Act, ...]

    @property
    def right(self) -> bool:
        return right(self.pair, self.found)

    @property
    def act(self) -> str:
        return str(self.pair.acts[0]["act"])


def is_placed(files: Sequence[Path]) -> bool:
    """Whether these are pairs with states, and no plain sentences."""
    lines = [file.read_text(encoding="utf-8").partition("\n")[0] for file in files]
    return bool(lines) and all('"state"' in line for line in lines)


def evaluate_in_place(settings: Settings, files: Sequence[Path], out: Path, console: Console) -> None:
    """Print the measures and write in_place.json into `out`. Raises BadInput, SetupError."""
    pairs = read_pairs(files)
    found = messages(settings, prepared_model(settings), pairs)
    senses = Encoded(encoder_here)
    placed = [
        Placed(pair, found_acts(pair, message, senses)) for pair, message in zip(pairs, found, strict=True)
    ]
    report = measured(placed)
    _show(report, console)
    out.mkdir(parents=True, exist_ok=True)
    (out / "in_place.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    console.print(f"报告：{out / 'in_place.json'}", soft_wrap=True)


def measured(placed: Sequence[Placed]) -> dict[str, Any]:
    """The measures as JSON: shares as `{"right", "of"}`, confusions as counts without any wording."""
    names = [each for each in placed if each.pair.state == NAMES_STATE and each.act == "answer"]
    wrong = Counter((each.act, name_of(each.found[0])) for each in placed if not each.right)
    agreed = [each.pair.second is None for each in placed]
    return {
        "all": asdict(_share(placed)),
        "names": asdict(_share(names)),
        "modality": _by(placed, lambda each: each.pair.modality),
        "file": _by(placed, lambda each: each.pair.file),
        "act": _by(placed, lambda each: each.act),
        "state": _by(placed, lambda each: each.pair.state),
        "confusions": [[act, found, count] for (act, found), count in wrong.most_common()],
        "agreement": asdict(Share(sum(agreed), len(agreed))),
    }


def _share(placed: Sequence[Placed]) -> Share:
    return Share(sum(each.right for each in placed), len(placed))


def _by(placed: Sequence[Placed], part: Callable[[Placed], str]) -> dict[str, dict[str, int]]:
    parts = sorted({part(each) for each in placed})
    return {name: asdict(_share([each for each in placed if part(each) == name])) for name in parts}


def _show(report: Mapping[str, Any], console: Console) -> None:
    table = Table("部分", "句数", "动作和值都对")
    for title, share in _rows(report):
        table.add_row(title, str(share.of), str(share))
    console.print(table)
    confusions = Table("标注", "当成", "次数")
    for act, found, count in report["confusions"]:
        confusions.add_row(act, found, str(count))
    console.print(confusions)


def _rows(report: Mapping[str, Any]) -> list[tuple[str, Share]]:
    rows = [("全部", Share(**report["all"])), ("姓名", Share(**report["names"]))]
    for part in ("modality", "file", "act", "state"):
        rows += [(name, Share(**share)) for name, share in report[part].items()]
    return [*rows, ("两人标注一致", Share(**report["agreement"]))]
