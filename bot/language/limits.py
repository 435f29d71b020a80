"""What this line declines by name, and what is asked about the line itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.language.fold import fold

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "limits.yml"


def declined(text: str) -> str | None:
    """Why a sentence is declined: `prediction` of an outcome, `judge_opinion`, `influence`,
    `others_data`; None
    for any other sentence."""
    folded = fold(text)
    return next((kind for kind, pattern in _declined().items() if pattern.search(folded)), None)


def about_line(text: str) -> bool:
    """Whether a sentence asks who or what is answering (你是人还是程序), or whether it is recorded."""
    return _about_line().search(fold(text)) is not None


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = yaml.safe_load(CUES.read_text(encoding="utf-8"))
    return rows


@cache
def _declined() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(cues)) for kind, cues in _rows()["declined"].items()}


@cache
def _about_line() -> re.Pattern[str]:
    return re.compile("|".join(_rows()["about_line"]))
