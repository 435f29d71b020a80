"""A value given before is replaced: another case, another value of a field, or a field to be asked anew."""

from __future__ import annotations

import re
from typing import Any

from actions.dialogue.act import Act, Cases, Corrects, Keeps, Misread, Narrows, Refuses
from actions.dialogue.agenda import CASE, Task
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import is_aside
from actions.dialogue.readers import chosen, counts_in_passing, is_free_text, mentioned, on_day
from actions.dialogue.which_case import case_meant
from actions.service.functions import function
from actions.service.requests.kinds import on_record
from actions.service.requests.question import Field
from bot.language.amendments import bare, remarks
from bot.language.spoken_names import answered_name

CHINA = "+86"
BRIEF = 8
BESIDE_NUMBER = 4
"""So many characters at most stand beside a case number that is the whole message (…号呢)."""
_TAKES_BACK = re.compile(
    r"(?:[嗯啊呃哦哎,，、\s]|那个|等等|等一下)*(?:不对|不是|错了|[搞弄说报]错|换|改|更正|应该是)"
)
_A_CASE = re.compile(r"案[号件子]|[个件]案")
_POINTING = re.compile(r"案|那[件起一]|那个(?=[吧啊呢,，。 \d零一二三四五六七八九幺]|$)")
_NEW_NAME = re.compile(r"(?<!不)(?:是|叫|换成|改成|改为|更正(?:为|成)?|写成|回避的是)[:,\s]*")
_A_NAME = re.compile(r"(?:名字?|姓名?|人|字)[^,。 ]{0,4}(?:错|改|换|更正|不对)|(?:打|写|念|说|报|听)错")
_OFFICES = re.compile(r"^(?:书记员|审判长|审判员|法官助理|(?:人民)?陪审员|执行员|鉴定人|法官)")
TELLING, WORDS_TELLING = 6, 3
"""So many characters, and Chinese ones among them, at least tell something; fewer are no addition to what was
read back, and a command typed in is none."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEW_WORDS = re.compile(r"(?:改成|改为|换成|应该是|应为)[，,：:\s]*(.{2,})|理由是[，,：:\s]*(.{4,})")


def takes_back(heard: Heard) -> bool:
    """Whether a sentence begins by taking something back (不对，是…; 换成…)."""
    return bool(_TAKES_BACK.match(heard.text))


def is_brief(text: str) -> bool:
    """A few characters, punctuation not counted."""
    return len(re.sub(r"\W", "", text)) <= BRIEF


def is_number_alone(heard: Heard) -> bool:
    """A case number and hardly a word beside it."""
    number = heard.first("case_number")
    return number is not None and len(heard.text) <= len(number) + BESIDE_NUMBER


def corrected(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """A new value said at the read-back (不对，是粤0106…) replaces the old one; the same one again changes
    nothing. None if no value was said."""
    if takes_back(heard) or not is_aside(heard):
        changed = other_case(task, heard, desk)
        if changed is not None:
            return changed
    same: Act | None = None
    fields = function(task.function).fields_for(task.fields)
    for field in sorted(
        fields, key=lambda each: task.fields.get(each.name) in (None, "")
    ):  # given ones first
        if not counts_in_passing(field) or on_record(field) or not field.is_asked(task.fields):
            continue  # what the record says is changed by its name alone
        value = mentioned(heard, field, plainly=task.fields.get(field.name) not in (None, ""))
        if value is not None and not _is(value, task.fields.get(field.name)):
            return Corrects(field.name, value)
        same = same or (Keeps() if value is not None else None)
    return other_person(task, heard) or _other_hearing(task, heard, desk) or same


def _is(value: Any, before: Any) -> bool:
    """Whether it is the value that stands there; a number of China is one with and without its prefix."""
    return value == before or str(value).removeprefix(CHINA) == str(before).removeprefix(CHINA)


def other_person(task: Task, heard: Heard) -> Act | None:
    """不对，是叶听雨: who is meant instead."""
    before = task.fields.get("person")
    if not before or not (takes_back(heard) or _A_NAME.search(heard.text)):
        return None
    said = heard.text.replace(f"不是{before}", "")
    parts = [match.end() for match in _NEW_NAME.finditer(said)]
    names = (answered_name(_OFFICES.sub("", said[start:])) for start in reversed(parts))
    new = next((name for name in names if name and name != before), None)
    return Corrects("person", new) if new else None


def other_case(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """Another case named in place of the present one, by number, by a piece of it or as 民间借贷那个."""
    numbered = heard.first("case_number") or heard.first("case_part")
    if CASE not in task.fields or not (numbered or _POINTING.search(heard.text)):
        return None
    meant = case_meant(desk.cases_for(task.function), heard)
    if meant.problem:
        return Misread((meant.problem,)) if numbered else None
    numbers = [case.case_number for case in ([meant.case] if meant.case else meant.choices)]
    if numbers == [task.fields[CASE]]:
        return Keeps() if numbered else None
    if not numbers:
        return None
    return Corrects(CASE, numbers[0]) if meant.case else Narrows(numbers, instead=True)


def named_anew(task: Task, heard: Heard) -> Act | None:
    """The field that a sentence names is asked anew, or takes the words behind its name (理由改成…).

    None if no field is named.
    """
    name = named(task, heard)
    if name is None:
        return None
    field = field_of(task, name)
    new = _NEW_WORDS.search(heard.words) if field and is_free_text(field) else None
    if field and new and remarks(new[1] or new[2]):
        return Keeps()
    if field and new:
        return Corrects(name, (new[1] or new[2]).strip()[: field.max_length])
    return Corrects(name)


def changeable(task: Task) -> dict[str, str]:
    """The fields that have a value, with their titles."""
    fields = function(task.function).fields_for(task.fields)
    titles = {field.name: field.title_zh for field in fields if task.fields.get(field.name) is not None}
    return titles | ({CASE: "案号"} if CASE in task.fields else {})


def named(task: Task, heard: Heard) -> str | None:
    """The one field that a sentence names, by its title or a part of it (理由不对)."""
    titles = changeable(task)
    found = [name for name, title in titles.items() if title in heard.text]
    index = chosen(heard.text, list(titles.values()))
    if index is not None and not found:
        found = [list(titles)[index]]
    if not found and CASE in titles and _A_CASE.search(heard.text):
        found = [CASE]
    return found[0] if len(found) == 1 else None


def correction(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """What a sentence that corrects changes: a value said anew, or a field named to be asked anew."""
    if task.stage == "confirming":
        return corrected(task, heard, desk) or named_anew(task, heard) or told_more(task, heard) or Refuses()
    return (
        other_case(task, heard, desk)
        or other_person(task, heard)
        or _other_value(task, heard, desk)
        or named_anew(task, heard)
    )


def told_more(task: Task, heard: Heard) -> Act | None:
    """Facts told at the read-back are added to what was dictated; of several such fields, to the one that the
    caller then names. What takes something back adds nothing."""
    fields = function(task.function).fields_for(task.fields)
    told = [each for each in fields if is_free_text(each) and task.fields.get(each.name)]
    if (
        not told
        or len(heard.text) < TELLING
        or len(_HAN.findall(heard.text)) < WORDS_TELLING
        or takes_back(heard)
    ):
        return None
    words = bare(heard.words)
    if len(told) > 1:
        return Refuses(words)
    return Corrects(told[0].name, f"{task.fields[told[0].name]}；{words}"[: told[0].max_length])


def _other_hearing(task: Task, heard: Heard, desk: Cases) -> Act | None:
    case = next(
        (each for each in desk.cases_for(task.function) if each.case_number == task.fields.get(CASE)), None
    )
    if case is None or len(case.hearings) < 2 or task.fields.get("hearing") is None:
        return None
    index = on_day(heard, [hearing.label for hearing in case.hearings])
    if index is None or case.hearings[index].id == task.fields["hearing"]:
        return None
    return Corrects("hearing", case.hearings[index].id)


def _other_value(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """Another value of a field given before, said in passing (证号报错了，是…)."""
    for field in function(task.function).fields_for(task.fields):
        if field.name == task.asked or not counts_in_passing(field):
            continue
        before = task.fields.get(field.name)
        value = mentioned(heard, field, plainly=True) if before is not None else None
        if value is not None and value != task.fields[field.name]:
            return Corrects(field.name, value)
    return _other_hearing(task, heard, desk)


def field_of(task: Task | None, name: str | None) -> Field | None:
    fields = function(task.function).fields_for(task.fields) if task else ()
    return next((field for field in fields if field.name == name), None)


def asked_field(task: Task | None) -> Field | None:
    """The field that is asked for, while the form is filled in."""
    return field_of(task, task.asked) if task is not None and task.stage == "filling" else None
