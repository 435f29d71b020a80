"""Yes, no, again, stop, and names of functions: whole answers that need no classifier and no guess."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.language.tables import read_yaml

DATA = Path(__file__).resolve().parents[2] / "data"
_PUNCTUATION = re.compile(r"[\s，。！？、,.!?~～…；;：:“”\"']+")


def short_answer(text: str) -> str | None:
    """The function a whole short answer stands for (`dialog.affirm` …), or None."""
    table, feelings = _table()
    bare = _PUNCTUATION.sub("", text).lower()
    return table.get(bare) or table.get(_without_feelings(bare, feelings))


def said_outright(text: str) -> str | None:
    """The function that a text is, whole, a short answer for or the name of (满意度评价), or None."""
    return _names().get(text.strip("。.!！ ")) or short_answer(text)


def is_filler(text: str) -> bool:
    """Nothing but hesitation and punctuation."""
    _, feelings = _table()
    return not _without_feelings(_PUNCTUATION.sub("", text), feelings)


def _without_feelings(bare: str, feelings: tuple[str, ...]) -> str:
    changed = True
    while changed:
        changed = False
        for feeling in feelings:
            if bare.startswith(feeling):
                bare, changed = bare[len(feeling) :], True
            elif bare.endswith(feeling):
                bare, changed = bare[: -len(feeling)], True
    return bare


@cache
def _table() -> tuple[dict[str, str], tuple[str, ...]]:
    rows = read_yaml(DATA / "knowledge" / "short_answers.yml")
    feelings = tuple(sorted(rows.pop("feeling"), key=len, reverse=True))
    return {str(answer): function for function, answers in rows.items() for answer in answers}, feelings


@cache
def _names() -> dict[str, str]:
    rows = read_yaml(DATA / "functions.yml")
    return {row["name"]: row["code"] for row in rows}
