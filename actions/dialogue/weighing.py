"""The last evidence: what the classifier thinks, given what was asked and how the sentence is formed."""

from __future__ import annotations

from actions.dialogue.act import Act, Asks, Noise, Outside, Steers, Wishes
from actions.dialogue.agenda import Task
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, ASIDE_FROM_WORDS, OUTSIDE, can_begin, certain, meaning
from actions.service.functions import function
from bot.language.forms import asks, wishes
from bot.language.matters import find_matter

GENERAL = ("consult.procedure", "consult.materials", "consult.deadline", "consult.law", "consult.template")
"""Asked in the middle of a matter, these ask about that matter, unless they name another."""
_SMALL_TALK = {
    "dialog.greet": "greet",
    "dialog.thanks": "thanks",
    "dialog.help": "help",
    "dialog.repeat": "repeat",
    "dialog.cancel": "cancel",
    "dialog.goodbye": "goodbye",
}


def another_wish(task: Task, heard: Heard, threshold: float = ASIDE) -> Act | None:
    """Something else that is wanted. What is being done already, said again, is nothing else; a general
    question in the middle of a matter is one about it."""
    code = meaning(heard)
    if (
        code == task.function
        or not can_begin(code)
        or code == "identity.verify"
        or certain(heard) < threshold
    ):
        return None
    if code == "human.agent":
        return Steers("person", heard)
    if code in GENERAL and function(task.function).is_request:
        named = find_matter(heard.text, code)
        if named in (None, task.function):
            return Asks()
    return Wishes(code, heard)


def small_talk(heard: Heard, threshold: float = ASIDE) -> Act | None:
    how = _SMALL_TALK.get(meaning(heard)) if certain(heard) >= threshold else None
    return Steers(how) if how else None  # type: ignore[arg-type]


def no_answer(task: Task, heard: Heard) -> Act:
    """What a sentence is that holds no value of what was asked."""
    formed = asks(heard.text) or wishes(heard.text)
    other = another_wish(task, heard, ASIDE if formed else ASIDE_FROM_WORDS)
    if other is not None:
        return other
    talk = small_talk(heard)
    if talk is not None:
        return talk
    if meaning(heard) == OUTSIDE and certain(heard) >= ASIDE_FROM_WORDS and not asks(heard.text):
        return Outside()
    return Asks() if asks(heard.text) else Noise("sense")


def in_words(task: Task, heard: Heard) -> Act | None:
    """Where any words would be an answer: what is none of them. None for an answer."""
    text = heard.text
    if asks(text):
        return another_wish(task, heard) or Asks()
    if wishes(text):
        other = another_wish(task, heard, ASIDE_FROM_WORDS)
        if isinstance(other, Wishes | Steers):
            return other
    return None
