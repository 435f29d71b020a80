"""A request that a legal check refused is taken up again where the caller puts right the fact that caused it
(不对，举证期限是下个月到期; 那改成缓交): it goes on with all that was said before."""

from __future__ import annotations

from dataclasses import asdict

from actions.dialogue import amending
from actions.dialogue.act import Act, Amends, Cases, Corrects, Wishes
from actions.dialogue.agenda import CASE, Agenda, Reply, Task
from actions.dialogue.correcting import corrected, field_of
from actions.dialogue.filling import forget, keep_words
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, can_begin, certain, meaning
from actions.dialogue.readers import is_free_text
from bot.language.amendments import changes, denies
from bot.language.forms import asks

OF_A_CASE = {"case_number", "case_part", "cause"}
"""Read in a sentence that may be about another case."""


def keep(agenda: Agenda, task: Task) -> None:
    """What was refused is remembered until another matter begins."""
    agenda.refused = asdict(task)


def left(agenda: Agenda) -> Task | None:
    """What was refused last, as if it were still being read back."""
    if agenda.refused is None or agenda.top is not None:
        return None
    task = Task(**agenda.refused)
    task.stage = "confirming"
    return task


def plainly(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Another value of what was refused, whether it is said to be wrong or only given."""
    task = left(agenda)
    if task is None or heard.event is not None or (asks(heard.text) and not changes(heard.text)):
        return None
    right = changes(heard.text) or denies(heard.text)
    elsewhere = can_begin(meaning(heard)) and meaning(heard) != task.function and certain(heard) >= ASIDE
    if (elsewhere or OF_A_CASE & heard.entities.keys()) and not right:
        return None
    found = [*amending.amended(task, heard, desk), corrected(task, heard, desk)]
    given = next((act for act in found if isinstance(act, Corrects)), None)
    field = field_of(task, given.name) if given else None
    if given is None or (field is not None and is_free_text(field) and not right):
        return None
    return Amends(given.name, given.value)


def taken_up(agenda: Agenda, act: Amends, heard: Heard) -> list[Reply]:
    """The request once more, with what was put right."""
    task = left(agenda)
    assert task is not None
    forget(task, act.name)
    task.fill_again()
    if act.value is None:
        task.anew.append(act.name)
    else:
        task.fields[act.name] = act.value
        keep_words(task, act.name, heard)
    agenda.refused = None
    agenda.push(task)
    return [Reply("dialog.corrected")]


def with_what_was_said(agenda: Agenda, act: Wishes, wish: Task) -> Task:
    """The same request wished for anew with something else in it (那我申请缓交): what was said before counts
    on, unless another case is named."""
    task = left(agenda)
    if task is None or task.function != wish.function or OF_A_CASE & act.heard.entities.keys():
        return wish
    other = {name: value for name, value in wish.fields.items() if value != task.fields.get(name)}
    if not other or CASE in other:
        return wish
    for name in other:
        forget(task, name)
    task.fields |= other
    task.fill_again()
    return task
