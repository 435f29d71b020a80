"""A message that names or describes a case and asks nothing of its own."""

from __future__ import annotations

import re

from actions.dialogue.agenda import Agenda, Reply
from actions.dialogue.answering import Begin
from actions.dialogue.correcting import CASE, is_number_alone
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, UNDERSTOOD, can_begin, certain, meaning
from actions.dialogue.settle import QUESTION
from actions.dialogue.which_case import Meant, case_meant

FIRST = "query.case"
"""What a case number asks where nothing was asked before: how the case stands."""
_HOW = re.compile(r"进展|进度|到哪|怎么?样|如何|情况|阶段|结果|[判结]了|查|看|问")
_WHICH_ONE = re.compile(r"呢[?？。]?$|那[个件起一]|案[件子]?[?？。]?$")
"""How a case is pointed at without a verb (民间借贷那个呢)."""


def only_a_case(agenda: Agenda, heard: Heard, desk: Desk, begin: Begin) -> list[Reply] | None:
    """Ask the last question again, of this case; say at once what is wrong with its number.

    None for any other message. What was described is looked for among the caller's own cases alone.
    """
    last = agenda.focus.get(QUESTION)
    sure = certain(heard) if can_begin(meaning(heard)) else 0.0
    if is_number_alone(heard):
        return begin(agenda, heard, last or FIRST)
    numbered = heard.first("case_number") or heard.first("case_part")
    wrong = None if numbered or sure >= ASIDE else _wrong_number(heard)
    if wrong is not None:
        return wrong
    if numbered and sure < UNDERSTOOD:
        return begin(agenda, heard, last or FIRST)
    if last is None or _asks_itself(heard, sure) or not _WHICH_ONE.search(heard.text):
        return None
    meant = case_meant(desk, heard, last, None)
    if meant == Meant():
        return None
    begin(agenda, heard, last)
    if agenda.top is not None and meant.case:
        agenda.top.fields[CASE] = meant.case.case_number
    return []


def _asks_itself(heard: Heard, sure: float) -> bool:
    """A case alone sounds like the question how it stands; only words that ask so are that question."""
    return sure >= ASIDE and (meaning(heard) != FIRST or bool(_HOW.search(heard.text)))


def _wrong_number(heard: Heard) -> list[Reply] | None:
    if heard.first("case_problem"):
        return [Reply("case.impossible", {"reason": heard.first("case_problem")}), Reply("case.check_number")]
    if heard.first("case_old"):
        return [Reply("case.old_style", {"text": heard.first("case_old")})]
    return None
