"""An answer to what was asked: it fills, confirms, corrects, or turns out to be something else."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import is_aside, is_no, is_yes, meaning
from actions.dialogue.readers import chosen, is_free_text, mentioned, read_field
from actions.dialogue.which_case import case_meant
from actions.service.functions import function
from actions.service.requests.matters import Field
from bot.language.names import read_name
from bot.language.short_answers import is_filler, short_answer

Begin = Callable[[Agenda, Heard, str], list[Reply]]
MISSES = 3
"""So many answers in a row that were not understood, and a person is offered."""
CASE = "case_number"
_BESIDE_LICENCE = re.compile(r"[\d\s,，。、:：]+|执业证|律师证|证号|号码?(?:是|为)|姓名")
CHANGE = "改"
"""Whatever else it sounds like, at a read-back it wants something changed (改一下延期理由)."""
WHICH = "which"
"""Asked instead of a field: which of the fields is to be changed."""


def answer(agenda: Agenda, heard: Heard, desk: Desk, begin: Begin) -> list[Reply]:
    """Take a message as the answer to the top task's question, or find that it is none."""
    task = agenda.top
    assert task is not None
    if task.stage == "code":
        return _while_code_awaited(agenda, task, heard, begin)
    if task.stage == "confirming":
        return _confirm(agenda, task, heard, desk, begin)
    if task.asked == CASE:
        return _case(agenda, task, heard, desk, begin)
    field = _field(task, task.asked)
    if field is None:
        return begin(agenda, heard, meaning(heard)) if is_aside(heard, words_wanted=False) else []
    return _value(agenda, task, field, heard, begin)


def fill(task: Task, heard: Heard) -> None:
    """Take whatever a sentence gives besides the answer: several questions may be answered in one."""
    for field in function(task.function).fields:
        if (
            not is_free_text(field)
            and field.reader not in ("person", "hearing")
            and task.fields.get(field.name) is None
        ):
            value = mentioned(heard, field)
            if value is not None:
                task.fields[field.name] = value
    if task.function == "identity.verify":
        _fill_identity(task, heard)


def _fill_identity(task: Task, heard: Heard) -> None:
    """The name may stand beside the number (11101…，林知远); with keys alone there is none."""
    beside = read_name(_BESIDE_LICENCE.sub("", heard.text)) if heard.first("licence_no") else None
    name = heard.first("person") or (beside.name if beside else None)
    if name:
        task.fields["person"] = name
    if heard.keys and heard.first("licence_no"):
        task.fields["by_keys"] = True


def _value(agenda: Agenda, task: Task, field: Field, heard: Heard, begin: Begin) -> list[Reply]:
    words = is_free_text(field)
    if is_aside(heard, words_wanted=words) and not _answers(heard, field, task):
        return begin(agenda, heard, meaning(heard))
    if words and (is_filler(heard.text) or short_answer(heard.text)):
        return _missed(agenda, task)
    read = read_field(heard, field, task.offered)
    if read.problem:
        task.misses += 1
        return [Reply(read.problem, {"reason": heard.first("licence_problem") or ""})]
    if read.value is None:
        return _missed(agenda, task)
    task.fields[field.name] = read.value
    task.misses = 0
    fill(task, heard)
    return []


def answers_question(task: Task, heard: Heard) -> bool:
    """Whether a message plainly holds what this task asked for."""
    field = _field(task, task.asked)
    return field is not None and _answers(heard, field, task)


def _answers(heard: Heard, field: Field, task: Task) -> bool:
    """A sentence that plainly holds the value is an answer, whatever else it sounds like."""
    if is_free_text(field) or field.reader == "person":
        return False
    return read_field(heard, field, task.offered).value is not None


def _case(agenda: Agenda, task: Task, heard: Heard, desk: Desk, begin: Begin) -> list[Reply]:
    index = chosen(heard.text, [title for title, _ in task.offered])
    if index is not None and not heard.first("case_number"):
        task.fields[CASE] = task.offered[index][1]
        return []
    meant = case_meant(desk, heard, task.function, None)
    if meant.case:
        task.fields[CASE], task.misses = meant.case.case_number, 0
        fill(task, heard)
        return []
    if meant.problem:
        task.misses += 1
        return [meant.problem, *_offer_person(agenda, task)]
    if meant.choices:
        task.fields["case_choices"] = [case.case_number for case in meant.choices]
        return []
    if is_aside(heard, words_wanted=False):
        return begin(agenda, heard, meaning(heard))
    return _missed(agenda, task)


