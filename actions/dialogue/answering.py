"""An answer to what was asked: it fills, confirms, corrects, or turns out to be something else."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.correcting import (
    CASE,
    WHICH,
    ask_which,
    changeable,
    corrected,
    field_of,
    is_number_alone,
    named,
    named_anew,
    taken_back,
)
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import CONFIRMED, certain, is_aside, is_no, is_yes, meaning
from actions.dialogue.readers import is_free_text, mentioned, read_field
from actions.dialogue.which_case import case_meant
from actions.service.clock import BEIJING
from actions.service.functions import function
from actions.service.requests.matters import Field
from actions.store.records import Hearing
from bot.language.choices import choose
from bot.language.names import read_name
from bot.language.short_answers import is_filler, short_answer

Begin = Callable[[Agenda, Heard, str], list[Reply]]
MISSES = 3
"""So many answers in a row that were not understood, and a person is offered."""
_BESIDE_LICENCE = re.compile(r"[\d\s,，。、:：]+|执业证|律师证|证号|号码?(?:是|为)|姓名")
_CHANGE = re.compile(r"[改换]")
"""Whatever else it sounds like, at a read-back it wants something changed (改一下延期理由)."""


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
    field = field_of(task, task.asked)
    if field is None:
        return begin(agenda, heard, meaning(heard)) if _is_aside(task, heard) else []
    return _value(agenda, task, field, heard, desk, begin)


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
    """The name may stand beside the number (11101…，林知远); with keys alone there is none.

    A name without the number may be anybody's (我要申请秦望舒法官回避).
    """
    if not heard.first("licence_no"):
        return
    beside = read_name(_BESIDE_LICENCE.sub("", heard.text))
    name = heard.first("person") or (beside.name if beside else None)
    if name:
        task.fields["person"] = name
    if heard.keys:
        task.fields["by_keys"] = True


def _value(agenda: Agenda, task: Task, field: Field, heard: Heard, desk: Desk, begin: Begin) -> list[Reply]:
    words, answers = is_free_text(field), _answers(heard, field, task)
    changed = None if answers else taken_back(task, heard, desk)
    if changed is not None:
        return changed
    if _is_aside(task, heard, words_wanted=words) and not answers:
        return begin(agenda, heard, meaning(heard))
    if words and (is_filler(heard.text) or short_answer(heard.text) or is_number_alone(heard)):
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


def _is_aside(task: Task, heard: Heard, *, words_wanted: bool = False) -> bool:
    """Something else than the answer; what is being done already, said again, is nothing else."""
    return meaning(heard) != task.function and is_aside(heard, words_wanted=words_wanted)


def answers_question(task: Task, heard: Heard) -> bool:
    """Whether a message plainly holds what this task asked for."""
    if task.asked == CASE:
        return 0 < len(choose(heard.text, [title for title, _ in task.offered])) < max(len(task.offered), 2)
    field = field_of(task, task.asked)
    return field is not None and _answers(heard, field, task)


def _answers(heard: Heard, field: Field, task: Task) -> bool:
    """A sentence that plainly holds the value is an answer, whatever else it sounds like."""
    if is_free_text(field):
        return False
    if field.reader == "person":  # 费用 and 查开庭 could be names too
        return certain(heard) < CONFIRMED and read_name(heard.text) is not None
    return read_field(heard, field, task.offered).value is not None


def _case(agenda: Agenda, task: Task, heard: Heard, desk: Desk, begin: Begin) -> list[Reply]:
    fitting = [] if heard.first("case_number") else choose(heard.text, _called(task, desk), desk.today)
    if len(task.offered) == 1 and is_yes(heard):
        fitting = [0]
    if len(fitting) == 1:
        task.fields[CASE], task.misses = task.offered[fitting[0]][1], 0
        return []
    if 1 < len(fitting) < len(task.offered):
        return ask_which(task, [task.offered[index][1] for index in fitting])
    meant = case_meant(desk, heard, task.function, None)
    if meant.case:
        task.fields[CASE], task.misses = meant.case.case_number, 0
        fill(task, heard)
        return []
    if meant.problem:
        task.misses += 1
        return [meant.problem, *_offer_person(agenda, task)]
    if meant.choices:
        return ask_which(task, [case.case_number for case in meant.choices])
    if _is_aside(task, heard):
        return begin(agenda, heard, meaning(heard))
    return _missed(agenda, task)


def _called(task: Task, desk: Desk) -> list[str]:
    """What each case offered may be called: its title, and when and where it is heard (下周二开庭那个)."""
    return [
        " ".join([title, *(_when_and_where(hearing) for hearing in desk.coming_hearings(number))])
        for title, number in task.offered
    ]


def _when_and_where(hearing: Hearing) -> str:
    starts = hearing.starts_at.astimezone(BEIJING)
    return f"{starts:%Y年%m月%d日} {'上午' if starts.hour < 12 else '下午'} {hearing.place or ''}"


def _confirm(agenda: Agenda, task: Task, heard: Heard, desk: Desk, begin: Begin) -> list[Reply]:
    changed = corrected(task, heard, desk)
    if changed is not None:
        return changed
    if task.asked == WHICH:
        return _after_which(agenda, task, heard, begin)
    if is_yes(heard):
        task.stage, task.misses = "confirmed", 0
        return []
    if is_no(heard) or meaning(heard) == "dialog.correct" or _CHANGE.search(heard.text):
        return _which(agenda, task, heard)
    if _is_aside(task, heard):
        return begin(agenda, heard, meaning(heard))
    return _missed(agenda, task)


def _after_which(agenda: Agenda, task: Task, heard: Heard, begin: Begin) -> list[Reply]:
    if meaning(heard) in ("dialog.affirm", "dialog.deny") and named(task, heard) is None:
        task.asked = None  # nothing is to be changed after all: it is read back again
        return []
    if _is_aside(task, heard) and not named(task, heard):
        return begin(agenda, heard, meaning(heard))
    return _which(agenda, task, heard)


def _which(agenda: Agenda, task: Task, heard: Heard) -> list[Reply]:
    """Find the field to change by its name, or ask which."""
    changed = named_anew(task, heard)
    if changed is not None:
        return changed
    if task.asked == WHICH:
        task.misses += 1
    task.asked = WHICH
    task.offered = [[title, name] for name, title in changeable(task).items()]
    return _offer_person(agenda, task)


def _while_code_awaited(agenda: Agenda, task: Task, heard: Heard, begin: Begin) -> list[Reply]:
    if heard.first("licence_no"):
        task.fields, task.stage = {}, "filling"
        fill(task, heard)
        return []
    if any(word in heard.text for word in ("重发", "再发", "没收到", "没有收到", "收不到", "重新发")):
        task.stage = "filling"
        return []
    if _is_aside(task, heard):
        return begin(agenda, heard, meaning(heard))
    return []


def _missed(agenda: Agenda, task: Task) -> list[Reply]:
    task.misses += 1
    return [Reply("dialog.not_an_answer"), *_offer_person(agenda, task)]


def _offer_person(agenda: Agenda, task: Task) -> list[Reply]:
    if task.misses < MISSES:
        return []
    task.misses = 0
    return [Reply("dialog.offer_person", options=(("转人工", "转人工"), ("取消", "取消")))]
