"""Which other function is wanted, where something was asked and where nothing was."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.act import Act, Asks, Cases, Steers, Wishes
from actions.dialogue.agenda import Agenda, Task
from actions.dialogue.correcting import field_of
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, WORTH_OFFERING, can_begin
from actions.dialogue.places import nothing_asked
from actions.dialogue.readers import is_free_text
from actions.service.functions import function
from bot.language.forms import asks, wishes
from bot.language.matters import find_matter

GENERAL = ("consult.procedure", "consult.materials", "consult.deadline", "consult.law", "consult.template")
"""Asked in the middle of a matter, these ask about that matter, unless they name another."""


def wish(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """The likeliest function that can be wanted here; None where none is likely at all."""
    task = agenda.top
    if task is None:
        return nothing_asked.wish(agenda, heard, desk)
    for code, chance in heard.ranking or ((heard.function, heard.confidence),):
        if chance < WORTH_OFFERING:
            return None
        if can_begin(code) and code not in (task.function, "identity.verify"):
            return _aside(task, replace(heard, function=code, confidence=chance))
    return None


def _aside(task: Task, heard: Heard) -> Act:
    code = heard.function
    if code == "human.agent":
        return Steers("person", heard)
    if code in GENERAL and function(task.function).is_request:
        if find_matter(heard.text, code) in (None, task.function):
            return Asks()
    return Wishes(code, heard)


def taken_apart(agenda: Agenda, heard: Heard) -> tuple[Heard, Act] | None:
    """The first part of a sentence that asks for two things, and the second wish. Where words were asked for, a
    second part is one only if it is formed as a wish: 那天还有一个庭 is none."""
    first, second = heard.first_part, heard.also
    if first is None or second is None:
        return None
    task = agenda.top
    asked = field_of(task, task.asked) if task else None
    in_words = (asked is not None and is_free_text(asked)) or (
        task is not None and task.stage == "confirming"
    )
    formed = asks(second.text) or wishes(second.text)
    if in_words and not (formed and second.confidence >= ASIDE):
        return None
    return first, Wishes(second.function, second)
