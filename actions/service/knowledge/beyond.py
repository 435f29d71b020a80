"""What is asked beside procedure and in its words: for a forecast, for advice, how the caller's own case
stands, who is right, or that something be done for him (data/knowledge/beyond.yml). No entry answers that,
however near it lies."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.language.fold import fold
from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "beyond.yml"


def beyond(text: str) -> float:
    """Of how many kinds there is a sign."""
    folded = fold(text)
    return float(sum(bool(cue.search(folded)) for cue in _cues().values()))


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    read: dict[str, list[str]] = read_yaml(CUES)
    return {kind: re.compile("|".join(cues)) for kind, cues in read.items()}
