"""A field of a matter was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.dialogue.act import Act, Answers, Misread
from actions.dialogue.agenda import Reply, Task
from actions.dialogue.choosing import choice_alone
from actions.dialogue.correcting import is_number_alone, takes_back
from actions.dialogue.days import with_own_days
from actions.dialogue.heard import Heard
from actions.dialogue.readers import (
    AS_IT_WAS,
    NO_SUCH_DAY,
    OPEN_DAY,
    TOO_LONG,
    Read,
    counts_in_passing,
    is_free_text,
    read_field,
)
from actions.dialogue.telling import as_values, begins, fillings
from actions.service.functions import function
from actions.service.requests.question import Field
from bot.language.forms import asks, states, wishes
from bot.language.limits import declined
from bot.language.no_days import no_such_day
from bot.language.short_answers import is_filler, short_answer
from bot.language.spoken_names import answered_name, has_family_name, lone_name, probable_name

BRIEF_QUESTION, PLAIN = 18, 24
MESSAGE, SHORTEST_MESSAGE = "message", 10
MAY_ASK = ("content", MESSAGE)
_ASKING = re.compile(r"^(?:您好|你好|法官|[,，。 ])*(?:我?想?请问|我?想问)(?:一?下)?(?:法官|您)?[,， ]*")
NAME, LONGEST_NAME = "person", 10
"""The caller's own name: the code goes to the registered telephone whatever is said, so that a rare one may
pass."""


def answer(task: Task, field: Field, heard: Heard, *, surely: bool) -> Act | None:
    """The value of the field, with whatever else the sentence gives; None where it holds none. `surely`: it
    is meant as the answer, so that a name need not look like one."""
    if is_free_text(field) and (
        is_filler(heard.text) or short_answer(heard.text) or _only_a_number(field, heard)
    ):
        return None
    if (
        is_free_text(field)
        and field.told not in MAY_ASK
        and len(heard.text) <= BRIEF_QUESTION
        and asks(heard.text)
        and not states(heard.text)
    ):
        return None  # a suggestion or a message may well ask (能不能放宽); a reason does not
    read = _read(task, field, heard)
    if surely and read.value is None and field.name == NAME and field.told is None:
        read = Read(probable_name(heard.text))
    return _given(task, field, heard, read)


def whole(task: Task, field: Field, heard: Heard) -> Act | None:
    """The value where the utterance is nothing else: whatever else it sounds like, that is the answer."""
    read = _read(task, field, heard)
    if field.reader == "licence" and read.value is None and (name := _own_name(heard)):
        return Answers({NAME: name})  # said before the number, it is not asked for again
    if field.name == NAME and field.told is None and read.value is None and not _steered(heard):
        read = Read(lone := lone_name(heard.text), whole=lone is not None)
    if field.told == MESSAGE and _is_message(heard):
        return _given(task, field, heard, read)
    # a number, a day or a sum was given, and it cannot be one
    impossible = read.problem and (field.reader == "licence" or read.problem.startswith("field."))
    if read.problem == "court.several" and len(heard.text) <= BRIEF_QUESTION:
        return _given(task, field, heard, read)
    if read.problem and (read.problem.startswith("amount.") or read.problem == OPEN_DAY):
        impossible = len(heard.text) <= BRIEF_QUESTION and not asks(heard.text)
    if read.whole or impossible:
        return _given(task, field, heard, read)
    if is_free_text(field):
        other = _choice_of_another(task, field, heard)
        if other is not None:
            return other
    return _of_others(task, field, heard) if read.value is None and _is_plain(field, heard) else None


def _steered(heard: Heard) -> bool:
    return short_answer(heard.text) is not None or asks(heard.text) or declined(heard.text) is not None


def _choice_of_another(task: Task, field: Field, heard: Heard) -> Act | None:
    """Words were asked for, and what was said is nothing but a choice of another field (减交)."""
    if field.told in AS_IT_WAS:
        return None
    for each in function(task.function).fields_for(task.fields):
        value = (
            choice_alone(heard.text, each) if counts_in_passing(each) and each.name != field.name else None
        )
        if value not in (None, task.fields.get(each.name)) and each.is_asked(task.fields):
            return Answers({each.name: value}, noted=True)
    return None


def _only_a_number(field: Field, heard: Heard) -> bool:
    """A case number alone is of the case, unless the number of a paper was asked for."""
    return is_number_alone(heard) and field.shape != "paper"


def _is_plain(field: Field, heard: Heard) -> bool:
    """Whether a sentence is rather a value than words: short, and neither asked, wished nor taken back."""
    if (is_free_text(field) and field.shape is None) or heard.also is not None:
        return False
    text = heard.text
    return len(text) <= PLAIN and not (asks(text) or wishes(text) or takes_back(heard) or declined(text))


def _read(task: Task, field: Field, heard: Heard) -> Read:
    """What the sentence says of this field: without the clauses that a label gives to others still open, and
    of its days its own."""
    fields = function(task.function).fields_for(task.fields)
    if is_free_text(field) and field.told not in AS_IT_WAS:
        led = [begins(heard.text, each) for each in _open(task, field, fields)]
        if (cut := min((at for at in led if at is not None), default=None)) is not None:
            heard = heard.part(0, cut)
    asked_of = [each for each in fields if each.is_asked(task.fields)]
    return read_field(with_own_days(heard, field, asked_of, asked=True), field, task.offered)


def _open(task: Task, field: Field, fields: Sequence[Field]) -> list[Field]:
    return [each for each in fields if each.name != field.name and task.fields.get(each.name) in (None, "")]


def _of_others(task: Task, field: Field, heard: Heard) -> Act | None:
    """What was given is the value of something else still open: kept, and the question asked again."""
    fields = function(task.function).fields_for(task.fields)
    told = {each.name for each in fields if each.told}
    found = {name: value for name, value in fillings(task, heard, field.name).items() if name not in told}
    return Answers(found, noted=True) if found else None


def _own_name(heard: Heard) -> str | None:
    name = answered_name(heard.text) if len(heard.text) <= LONGEST_NAME else None
    return name if name and has_family_name(name) else None


def _is_message(heard: Heard) -> bool:
    """Whether a sentence is rather said to the judge than to this line: long enough, and wishing for nothing
    here but to ask him (请问证人名单什么时候提交)."""
    text = _ASKING.sub("", heard.text)
    return len(text) >= SHORTEST_MESSAGE and not wishes(text) and declined(text) is None


def _given(task: Task, field: Field, heard: Heard, read: Read) -> Act | None:
    if read.problem == TOO_LONG:
        return Misread((Reply(TOO_LONG, {"most": field.max_length}),))
    if read.problem == NO_SUCH_DAY and is_free_text(field) and task.misses:
        read = Read(heard.words.strip()[: field.max_length])  # said again after it was pointed out
    if read.problem:
        reason = heard.first("licence_problem") or heard.first("about_amount") or ""
        facts = {"day": no_such_day(heard.text)} if read.problem == NO_SUCH_DAY else {"reason": reason}
        return Misread((Reply(read.problem, facts),))
    if read.value is None:
        return _of_others(task, field, heard)
    fields = function(task.function).fields_for(task.fields)
    values = as_values(read, field, fields) | fillings(task, heard, besides=field.name)
    return Answers(_with_rest(task, field, read, fields) | values)


def _with_rest(task: Task, field: Field, read: Read, fields: Sequence[Field]) -> dict[str, Any]:
    """What was said beside a value that has a shape, where one field only is open for it."""
    told = [each for each in _open(task, field, fields) if each.told == "reason" and each.required]
    return {told[0].name: read.rest[: told[0].max_length]} if read.rest and len(told) == 1 else {}
