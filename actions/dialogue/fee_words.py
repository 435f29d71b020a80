"""Which fee a sentence is about, and on what conditions, by its words (data/knowledge/fee_cues.yml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "fee_cues.yml"
CONDITIONS = {"kind": "kinds", "procedure": "procedures", "instance": "instances", "event": "events"}
"""A condition of a fee, and its table."""


def fee_conditions(words: str) -> dict[str, str]:
    """The conditions named: `kind`, `procedure`, `instance`, `event`, each a key of the tariff."""
    named = {condition: named_in(words, table) for condition, table in CONDITIONS.items()}
    return {condition: key for condition, key in named.items() if key is not None}


def named_in(words: str, table: str) -> str | None:
    return next((name for name, cues in _cues()[table].items() if any(cue in words for cue in cues)), None)


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    cues: dict[str, dict[str, list[str]]] = yaml.safe_load(CUES.read_text(encoding="utf-8"))
    return cues
