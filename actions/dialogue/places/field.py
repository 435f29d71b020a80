"""A field of a matter was asked for."""

from __future__ import annotations

from actions.dialogue.act import Act, Answers, Cases, Misread, Noise, Wishes
from actions.dialogue.agenda import Reply, Task
from actions.dialogue.correcting import field_of, is_number_alone, taken_back
from actions.dialogue.heard import Heard
from actions.dialogue.readers import fillings, is_free_text, read_field
from actions.dialogue.weighing import another_wish, in_words, no_answer
from actions.service.requests.matters import Field
from bot.language.forms import asks, wishes
from bot.language.short_answers import is_filler, short_answer


def act(task: Task, heard: Heard, desk: Cases) -> Act:
    field = field_of(task, task.asked)
    if field is None:
        return no_answer(task, heard)
    return _words(task, field, heard, desk) if is_free_text(field) else _value(task, field, heard, desk)


def _value(task: Task, field: Field, heard: Heard, desk: Cases) -> Act:
    read = read_field(heard, field, task.offered)
    if read.problem:
        return Misread((Reply(read.problem, {"reason": heard.first("licence_problem") or ""}),))
    if read.value is None:
        return taken_back(task, heard, desk) or no_answer(task, heard)
    if (asks(heard.text) or wishes(heard.text)) and not read.whole:
        other = another_wish(task, heard)
        if isinstance(other, Wishes):
            return other
    return Answers({field.name: read.value} | fillings(task, heard, besides=field.name))


def _words(task: Task, field: Field, heard: Heard, desk: Cases) -> Act:
    changed = taken_back(task, heard, desk)
    if changed is not None:
        return changed
    other = in_words(task, heard)
    if other is not None:
        return other
    if is_filler(heard.text) or short_answer(heard.text) or is_number_alone(heard):
        return Noise("sense")
    read = read_field(heard, field, task.offered)
    if read.value is None:
        return Noise("sense")
    return Answers({field.name: read.value} | fillings(task, heard, besides=field.name))
