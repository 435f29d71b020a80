"""Nothing was asked: a wish, a case alone, a follow-up of what was just told, or small talk."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.act import Act, Cases, Guessed, Misread, Steers, Wishes
from actions.dialogue.agenda import CASE, QUESTION, Agenda, Reply
from actions.dialogue.correcting import is_number_alone
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import (
    ASIDE,
    UNDERSTOOD,
    UNDERSTOOD_REQUEST,
    can_begin,
    certain,
    meaning,
)
from actions.dialogue.readers import chosen
from actions.dialogue.which_case import Meant, case_meant
from actions.service.functions import function
from bot.language.choices import choose
from bot.language.forms import asks, wishes
from bot.language.limits import declined
from bot.language.matters import applied_for, beside_each_other, instead

FIRST = "query.case"
"""What a case number asks where nothing was asked before: how the case stands."""
_HOW = re.compile(r"进展|进度|到哪|怎么?样|如何|情况|阶段|结果|[判结]了|查|看|问")
_WHICH_ONE = re.compile(r"呢[?？。]?$|那[个件起一]|案[件子]?[?？。]?$")
"""How a case is pointed at without a verb (民间借贷那个呢)."""
POINTING = 16
"""More characters say more than which case is meant."""
ABOUT_AS_LIKELY = 0.7
ONLY_A_GRADE = 8


def wish(agenda: Agenda, heard: Heard) -> Act | None:
    """What is wanted: one of two guesses, or what the sentence says; None where it is not sure enough."""
    return _guess(agenda, heard) or _wish(heard)


def yes(agenda: Agenda, heard: Heard) -> Act:
    """A yes to one guess is plain, between two it is not; to nothing it asks what is wanted."""
    if not agenda.guesses:
        return Steers("nothing")
    return Wishes(agenda.guesses[0], heard) if len(agenda.guesses) == 1 else Guessed()


def _guess(agenda: Agenda, heard: Heard) -> Act | None:
    """The function picked from the guesses of the last turn."""
    offered = agenda.guesses
    if not offered:
        return None
    for code in offered:  # 不是退费，我要交费: what is taken back is none, whatever it shares with the other
        if (wanted := instead(heard.text, code)) is not None:
            return Wishes(wanted.function, replace(heard, text=wanted.said, words=wanted.said))
    if certain(heard) >= ASIDE and can_begin(meaning(heard)) and meaning(heard) not in offered:
        return None  # a sentence that speaks for itself, though it may share words with a guess
    index = chosen(heard.text, [function(code).name for code in offered])
    return None if index is None else Wishes(offered[index], heard)


def only_a_case(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Ask the last question again, of this case; say at once what is wrong with its number.

    None for any other message. What was described is looked for among the caller's own cases alone.
    """
    last = agenda.focus.get(QUESTION)
    sure = certain(heard) if can_begin(meaning(heard)) else 0.0
    if is_number_alone(heard):
        return Wishes(last or FIRST, heard)
    numbered = heard.first("case_number") or heard.first("case_part")
    wrong = None if numbered or sure >= ASIDE else _wrong_number(heard)
    if wrong is not None:
        return wrong
    if numbered and sure < UNDERSTOOD:
        return Wishes(last or FIRST, heard)
    if last is None or _asks_itself(heard, sure) or not _only_points(agenda, heard):
        return None
    meant = case_meant(desk.cases_for(last), heard)
    if meant == Meant():
        return None
    return Wishes(last, heard, {CASE: meant.case.case_number} if meant.case else {})


def _only_points(agenda: Agenda, heard: Heard) -> bool:
    """Whether a sentence does hardly more than point at a case, and not at one of a list just read out."""
    listed = (agenda.told or {}).get("items")
    brief = len(heard.text) <= POINTING and declined(heard.text) is None
    pointed_at = choose(heard.text, [item["title"] for item in listed]) if listed else []
    return brief and not pointed_at and _WHICH_ONE.search(heard.text) is not None


def _asks_itself(heard: Heard, sure: float) -> bool:
    """A case alone sounds like the question how it stands; only words that ask so are that question."""
    return sure >= ASIDE and (meaning(heard) != FIRST or bool(_HOW.search(heard.text)))


def _wrong_number(heard: Heard) -> Act | None:
    if heard.first("case_problem"):
        why = Reply("case.impossible", {"reason": heard.first("case_problem")})
        return Misread((why, Reply("case.check_number")))
    if heard.first("case_old"):
        return Misread((Reply("case.old_style", {"text": heard.first("case_old")}),))
    return None


def _close(heard: Heard) -> bool:
    likely = [chance for code, chance in heard.ranking[:2] if can_begin(code)]
    return len(likely) == 2 and likely[0] < ASIDE and likely[1] >= ABOUT_AS_LIKELY * likely[0]


def _wish(heard: Heard) -> Act | None:
    code = meaning(heard)
    if heard.first("rating") and len(heard.text) <= ONLY_A_GRADE:
        return Wishes("feedback.rate", heard)
    if beside_each_other(heard.text) is not None and not (asks(heard.text) or wishes(heard.text)):
        return None  # which of the two, is not said
    named = applied_for(heard.text)
    if named in dict(heard.ranking) and not asks(heard.text):
        return Wishes(named, heard)
    if _close(heard):
        return None  # two are about as likely: both are offered
    if can_begin(code) and certain(heard) >= (
        UNDERSTOOD_REQUEST if function(code).is_request else UNDERSTOOD
    ):
        return Steers("person", heard) if code == "human.agent" else Wishes(code, heard)
    return None
