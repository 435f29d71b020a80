"""An answer, and a question behind it in the same breath: 第一项，对公转账可以吧？ · 缓交。能同时报减交吗"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from actions.dialogue import wishing
from actions.dialogue.act import Act, Answers, Asks, Cases
from actions.dialogue.agenda import Agenda
from actions.dialogue.choosing import only_asked_of
from actions.dialogue.correcting import asked_field, takes_back
from actions.dialogue.heard import Heard
from actions.dialogue.places import case, field
from actions.dialogue.readers import is_free_text, mentioned
from actions.service.requests.question import Field
from bot.language.forms import asks, states, wishes
from bot.language.limits import declined
from bot.language.steering import waits

SHORTEST = 4
"""Fewer characters are no question of their own."""
_BREAK = re.compile(r"[,，。.;；!！?？ ]+")
_BESIDES = re.compile(
    r"(?:[嗯啊哦那]|我)*(?:另外|顺便|顺带|顺嘴|对了|还有|再问|问一?[下句]|想问|先问|请问|btw)", re.I
)
"""Where words were asked for, a question is one of its own only if it is introduced as such."""

_ABOUT_IT = re.compile(r"算(?:哪|不算|是|作|啥|什么)|怎么[选填]|选哪|填哪|是不是就|会不会")
"""What asks about the answer itself, which is then none yet."""
NO_WORDS = ("date", "amount", "part", "fee", "delivery", "hearing", "phone", "datetime", "licence")

Whole = Callable[[Agenda, Heard, Cases], Act | None]


def answered_and_asked(agenda: Agenda, heard: Heard, desk: Cases, whole: Whole) -> tuple[Act, Act] | None:
    """The answer, by what comes first of a sentence, and the question behind it. `whole` reads an answer of
    what is nothing else."""
    if agenda.top is None or agenda.top.stage != "filling" or not asks(heard.text):
        return None
    for first, rest in _parts(heard):
        if not asks(rest.text) or asks(first.text) or takes_back(rest) or waits(first.text):
            continue
        answer = _answer(agenda, first, rest, desk, whole)
        if answer is not None:
            kind = declined(rest.text)
            return answer, wishing.declined(kind, rest) if kind else Asks(heard=rest)
    return None


def _parts(heard: Heard) -> Iterator[tuple[Heard, Heard]]:
    for match in _BREAK.finditer(heard.text):
        if match.start() > 0 and len(heard.text) - match.end() >= SHORTEST:
            yield heard.part(0, match.start()), heard.part(match.end(), len(heard.text))


def _answer(agenda: Agenda, first: Heard, rest: Heard, desk: Cases, whole: Whole) -> Answers | None:
    """Beyond doubt only: nothing but a value, or a value of a kind that is no words, or a question that is
    said to be another."""
    task, asked = agenda.top, asked_field(agenda.top)
    assert task is not None
    besides = _BESIDES.match(rest.text) is not None
    if _ABOUT_IT.search(rest.text) or (wishes(rest.text) and not besides):
        return None
    if asked is not None and is_free_text(asked) and not besides:
        return None
    found = whole(agenda, first, desk)
    stated = states(first.text) and not takes_back(first)
    if found is None and stated and asked is None and besides:
        found = case.answer(task, first, desk)
    if found is None and stated and asked is not None and (besides or asked.reader in NO_WORDS):
        found = field.answer(task, asked, first, surely=asked.reader in NO_WORDS)
    if not isinstance(found, Answers) or found.noted or (task.asked or "") not in found.values:
        return None
    return found if _other(asked, rest) in (None, found.values[str(task.asked)]) else None


def _other(asked: Field | None, rest: Heard) -> Any | None:
    """Another value that the question rather gives (线上，现场可以吗); what is only asked about is none."""
    if asked is None or is_free_text(asked):
        return None
    named = mentioned(rest, asked)
    return None if asked.reader == "choice" and only_asked_of(rest.text, asked) else named
