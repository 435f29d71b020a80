"""Which fee a sentence is about, on what conditions, and what of it (data/knowledge/fee_cues.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "fee_cues.yml"
CONDITIONS = {
    "kind": "kinds",
    "procedure": "procedures",
    "instance": "instances",
    "event": "events",
    "joined": "joined",
    "inquiry_closed": "inquiry_closed",
    "whole": "whole",
    "halved": "halved",
    "no_property": "no_property",
}
"""A condition of a fee, and its table."""
_WITHOUT_EVENT = ("ruling_appeal",)
"""What names an event (驳回起诉裁定) and is none."""


def fee_conditions(words: str) -> dict[str, str]:
    """The conditions named, each a key of its table."""
    named = {condition: named_in(words, table) for condition, table in CONDITIONS.items()}
    if named["kind"] in _WITHOUT_EVENT:
        named["event"] = None
    if named["kind"] == "retrial" and named["instance"] == "retrial":
        named["kind"] = None  # the free rule, or the part disputed: what is known of sums decides
    return {condition: key for condition, key in named.items() if key is not None}


def named_in(words: str, table: str) -> str | None:
    return next((name for name, cue in _cues()[table].items() if cue.search(words)), None)


def asks_how(words: str) -> bool:
    """Whether the steps are asked for (怎么算的)."""
    return _steps().search(words) is not None


def raises(words: str) -> bool:
    """Whether a further sum raises the claim of a suit that goes on (办法第二十一条)."""
    return named_in(words, "changes") is not None


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = read_yaml(CUES)
    return rows


@cache
def _cues() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    return {
        table: {name: re.compile("|".join(cues)) for name, cues in named.items()}
        for table, named in _rows().items()
        if table != "steps"
    }


@cache
def _steps() -> re.Pattern[str]:
    return re.compile("|".join(_rows()["steps"]))
