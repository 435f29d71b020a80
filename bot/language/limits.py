"""What this line declines by name, and what is asked about the line itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.language.fold import fold
from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "limits.yml"


def declined(text: str) -> str | None:
    """Why a sentence is declined: `prediction` of an outcome, `judge_opinion`, `influence`,
    `others_data`; None
    for any other sentence."""
    folded = fold(text)
    return next((kind for kind, pattern in _declined().items() if pattern.search(folded)), None)


def favour(text: str) -> bool:
    """Whether a message to a judge offers something or asks for a favour (请您吃饭, 必有重谢, 高抬贵手); not
    where it reports that somebody else did."""
    return any(
        _favour().search(clause) and not _REPORTED.search(clause) for clause in _CLAUSE.findall(fold(text))
    )


_CLAUSE = re.compile(r"[^,。;!?\n]+")
_REPORTED = re.compile(r"对方|被告|原告|被上诉|第三人|举报|反映|检举")


@cache
def _favour() -> re.Pattern[str]:
    rows: list[str] = read_yaml(CUES)["to_a_judge"]
    return re.compile("|".join(rows))


def about_line(text: str) -> bool:
    """Whether a sentence asks who or what is answering (你是人还是程序), or whether it is recorded."""
    return _about_line().search(fold(text)) is not None


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = read_yaml(CUES)
    return rows


@cache
def _declined() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(cues)) for kind, cues in _rows()["declined"].items()}


@cache
def _about_line() -> re.Pattern[str]:
    return re.compile("|".join(_rows()["about_line"]))