def _confirm(agenda: Agenda, task: Task, heard: Heard, desk: Desk, begin: Begin) -> list[Reply]:
    changed = _corrected(task, heard, desk)
    if changed:
        return changed
    if task.asked == WHICH:
        return _after_which(agenda, task, heard, begin)
    if is_yes(heard):
        task.stage, task.misses = "confirmed", 0
        return []
    if is_no(heard) or meaning(heard) == "dialog.correct" or CHANGE in heard.text:
        return _which(task, heard, agenda)
    if is_aside(heard, words_wanted=False) and meaning(heard) != task.function:
        return begin(agenda, heard, meaning(heard))
    return _missed(agenda, task)


def _after_which(agenda: Agenda, task: Task, heard: Heard, begin: Begin) -> list[Reply]:
    if is_yes(heard) or is_no(heard):
        task.asked = None  # nothing is to be changed after all: it is read back again
        return []
    if is_aside(heard, words_wanted=False) and meaning(heard) != task.function and not _named(task, heard):
        return begin(agenda, heard, meaning(heard))
    return _which(task, heard, agenda)


def _corrected(task: Task, heard: Heard, desk: Desk) -> list[Reply]:
    """A new value said at the read-back (不对，是粤0106…) replaces the old one and is read back again."""
    if heard.first("case_number") or heard.first("case_part"):
        meant = case_meant(desk, heard, task.function, None)
        if meant.problem:
            return [meant.problem]
        if meant.case and meant.case.case_number != task.fields.get(CASE):
            task.fields = {CASE: meant.case.case_number} | {
                name: value for name, value in task.fields.items() if name not in (CASE, "hearing")
            }
            task.stage = "filling"
            return [Reply("dialog.corrected")]
    for field in function(task.function).fields:
        if is_free_text(field) or field.reader in ("person", "hearing"):
            continue
        value = mentioned(heard, field)
        if value is not None and value != task.fields.get(field.name) and field.name in task.fields:
            task.fields[field.name] = value
            task.stage = "filling"
            return [Reply("dialog.corrected")]
    return []


def _which(task: Task, heard: Heard, agenda: Agenda) -> list[Reply]:
    """Find the field to change by its name, or ask which."""
    named = _named(task, heard)
    if named:
        del task.fields[named]
        task.stage, task.asked, task.misses = "filling", None, 0
        if named == CASE:  # asked for anew, not read again from the sentence that began it all
            task.asked = CASE
            task.fields.pop("hearing", None)
        return []
    if task.asked == WHICH:
        task.misses += 1
    task.asked = WHICH
    task.offered = [[title, name] for name, title in _changeable(task).items()]
    return _offer_person(agenda, task)


def _changeable(task: Task) -> dict[str, str]:
    """The fields that have a value, with their titles."""
    fields = function(task.function).fields
    titles = {field.name: field.title_zh for field in fields if field.name in task.fields}
    return titles | ({CASE: "案号"} if CASE in task.fields else {})


def _named(task: Task, heard: Heard) -> str | None:
    """The one field that a sentence names, by its title or a part of it (理由不对)."""
    titles = _changeable(task)
    named = [name for name, title in titles.items() if title in heard.text]
    index = chosen(heard.text, list(titles.values()))
    if index is not None and not named:
        named = [list(titles)[index]]
    return named[0] if len(named) == 1 else None


def _while_code_awaited(agenda: Agenda, task: Task, heard: Heard, begin: Begin) -> list[Reply]:
    if heard.first("licence_no"):
        task.fields, task.stage = {}, "filling"
        fill(task, heard)
        return []
    if any(word in heard.text for word in ("重发", "再发", "没收到", "没有收到", "收不到", "重新发")):
        task.stage = "filling"
        return []
    if is_aside(heard, words_wanted=False) and meaning(heard) != "identity.verify":
        return begin(agenda, heard, meaning(heard))
    return []


def _field(task: Task, name: str | None) -> Field | None:
    return next((field for field in function(task.function).fields if field.name == name), None)


def _missed(agenda: Agenda, task: Task) -> list[Reply]:
    task.misses += 1
    return [Reply("dialog.not_an_answer"), *_offer_person(agenda, task)]


def _offer_person(agenda: Agenda, task: Task) -> list[Reply]:
    if task.misses < MISSES:
        return []
    task.misses = 0
    return [Reply("dialog.offer_person", options=(("转人工", "转人工"), ("取消", "取消")))]
