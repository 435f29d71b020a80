"""Which request matter a question is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.language.fold import fold

TABLE = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "matter_cues.yml"


def find_matter(text: str, function: str) -> str | None:
    """The `request.*` code that a sentence of this function asks about (退费要什么材料), or None: where it
    names none, and for functions that ask about no matter.
    """
    asked_by, functions, pattern = _table()
    if function not in asked_by:
        return None
    named = [match[1] for match in pattern.finditer(fold(text))]
    return functions[max(named, key=len)] if named else None


@cache
def _table() -> tuple[frozenset[str], dict[str, str], re.Pattern[str]]:
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    functions = {fold(cue): function for function, cues in rows["cues"].items() for cue in cues}
    longest_first = sorted(functions, key=len, reverse=True)
    # looking ahead finds cues that overlap: 申请 | 撤回 | 起诉
    pattern = re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")
    return frozenset(rows["asked_by"]), functions, pattern
