"""What a message means at this point of the talk, and how sure of it one must be.

The thresholds follow from what a mistake costs: a question answered wrongly is asked again; a form left, or a
submission confirmed, by mistake costs the caller more.
"""

from __future__ import annotations

from actions.dialogue.heard import Heard
from actions.service.functions import functions
from bot.language.short_answers import is_filler

UNDERSTOOD = 0.30
"""To begin something new."""
WORTH_OFFERING = 0.10
"""To be named as one of two guesses."""
ASIDE = 0.55
"""To leave a question unanswered for something else."""
ASIDE_FROM_WORDS = 0.75
"""The same where any words at all would have been an answer."""
CONFIRMED = 0.60
"""To take a sentence for a yes or a no."""

SMALL_TALK = frozenset({"dialog.greet", "dialog.thanks", "dialog.help", "other.out_of_scope"})
QUESTIONS = ("query", "consult")
_PARTING = ("再见", "再会", "拜拜", "挂了")
_ASKING = ("吗", "多少", "什么时候", "几", "怎么", "哪", "？", "?", "查", "呢", "能不能", "咋")


def meaning(heard: Heard) -> str:
    """The function meant; what stands for one outright the reading knows already (bot/nlu/meaning.py)."""
    if heard.function == "dialog.thanks" and any(word in heard.text for word in _PARTING):
        return "dialog.goodbye"  # thanks are often part of a goodbye, never the other way round
    return heard.function


def certain(heard: Heard) -> float:
    """How sure the meaning is, from 0 to 1."""
    return heard.confidence


def is_yes(heard: Heard) -> bool:
    """A plain yes; 嗯 alone may be mere listening, and nothing is submitted on it."""
    return not is_filler(heard.text) and meaning(heard) == "dialog.affirm" and certain(heard) >= CONFIRMED


def is_no(heard: Heard) -> bool:
    return meaning(heard) == "dialog.deny" and certain(heard) >= CONFIRMED


def is_aside(heard: Heard, *, words_wanted: bool) -> bool:
    """Whether a message that could be an answer is something else instead.

    Where words are wanted (a reason, a complaint) only a question or a wish for a person counts: reasons
    sound like requests (那天我在上海还有个庭).
    """
    code = meaning(heard)
    function = functions().get(code)
    if function is None or (function.kind == "dialog" and code != "human.agent"):
        return False
    if code == "human.agent":
        return certain(heard) >= ASIDE
    if words_wanted:
        asks = any(word in heard.text for word in _ASKING)
        return function.kind in QUESTIONS and asks and certain(heard) >= ASIDE_FROM_WORDS
    return certain(heard) >= ASIDE


def guesses(heard: Heard) -> list[str]:
    """The one or two likeliest functions, where none is likely enough."""
    return [
        code
        for code, chance in heard.ranking[:2]
        if chance >= WORTH_OFFERING and code in functions() and functions()[code].kind != "dialog"
    ]
