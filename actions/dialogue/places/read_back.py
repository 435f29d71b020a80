"""What is to be registered was read back: is it right; or, which of it is to be changed."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.act import Act, Cases, Confirms, Keeps, Refuses
from actions.dialogue.agenda import WHICH, Agenda, Task
from actions.dialogue.correcting import corrected, named, named_anew, told_more
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import CONFIRMED, is_yes
from bot.language.forms import asks, wishes
from bot.language.short_answers import is_filler

_YES_AND = re.compile(
    r"(?:嗯|哦|啊)?(?:(?:对|是|好|行|可以|没错|没问题|ok|中|得|要得|就这样|就这么着|就这么登"
    r"|登记|登|记|没毛病|正确|莫得问题)(?:的|吧|了|啊|嘞|滴|呀|哈)*"
    r"(?:[,。! ]+|(?=另外|顺便|顺带|还有|再|然后|哦?对了|麻烦|我还|帮我)))+"
    r"(?:另外|顺便|顺带|还有|再|然后|哦?对了|那|就是|麻烦|请|我还|帮我|等|你)?",
    re.IGNORECASE,
)
SHORTEST = 4


def answer(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """Which field is to be changed, a value said again or anew, or facts added to what was dictated."""
    if task.asked == WHICH and (anew := named_anew(task, heard)) is not None:
        return anew
    formed = asks(heard.text) or wishes(heard.text)
    return corrected(task, heard, desk) or (None if formed else told_more(task, heard))


def agreed(agenda: Agenda, heard: Heard) -> tuple[Heard, Heard] | None:
    """A yes and what is said behind it (对，顺便查一下开庭), where a yes was asked for."""
    task = agenda.top
    if task is None or task.stage != "confirming" or task.asked == WHICH:
        return None
    match = _YES_AND.match(heard.text)
    rest = heard.text[match.end() :] if match else ""
    if not match or len(rest) < SHORTEST or not (asks(rest) or wishes(rest)):
        return None
    plain = replace(heard, text="对", words="对", function="dialog.affirm", confidence=1.0, entities={})
    return plain, heard.part(match.end() if match else 0, len(heard.text))


def yes(task: Task, heard: Heard, chance: float) -> Act | None:
    """A plain yes, and no less than a plain one: something is registered on it. 嗯 alone may be listening."""
    if task.asked == WHICH:
        return Keeps() if named(task, heard) is None else None
    plain = is_yes(heard) or (chance >= CONFIRMED and not asks(heard.text))
    return Confirms() if plain and not is_filler(heard.text) else None


def no(task: Task, heard: Heard, desk: Cases) -> Act | None:
    if task.asked == WHICH and named(task, heard) is None:
        return Keeps()  # nothing is to be changed after all: it is read back again
    return corrected(task, heard, desk) or named_anew(task, heard) or Refuses()
