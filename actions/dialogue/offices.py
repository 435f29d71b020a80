"""Whose business it is that is not the courts'."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from actions.dialogue.agenda import Reply
from bot.language.tables import read_yaml

_COURTS = re.compile(
    r"(?<!档)案|纠纷|(?<!不)起诉|上诉|抗诉|再审|执行|法院|诉讼|判决|裁决|裁定|查封|冻结|拍卖|当事人|对方"
)
OFFICES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "offices.yml"


def office_named(text: str) -> dict[str, Any] | None:
    """The row of the office whose business the words name, if they name any and nothing of the courts."""
    if _COURTS.search(text):
        return None
    return next((row for row in _offices() if any(cue in text for cue in row["cues"])), None)


def sent_to(text: str) -> Reply:
    """Where to turn with it instead."""
    found = office_named(text)
    if found is None:
        return Reply("other.out_of_scope")
    return Reply("other.office", {name: found[name] for name in ("business", "office", "number")})


@cache
def _offices() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_yaml(OFFICES)
    return rows
