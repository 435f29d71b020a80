"""What a message means by itself, and how sure of it one must be.

A confidence is the chance of being right (`hotline evaluate` shows how truly), so the thresholds follow
from what a mistake costs the caller, counted in questions back: acting is cheaper than asking as soon as the
chance of being wrong times that cost is less than one question.
"""

from __future__ import annotations

from actions.dialogue.heard import Heard
from actions.service.functions import functions
from bot.language.short_answers import is_filler


def _if_wrong_costs(questions: float) -> float:
    """The chance from which acting costs less than asking back."""
    return 1 - 1 / questions


UNDERSTOOD = _if_wrong_costs(1.6)
"""To begin a question: a wrong answer is heard and put right in a sentence."""
UNDERSTOOD_REQUEST = _if_wrong_costs(2)
"""To begin a request: a wrong one has to be stopped first."""
ASIDE = _if_wrong_costs(2.5)
"""To leave a question unanswered for something else: the caller loses his thread."""
ASIDE_FROM_WORDS = _if_wrong_costs(5)
"""The same where any words at all would have been an answer: what he dictated would be lost."""
CONFIRMED = _if_wrong_costs(10)
"""To take a sentence for a yes or a no at a read-back: something is registered that he did not want."""
WORTH_OFFERING = 0.10
"""To be named as one of two guesses."""

OUTSIDE = "other.out_of_scope"
_PARTING = ("再见", "再会", "拜拜", "挂了", "没事了", "没有了", "没别的", "不用了")


def meaning(heard: Heard) -> str:
    """The function meant; what stands for one outright the reading knows already (bot/nlu/meaning.py)."""
    if heard.function == "dialog.thanks" and any(word in heard.text for word in _PARTING):
        return "dialog.goodbye"  # thanks are often part of a goodbye, never the other way round
    return heard.function


def certain(heard: Heard) -> float:
    """How sure the meaning is, from 0 to 1."""
    return heard.confidence


def can_begin(code: str) -> bool:
    """Whether a function is something to be done, and no mere step of the talk."""
    known = functions().get(code)
    return known is not None and (known.kind != "dialog" or code == "human.agent")


def is_yes(heard: Heard) -> bool:
    """A plain yes; 嗯 alone may be mere listening, and nothing is submitted on it."""
    return not is_filler(heard.text) and meaning(heard) == "dialog.affirm" and certain(heard) >= CONFIRMED


def is_no(heard: Heard) -> bool:
    return meaning(heard) == "dialog.deny" and certain(heard) >= CONFIRMED


def is_aside(heard: Heard) -> bool:
    """Whether a message that could be an answer is rather something else to be done."""
    code = meaning(heard)
    return can_begin(code) and code != "identity.verify" and certain(heard) >= ASIDE


def guesses(heard: Heard) -> list[str]:
    """The one or two likeliest functions, where none is likely enough."""
    return [
        code
        for code, chance in heard.ranking[:2]
        if chance >= WORTH_OFFERING and code in functions() and functions()[code].kind != "dialog"
    ]
