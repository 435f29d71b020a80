"""At the read-back: what a sentence changes of it, by the names of its parts or by its form alone.

What is named counts whatever the classifier thinks; the last of two values is the one meant, and what was
taken back is not kept beside it. What only the court's record says is changed by its name, never in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from actions.dialogue.act import Act, Cases, Corrects, Keeps, Misread, Refuses
from actions.dialogue.agenda import CASE, WHICH, Reply, Task
from actions.dialogue.correcting import corrected, field_of, other_case, other_person
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import CONFIRMED, can_begin, certain, meaning
from actions.dialogue.readers import IN_OWN_WORDS, Read, clause, is_free_text, mentioned, read_field
from actions.service.functions import function
from actions.service.requests.kinds import depends_on
from actions.service.requests.question import Field
from bot.language.amendments import (
    Amended,
    added,
    amendments,
    besides,
    changes,
    denies,
    instead,
    remarks,
    replaced,
    takes_back,
)
from bot.language.forms import asks, wishes
from bot.language.labelled import Labelled, labelled

BY_KIND: Mapping[str, tuple[str, ...]] = {
    "amount": ("金额", "数额", "标的", "数目", "amount"),
    "court": ("法院", "court"),
    "hearing": ("庭审", "庭期", "hearing"),
    "cause": ("案由", "cause"),
    "person": ("姓名", "名字", "人名", "人选"),
    "date": ("日期", "日子", "时间", "哪天", "date"),
    "phone": ("电话", "手机号"),
    "case_number": ("案号", "案子", "案件", "case number", "case"),
}
"""What a part of this kind is also called, where it is the only one of the matter."""
BY_WHAT_IS_TOLD: Mapping[str, tuple[str, ...]] = {
    "reason": ("理由", "原因", "事由"),
    "facts": ("事实", "经过"),
}
_ANOTHER_CASE = re.compile(r"(?:另外?的?|别的?|其他的?|那)?一?[个件起]?(?:案子|案件|案)[吧了]?")
_FIRST_CLAUSE = re.compile(r"[,，。;；]")
BRIEF = 8
"""Characters of a choice at most, where it stands alone."""
SHORTEST, LEADING = 2, 8
"""Characters of a name at least; and so many at most before a value whose label begins the sentence."""


def amended(task: Task | None, heard: Heard, desk: Cases) -> tuple[Act, ...]:
    """What a sentence changes, beyond doubt; empty where only its place and the classifier can tell."""
    if task is None or heard.keys or task.stage not in ("filling", "confirming"):
        return ()
    if task.stage == "filling":
        return _meanwhile(task, heard, desk)
    if task.asked == WHICH and task.held and (part := only_named(task, heard.text)) is not None:
        return (_with_held(task, part),)
    named = () if asks(heard.text) and not changes(heard.text) else tuple(_named(task, heard, desk))
    if named:
        changed = tuple(act for act in named if not isinstance(act, Keeps))
        given = corrected(task, heard, desk) if all(_is_asked_anew(act) for act in changed) else None
        return (given,) if isinstance(given, Corrects) else changed or (Keeps(),)
    return _by_form(task, heard, desk)


def _is_asked_anew(act: Act) -> bool:
    return isinstance(act, Corrects) and act.value is None


def _meanwhile(task: Task, heard: Heard, desk: Cases) -> tuple[Act, ...]:
    """While something else is asked, only what is plainly to be changed is (改一下被告; 金额改成三十万)."""
    if task.asked in (None, CASE) or not (changes(heard.text) or denies(heard.text)):
        return ()
    given = [act for act in _named(task, heard, desk) if isinstance(act, Corrects)]
    others = tuple(act for act in given if act.name != task.asked and act.name in task.fields)
    return others or tuple(_chosen_before(task, heard))


def _chosen_before(task: Task, heard: Heard) -> Iterator[Act]:
    """Another of the choices in place of the one made before, which is taken back (不要缓交了，改免交); of a
    person his name, and what hangs on it with it."""
    if (person := other_person(task, heard)) is not None:
        yield person
        return
    for field in function(task.function).fields_for(task.fields):
        before = field.choice(str(task.fields.get(field.name)))
        if field.reader != "choice" or field.name == task.asked or before is None:
            continue
        value = mentioned(heard, field, plainly=True)
        told = takes_back(heard.text) or any(cue in heard.text for cue in (before.title, *before.cues))
        if value not in (None, before.value) and told:
            yield Corrects(field.name, value)
            return


def names(task: Task) -> dict[str, tuple[str, ...]]:
    """What the parts of a matter are called: their titles, the ends of those, and the words of their kind."""
    fields = function(task.function).fields_for(task.fields)
    called: dict[str, list[str]] = {field.name: [field.title_zh] for field in fields}
    for field in (each for each in fields if task.fields.get(each.name) not in (None, "")):
        called[field.name] += [*_ends(field.title_zh), *BY_KIND.get(field.reader, ())]
        called[field.name] += [*BY_WHAT_IS_TOLD.get(field.told or "", ()), *_value(task, field)]
    if CASE in task.fields and CASE not in called:
        called[CASE] = ["案号", "案子", "案件"]
    everything = [name for part in called.values() for name in set(part)]
    return {
        part: tuple(name for name in dict.fromkeys(known) if everything.count(name) == 1 or name == known[0])
        for part, known in called.items()
    }


def _value(task: Task, field: Field) -> tuple[str, ...]:
    """Who was named is also called so (秦望舒改成秦望苏)."""
    return (str(task.fields[field.name]),) if field.reader == "person" else ()


def only_named(task: Task, text: str) -> str | None:
    """The one part that a sentence names."""
    found = [part for part, known in names(task).items() if any(name in text for name in known)]
    return found[0] if len(found) == 1 else None


def _ends(title: str) -> Iterator[str]:
    for start in range(1, len(title) - 1):
        if title[start] not in "的或者和、与及" and len(title) - start >= SHORTEST:
            yield title[start:]
    if "、" in title or "和" in title or "或者" in title:
        yield title.replace("或者", "、").replace("和", "、").split("、")[0]


def _named(task: Task, heard: Heard, desk: Cases) -> Iterator[Act]:
    known = names(task)
    for field in _told(task):
        if (more := added(heard.text, known[field.name])) is not None:
            yield Corrects(field.name, _joined(task, field, more))
            return
    found = {each.part: each for each in amendments(heard.text, known)}
    for field in function(task.function).fields_for(task.fields):
        each = found.get(field.name)
        if each is None and not found and (behind := _behind_label(heard, field)) is not None:
            yield _new(task, field, behind)
        elif each is not None and field.name != CASE:
            yield _taken(task, field, each, heard)
    if CASE in found:
        yield other_case(task, heard, desk) or Corrects(CASE)


def _taken(task: Task, field: Field, each: Amended, heard: Heard) -> Act:
    """The value behind a name as the field reads it; what it cannot read is asked for."""
    if each.value is None:
        return Corrects(field.name)
    read = _read(heard, field, each.value, each.start)
    if read.value is None and not read.problem:
        read = _read(heard, field, _FIRST_CLAUSE.split(each.value)[0], each.start)
    if read.problem:
        return Misread((Reply(read.problem),)) if read.problem.startswith("field.") else Corrects(field.name)
    return Corrects(field.name) if read.value is None else _new(task, field, read.value)


def _read(heard: Heard, field: Field, value: str, start: int) -> Read:
    return read_field(clause(heard, Labelled(value, start, start + len(value))), field, [])


def _behind_label(heard: Heard, field: Field) -> Any | None:
    """What stands behind the words that lead a value in a first sentence (延长到…), where the sentence begins
    with them, or with taking back."""
    part = labelled(heard.text, field.labels) if field.labels else None
    if part is None or remarks(part.value) or not (part.start <= LEADING or takes_back(heard.text)):
        return None
    return read_field(clause(heard, part), field, []).value


def _new(task: Task, field: Field, value: object) -> Act:
    return Keeps() if value == task.fields.get(field.name) else Corrects(field.name, value)


def _with_held(task: Task, part: str) -> Act:
    """What was said before it was known of which part it was said."""
    field = field_of(task, part)
    if field is None or not is_free_text(field):
        return Corrects(part)
    return Corrects(part, _joined(task, field, task.held))


def _joined(task: Task, field: Field, more: str) -> str:
    before = str(task.fields.get(field.name) or "")
    return (f"{before}；{more}" if before else more)[: field.max_length]


def _something_else(task: Task, heard: Heard) -> bool:
    code = meaning(heard)
    return can_begin(code) and code != task.function and certain(heard) >= CONFIRMED


def _by_form(task: Task, heard: Heard, desk: Cases) -> tuple[Act, ...]:
    """还有…: more is put to the words that were dictated. 不是…，是…: another value of whatever reads it;
    else those words are put so instead."""
    text, told = _words(heard), _told(task)
    if takes_back(text) or not asks(text):
        for field in told:
            if (right := replaced(text, str(task.fields[field.name]))) is not None:
                return (Corrects(field.name, right),)
    if (more := besides(text)) is not None:
        if not told:
            return ()
        return (Corrects(told[0].name, _joined(task, told[0], more)) if len(told) == 1 else Refuses(more),)
    other = instead(text)
    dictated = len(told) == 1 and told[0].told in IN_OWN_WORDS
    if other is None or (_something_else(task, heard) and not dictated):
        return ()
    if _ANOTHER_CASE.fullmatch(other):
        return (Corrects(CASE),) if CASE in task.fields else ()
    if (chosen := _choice_said(task, heard, other)) is not None:
        return (chosen,)
    value = corrected(task, heard, desk)
    if value is not None and not isinstance(value, Keeps):
        return (value,)
    if (wishes(other) and not dictated) or not told:
        return ()
    return (Corrects(told[0].name, other[: told[0].max_length]) if len(told) == 1 else Refuses(other),)


def _told(task: Task) -> list[Field]:
    """The fields that hold what was dictated."""
    fields = function(task.function).fields_for(task.fields)
    return [field for field in fields if is_free_text(field) and task.fields.get(field.name)]


def _choice_said(task: Task, heard: Heard, other: str) -> Act | None:
    """Another of the choices and nothing else (不是审判员，是审判长)."""
    start = heard.text.find(other)
    if start < 0 or len(other) > BRIEF:
        return None
    said = clause(heard, Labelled(other, start, start + len(other)))
    for field in function(task.function).fields_for(task.fields):
        given = field.reader == "choice" and task.fields.get(field.name)
        value = mentioned(said, field, plainly=True) if given else None
        if value is not None and value != task.fields[field.name]:
            return Corrects(field.name, value)
    return None


def along(act: Act, task: Task | None, heard: Heard) -> tuple[Act, ...]:
    """With what hangs on a corrected value and is said in the same breath (不是秦望舒，是书记员柏若溪)."""
    if task is None or not isinstance(act, Corrects) or act.value is None:
        return (act,)
    fields = function(task.function).fields_for({**task.fields, act.name: act.value})
    hanging = [
        field for field in fields if act.name in depends_on(field) and field.name not in (act.name, CASE)
    ]
    said = {field.name: mentioned(heard, field) for field in hanging}
    return (act, *(Corrects(name, value) for name, value in said.items() if value is not None))


def _words(heard: Heard) -> str:
    return heard.words if len(heard.words) == len(heard.text) else heard.text
