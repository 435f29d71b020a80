"""What is to be registered was read back: is it right; or, which of it is to be changed."""

from __future__ import annotations

import re

from actions.dialogue.act import Act, Cases, Confirms, Corrects, Keeps, Noise, Refuses
from actions.dialogue.agenda import WHICH, Task
from actions.dialogue.correcting import changeable, corrected, named, named_anew
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import is_no, is_yes, meaning
from actions.dialogue.readers import is_free_text
from actions.dialogue.weighing import no_answer
from actions.service.functions import function
from bot.language.forms import asks, wishes

_CHANGE = re.compile(r"[改换]")
"""Whatever else it sounds like, at a read-back it wants something changed (改一下延期理由)."""
_ADDS = re.compile(r"^(?:还有|另外|再加|补充|加一[句条点]|对了|再补)")
TELLING = 8
"""So many characters at least tell something; fewer are no addition to what was read back."""


def act(task: Task, heard: Heard, desk: Cases) -> Act:
    changed = corrected(task, heard, desk)
    if changed is not None:
        return changed
    if task.asked == WHICH:
        return _which(task, heard)
    if is_yes(heard):
        return Confirms()
    if is_no(heard) or meaning(heard) == "dialog.correct" or _CHANGE.search(heard.text):
        return named_anew(task, heard) or Refuses()
    return _told_more(task, heard) or no_answer(task, heard)


def _which(task: Task, heard: Heard) -> Act:
    if meaning(heard) in ("dialog.affirm", "dialog.deny") and named(task, heard) is None:
        return Keeps()  # nothing is to be changed after all: it is read back again
    anew = named_anew(task, heard)
    if anew is not None:
        return anew
    other = no_answer(task, heard)
    return Refuses() if isinstance(other, Noise) else other


def _told_more(task: Task, heard: Heard) -> Act | None:
    """Facts told at the read-back are added to what was dictated, where only one field was."""
    told = [
        each
        for each in function(task.function).fields
        if is_free_text(each) and each.name in changeable(task)
    ]
    if len(told) != 1 or len(heard.text) < TELLING or asks(heard.text) or wishes(heard.text):
        return None
    if isinstance(no_answer(task, heard), Noise) or _ADDS.match(heard.text):
        return Corrects(told[0].name, f"{task.fields[told[0].name]}；{heard.words.strip()}")
    return None
