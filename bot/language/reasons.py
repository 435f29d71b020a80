"""Why somebody asks for something, in his own words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.language.fold import fold

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "reason_cues.yml"
SHORTEST = 2
_CLAUSE = re.compile(r"[^,。;!? ]+")
_LEFT_OVER = re.compile(r"^(?:理由|原因|主要是|就是|是|:|说|呢|嘛|啊| )+")


class _Cues(NamedTuple):
    said_so: re.Pattern[str]
    in_the_way: re.Pattern[str]
    asks: re.Pattern[str]
    no_reason: re.Pattern[str]


@cache
def _cues() -> _Cues:
    rows = {name: "|".join(words) for name, words in yaml.safe_load(CUES.read_text(encoding="utf-8")).items()}
    return _Cues(
        re.compile(rf"(?:{rows['leads']})(?P<reason>.+?)(?={rows['ends']}|$)"),
        re.compile(rows["in_the_way"]),
        re.compile(rows["asks"]),
        re.compile(rows["no_reason"]),
    )


def find_reason(text: str) -> str | None:
    """The reason given with 因为, 由于, 理由是, else the clause that says what stands in the way."""
    folded = fold(text)
    cues = _cues()
    said = (_LEFT_OVER.sub("", match["reason"].strip()) for match in cues.said_so.finditer(folded))
    clauses = (_LEFT_OVER.sub("", match[0]) for match in _CLAUSE.finditer(folded))
    return next(
        (reason for reason in said if len(reason) >= SHORTEST and not cues.no_reason.search(reason)),
        None,
    ) or next((c for c in clauses if cues.in_the_way.search(c) and not cues.asks.search(c)), None)
