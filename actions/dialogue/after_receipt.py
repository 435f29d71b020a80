"""Right after a request was registered something in it turns out to be wrong (庭选错了，应该是八号那场): what
stands there is not changed behind its receipt. A correction is added to it, or it is withdrawn and registered
anew as it should be: which, is asked, read back and answered with a yes."""

from __future__ import annotations

from typing import Any

from actions.dialogue import amending, refused
from actions.dialogue.act import Act, Amends, Cases, Corrects
from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.correcting import changeable, corrected, named_anew
from actions.dialogue.desk import Desk
from actions.dialogue.filling import forget
from actions.dialogue.heard import Heard
from actions.service.requests.matters import has_matter
from actions.service.requests.second import ADDITION, AMENDING, THERE
from bot.language.amendments import changes
from bot.language.forms import asks


def registered(agenda: Agenda) -> Task | None:
    """What was just registered, as if it were still being read back; None where nothing was, or nothing of it
    can be wrong (a payment, a signature)."""
    told = agenda.told or {}
    if agenda.top is not None or not has_matter(str(told.get("function"))) or not told["fields"]:
        return None
    return Task(told["function"], dict(told["fields"]), "confirming", words=told["words"])


def plainly(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A part of it is named, and said to be wrong."""
    task = registered(agenda)
    if task is None or not changes(heard.text) or asks(heard.text):
        return None
    found = amending.amended(task, heard, desk)
    first = next((act for act in found if isinstance(act, Corrects)), None)
    return Amends(first.name, first.value) if first is not None else None


def amended(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """What of it is wrong, of a sentence that is taken for a correction."""
    task = registered(agenda)
    if task is None:
        return None
    found = plainly(agenda, heard, desk) or corrected(task, heard, desk) or named_anew(task, heard)
    if isinstance(found, Corrects):
        return Amends(found.name, found.value)
    return found if isinstance(found, Amends) else Amends()


def amends(agenda: Agenda, act: Amends, heard: Heard, desk: Desk) -> list[Reply]:
    """The request once more, with what was said of it; how it is to be put right is asked next."""
    if refused.left(agenda) is not None:
        return refused.taken_up(agenda, act, heard)
    told: dict[str, Any] | None = agenda.told
    task = registered(agenda)
    assert told is not None and task is not None
    title = changeable(task).get(act.name, "")
    task.stage = "filling"
    if act.name:
        forget(task, act.name)
    if act.value is not None:
        task.fields[act.name] = act.value
    task.fields |= {THERE: told["receipt_no"], AMENDING: title or "内容"}
    if act.value is not None:
        task.fields[ADDITION] = f"更正{title}：{heard.words.strip()}"
    agenda.told = None
    agenda.push(task)
    return []
