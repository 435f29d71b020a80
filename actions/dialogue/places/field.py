"""A field of a matter was asked for."""

from __future__ import annotations

import re

from actions.dialogue.act import Act, Answers, Misread
from actions.dialogue.agenda import Reply, Task
from actions.dialogue.correcting import is_number_alone
from actions.dialogue.heard import Heard
from actions.dialogue.readers import TOO_LONG, Read, fillings, is_free_text, read_field
from actions.service.requests.question import Field
from bot.language.forms import asks, states, wishes
from bot.language.limits import declined
from bot.language.short_answers import is_filler, short_answer
from bot.language.spoken_names import answered_name, has_family_name, probable_name

BRIEF_QUESTION = 18
MESSAGE, SHORTEST_MESSAGE = "message", 10
MAY_ASK = ("content", MESSAGE)
_ASKING = re.compile(r"^(?:您好|你好|法官|[,，。 ])*(?:我?想?请问|我?想问)(?:一?下)?(?:法官|您)?[,， ]*")
NAME, LONGEST_NAME = "person", 10
"""The caller's own name: the code goes to the registered telephone whatever is said, so that a rare one may
pass."""


def answer(task: Task, field: Field, heard: Heard, *, surely: bool) -> Act | None:
    """The value of the field, with whatever else the sentence gives; None where it holds none. `surely`: it
    is meant as the answer, so that a name need not look like one."""
    if is_free_text(field) and (is_filler(heard.text) or short_answer(heard.text) or is_number_alone(heard)):
        return None
    if (
        is_free_text(field)
        and field.told not in MAY_ASK
        and len(heard.text) <= BRIEF_QUESTION
        and asks(heard.text)
        and not states(heard.text)
    ):
        return None  # a suggestion or a message may well ask (能不能放宽); a reason does not
    read = read_field(heard, field, task.offered)
    if surely and read.value is None and field.name == NAME and field.told is None:
        read = Read(probable_name(heard.text))
    return _given(task, field, heard, read)


def whole(task: Task, field: Field, heard: Heard) -> Act | None:
    """The value where the utterance is nothing else: whatever else it sounds like, that is the answer."""
    read = read_field(heard, field, task.offered)
    if field.reader == "licence" and read.value is None and (name := _own_name(heard)):
        return Answers({NAME: name})  # said before the number, it is not asked for again
    if field.told == MESSAGE and _is_message(heard):
        return _given(task, field, heard, read)
    # a number, a day or a sum was given, and it cannot be one
    impossible = read.problem and (field.reader == "licence" or read.problem.startswith("field."))
    if read.problem == "court.several" and len(heard.text) <= BRIEF_QUESTION:
        return _given(task, field, heard, read)
    if read.problem and read.problem.startswith("amount.") and len(heard.text) <= BRIEF_QUESTION:
        impossible = not asks(heard.text)
    return _given(task, field, heard, read) if read.whole or impossible else None


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
    if read.problem:
        reason = heard.first("licence_problem") or heard.first("about_amount") or ""
        return Misread((Reply(read.problem, {"reason": reason}),))
    if read.value is None:
        return None
    return Answers({field.name: read.value} | fillings(task, heard, besides=field.name))
