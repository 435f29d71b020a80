"""Why somebody asks for something, in his own words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.language.fold import fold
from bot.language.forms import asks, wishes
from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "reason_cues.yml"
SHORTEST, TELLING, SHORT = 2, 5, 10
_CLAUSE = re.compile(r"[^,。;!? ]+")
_LEFT_OVER = re.compile(r"^(?:理由|原因|主要是|就是|是|:|说|呢|嘛|啊| )+")


class _Cues(NamedTuple):
    said_so: re.Pattern[str]
    in_the_way: re.Pattern[str]
    asks: re.Pattern[str]
    no_reason: re.Pattern[str]
    happened: re.Pattern[str]
    not_told: re.Pattern[str]


@cache
def _cues() -> _Cues:
    rows = {name: "|".join(words) for name, words in read_yaml(CUES).items()}
    return _Cues(
        re.compile(rf"(?:{rows['leads']})(?P<reason>.+?)(?={rows['ends']}|$)"),
        re.compile(rows["in_the_way"]),
        re.compile(rows["asks"]),
        re.compile(rows["no_reason"]),
        re.compile(rows["happened"]),
        re.compile(rows["not_told"]),
    )


def find_reason(text: str) -> str | None:
    """The reason given with 因为, 由于, 理由是, else the clause that says what stands in the way."""
    folded = fold(text)
    cues = _cues()
    said = (_LEFT_OVER.sub("", match["reason"].strip()) for match in cues.said_so.finditer(folded))
    clauses = [_LEFT_OVER.sub("", match[0]) for match in _CLAUSE.finditer(folded)]
    return next((reason for reason in said if _is_one(reason)), None) or next(
        (c for c in clauses if cues.in_the_way.search(c) and not cues.asks.search(c)), None
    )


def reason_told(text: str) -> str | None:
    """The reason, else, where a matter that wants one is asked for, the clauses that tell what has happened
    (建设工程案撤诉，对方钱都付了)."""
    clauses = [_LEFT_OVER.sub("", match[0]) for match in _CLAUSE.finditer(fold(text))]
    told = [each for each in clauses if _tells(each)]
    found = find_reason(text) or (told[0] if len(told) == 1 else None)
    return "，".join(told) or None if found is None else _led_up_to(found, fold(text))


def _led_up_to(found: str, text: str) -> str:
    """A short reason with what is said before it in the same sentence (要重新鉴定，没个把月出不来): as far
    back as nothing is wished for."""
    at = text.find(found)
    if at < 0 or len(found) >= SHORT:
        return found
    sentence = re.split(r"[。;!?]", text[:at])[-1]
    before: list[str] = []
    cues = _cues()
    for clause in reversed(re.split(r"[, ]", sentence)):
        other = asks(clause) or cues.asks.search(clause) or cues.not_told.search(clause) or wishes(clause)
        if clause and (other or len(clause) < TELLING):
            break
        before = [clause, *before] if clause else before
    return "，".join([*before, found])


def _is_one(reason: str) -> bool:
    return len(reason) >= SHORTEST and not _cues().no_reason.search(reason)


def _tells(clause: str) -> bool:
    """Whether it tells of something that has happened, or has not, and is no part of the wish."""
    cues = _cues()
    if len(clause) < TELLING or asks(clause) or wishes(clause):
        return False
    other = cues.asks.search(clause) or cues.not_told.search(clause)
    return cues.happened.search(clause) is not None and other is None
