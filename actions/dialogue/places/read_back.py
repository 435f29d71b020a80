"""What is to be registered was read back: is it right; or, which of it is to be changed."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.act import Act, Cases, Confirms, Keeps, Refuses
from actions.dialogue.agenda import CASE, WHICH, Agenda, Task
from actions.dialogue.correcting import corrected, named, named_anew, takes_back, told_more
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import CONFIRMED, is_yes
from bot.language.forms import asks, wishes
from bot.language.short_answers import is_filler, short_answer
from bot.language.steering import goes_ahead, steers, waits
from bot.language.yes_and import yes_and

_CLAUSE = re.compile(r"[,，。;； ]+")
_BUT = re.compile(r"但|不过|可是|只是|就是(?=[,， ]?(?:那|还|要))|还有|另外|补|加|改|漏")
"""What goes on to say that something is missing or wrong."""


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


def ahead(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """To be registered all the same, whatever else is said of it (…，算了，先登记), or a yes that says again
    what stands there (对，重新鉴定) or ends the sentence (晓得了，对)."""
    if not _asked_for_a_yes(task):
        return None
    return Confirms() if _goes_ahead(heard.text) or _agrees_beside(task, heard, desk) else None


def _goes_ahead(text: str) -> bool:
    """Beyond doubt only: who waits (等我问好就登记) or asks at the end (先登记，后补行吗) has not agreed."""
    return goes_ahead(text) and not waits(text) and not asks(_CLAUSE.split(text.rstrip("。! "))[-1])


def _agrees_beside(task: Task, heard: Heard, desk: Cases) -> bool:
    clauses = [each for each in _CLAUSE.split(heard.text) if each]
    ends = {short_answer(clauses[0]), short_answer(clauses[-1])} if len(clauses) > 1 else set()
    if "dialog.affirm" not in ends or _BUT.search(heard.text) or takes_back(heard) or asks(heard.text):
        return False
    return isinstance(corrected(task, heard, desk), Keeps | None)


def no(task: Task, heard: Heard, desk: Cases) -> Act | None:
    if task.asked == WHICH and named(task, heard) is None:
        return Keeps()  # nothing is to be changed after all: it is read back again
    return corrected(task, heard, desk) or named_anew(task, heard) or Refuses()
