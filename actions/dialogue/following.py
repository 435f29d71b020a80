"""A sentence that goes on with what was just told: another sum, the second of a list, another grade, why."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.dialogue.act import Act, Cases, Follows, Points, Wishes
from actions.dialogue.agenda import CASE, Agenda
from actions.dialogue.fee_words import fee_conditions
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import UNDERSTOOD, can_begin, certain, meaning
from actions.service.functions import function
from bot.language.choices import choose
from bot.language.forms import tells
from bot.language.grades import read_rating, remark

FEE, RATE, GENERAL = "consult.fee", "feedback.rate", "consult.procedure"
_ADDS = re.compile(r"再加|加上|另外还有|又加|还要加|外加|另加|还有")
_REST = re.compile(r"剩下|另外[那一]|其他|其余")
_REGRADES = re.compile(r"改|还是|换|重新|其实|打|给|分|星|满意|算了")
REGRADED = 10
"""Fewer characters with a grade among them are a grade, and nothing else."""


def followed(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """What changes, or which one is pointed at; None where nothing of that can be read."""
    told = agenda.told or {}
    if told.get("items") and (act := _item(told, heard, desk)) is not None:
        return act
    if told.get("function") == FEE and (changes := _fee(told, heard)):
        return Follows(changes)
    if told.get("function") == RATE:
        graded = _grade(heard)
        return Follows(graded) if graded else None
    if heard.first("rating") or read_rating(heard.text):
        return Wishes(RATE, heard)
    return None


def more_asked(agenda: Agenda, heard: Heard) -> Act | None:
    """A question after a general answer, which may go on from it: both are looked for (那二审呢)."""
    after = agenda.top is None and (agenda.told or {}).get("function") == GENERAL
    return Follows({"more": heard.text}) if after else None


def question_picked(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """One of the questions offered where none was surely meant."""
    return more_asked(agenda, heard) if heard.text in (agenda.told or {}).get("offered", ()) else None


def _fee(told: dict[str, Any], heard: Heard) -> dict[str, Any]:
    """The conditions that are said anew; a sum that is added is added."""
    changes: dict[str, Any] = fee_conditions(heard.text)
    said = heard.entities.get("amount_yuan", ())
    if said:
        before = told["fields"].get("amount_yuan")
        adds = before is not None and _ADDS.search(heard.text)
        changes["amount_yuan"] = str(Decimal(before) + Decimal(said[0])) if adds else said[-1]
    return changes


def _grade(heard: Heard) -> dict[str, Any]:
    """Another grade, why, or both."""
    said = heard.entities.get("rating", ())
    rating = said[-1] if said else read_rating(heard.text)
    changes: dict[str, Any] = {}
    if rating is not None and (_REGRADES.search(heard.text) or len(heard.text) < REGRADED):
        changes["rating"] = int(rating)
    why = remark(heard.words) if changes else heard.words.strip() if tells(heard.words) else None
    return changes | ({"remark": why} if why else {})


def _item(told: dict[str, Any], heard: Heard, desk: Cases) -> Act | None:
    items = told["items"]
    index = _index(items, heard, desk)
    if index is None:
        return None
    code = meaning(heard)
    sure = can_begin(code) and certain(heard) >= UNDERSTOOD
    if sure and function(code).is_request:
        known = {name: items[index][name] for name in (CASE, "hearing") if items[index].get(name)}
        return Wishes(code, heard, known)
    queries = sure and function(code).kind == "query" and function(code).case != "none"
    return Points(index, code if queries and function(code).built else told["function"])


def _index(items: list[dict[str, Any]], heard: Heard, desk: Cases) -> int | None:
    if heard.first("case_number"):
        return None
    found = choose(heard.text, [item["title"] for item in items], desk.today)
    if len(found) == 1:
        return found[0]
    return len(items) - 1 if _REST.search(heard.text) and len(items) == 2 else None
