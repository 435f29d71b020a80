"""What is to be registered was read back: is it right; or, which of it is to be changed."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.act import Act, Cases, Confirms, Keeps, Refuses
from actions.dialogue.agenda import CASE, WHICH, Agenda, Task
from actions.dialogue.correcting import corrected, named, named_anew, told_more
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import CONFIRMED, is_yes
from bot.language.forms import asks, wishes
from bot.language.short_answers import is_filler
from bot.language.steering import goes_ahead, steers
from bot.language.yes_and import yes_and


def answer(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """Which field is to be changed, a value said again or anew, or facts added to what was dictated."""
    if task.asked == WHICH and (anew := named_anew(task, heard)) is not None:
        return anew
    formed = asks(heard.text) or wishes(heard.text)
    return corrected(task, heard, desk) or (None if formed else told_more(task, heard))


def agreed(agenda: Agenda, heard: Heard) -> tuple[Heard, Heard] | None:
    """A yes and what is said behind it (对，顺便查一下开庭), where a yes was asked for."""
    task = agenda.top
    if task is None or not _asked_for_a_yes(task):
        return None
    rest = yes_and(heard.text)
    if rest is None or not (rest.beside or asks(rest.text) or wishes(rest.text) or steers(rest.text)):
        return None
    plain = replace(heard, text="对", words="对", function="dialog.affirm", confidence=1.0, entities={})
    return plain, heard.part(len(heard.text) - len(rest.text), len(heard.text))


def _asked_for_a_yes(task: Task) -> bool:
    if task.asked == CASE:
        return len(task.offered) == 1
    return task.stage == "confirming" and task.asked != WHICH


def yes(task: Task, heard: Heard, chance: float) -> Act | None:
    """A plain yes, and no less than a plain one: something is registered on it. 嗯 alone may be listening."""
    if task.asked == WHICH:
        return Keeps() if named(task, heard) is None else None
    plain = is_yes(heard) or (chance >= CONFIRMED and not asks(heard.text))
    return Confirms() if plain and not is_filler(heard.text) else None


def ahead(task: Task, heard: Heard) -> Act | None:
    """To be registered all the same, whatever else is said of it (…，算了，先登记)."""
    return Confirms() if _asked_for_a_yes(task) and goes_ahead(heard.text) else None


def no(task: Task, heard: Heard, desk: Cases) -> Act | None:
    if task.asked == WHICH and named(task, heard) is None:
        return Keeps()  # nothing is to be changed after all: it is read back again
    return corrected(task, heard, desk) or named_anew(task, heard) or Refuses()
