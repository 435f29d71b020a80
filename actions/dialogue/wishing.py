"""Which other function is wanted, where something was asked and where nothing was."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.act import Act, Asks, Cases, Declined, Outside, Steers, Wishes
from actions.dialogue.agenda import Agenda, Task
from actions.dialogue.correcting import field_of
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, CONFIRMED, OUTSIDE, WORTH_OFFERING, can_begin, meaning
from actions.dialogue.offices import office_named
from actions.dialogue.places import nothing_asked
from actions.dialogue.readers import is_free_text
from actions.service.functions import function
from bot.language import limits, matters, steering
from bot.language.forms import asks, wishes
from bot.language.matters import find_matter
from bot.language.short_answers import short_answer

GENERAL = ("consult.procedure", "consult.materials", "consult.deadline", "consult.law", "consult.template")
"""Asked in the middle of a matter, these ask about that matter, unless they name another."""


_BOTH = re.compile(
    r"(?:两|俩)(?:个|件|样|项|桩)?(?:事儿?)?都(?!不|没|唔|别|莫)|(?<!不)都[要办弄]|一块儿?[办弄]|一起[办弄]"
)
_SUBJECTS = {"case_number", "case_part", "cause", "amount_yuan"}
_ASKED_FOR = re.compile(r"申请|登记|要办|想办|转人工|投诉|评价|打分")
_OF_A_CASE = {"case_number", "case_part", "cause"}
_OWN = re.compile(r"案|开庭|诉讼费|受理费|送达|法院")
_TURNS_TO = re.compile(
    r"去哪|哪[里儿个](?:办|补|报|盖|开|查|能|递|举报)|在哪|找(?:谁|哪|哪个)|哪个部门|电话(?:是)?(?:多少|几多|几号)|怎么[办约报开]|受理[吗么不?？]|归[^,，。]{0,4}管"
    r"|能(?:查|调|开|办|在)[^,，。]{0,8}[吗么不?？]|几时|啥时候|什么时候|几号线"
)
_FEES = re.compile(r"(?:诉讼|受理|保全|执行|上诉|申请)费")
"""What a question of its own is about; without that it asks about the open matter (几天有结果)."""


def wish(agenda: Agenda, heard: Heard) -> Act | None:
    """The likeliest function that can be wanted here; None where none is likely at all."""
    task = agenda.top
    if task is None:
        return nothing_asked.wish(agenda, heard)
    for code, chance in heard.ranking or ((heard.function, heard.confidence),):
        if chance < WORTH_OFFERING:
            return None
        other = can_begin(code) and code not in (task.function, "identity.verify")
        if other and _said_as_wish(task, code, heard):
            return _aside(task, replace(heard, function=code, confidence=chance))
    return None


def begun_wrongly(agenda: Agenda, heard: Heard) -> Act | None:
    """Another matter in place of the open one, which is taken back by name (不是退费，我要交费)."""
    task = agenda.top
    if task is None or function(task.function).kind not in ("request", "feedback"):
        return None
    wanted = matters.instead(heard.text, task.function)
    if wanted is None:
        return None
    return Wishes(wanted.function, replace(heard, text=wanted.said, words=wanted.said), instead=True)


def elsewhere(agenda: Agenda, heard: Heard) -> bool:
    """Whether a sentence is understood as another office's business, and not only not understood."""
    if limits.declined(heard.text):
        return False
    if office_named(heard.text) is not None:
        return True
    if agenda.top is not None or agenda.told is not None or _OF_A_CASE & heard.entities.keys():
        return False  # what is said in the middle of something is of that
    if _OWN.search(heard.text) or _FEES.search(heard.text):
        return False
    formed = asks(heard.text) or wishes(heard.text)
    return meaning(heard) == OUTSIDE and heard.confidence >= CONFIRMED and formed


def of_another_office(heard: Heard) -> bool:
    """Whether a question, wherever it stands, is plainly to another office: whom to turn to, what it does."""
    return (
        office_named(heard.text) is not None
        and _TURNS_TO.search(heard.text) is not None
        and limits.declined(heard.text) is None
    )


def declined(kind: str, heard: Heard) -> Act:
    """What is declined by name; what names another office is its business."""
    return Outside() if office_named(heard.text) and not limits.declined(heard.text) else Declined(kind)


def rather_a_wish(agenda: Agenda, heard: Heard) -> Act | None:
    """A question where no matter is open is a wish; right after something was told it may be about that."""
    if agenda.top is not None:
        return None
    if agenda.told is None and not agenda.guesses:
        return wish(agenda, heard)
    sure = can_begin(heard.function) and heard.confidence >= CONFIRMED and heard.function not in GENERAL
    return (
        wish(agenda, heard)
        if sure and (_SUBJECTS & heard.entities.keys() or _OWN.search(heard.text))
        else None
    )


def plainly(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A question that is surely one of its own (标的五十二万，诉讼费多少), though it stands in a form."""
    task, code = agenda.top, heard.function
    if task is None or heard.confidence < CONFIRMED:
        return None
    alone = task.stage == "filling" and heard.also is None and wishes(heard.text)
    if not (alone or asks(heard.text)):
        return None
    if not can_begin(code) or code in (*GENERAL, task.function):
        return None
    named = _SUBJECTS & heard.entities.keys() or _FEES.search(heard.text)
    return Wishes(code, heard) if function(code).kind in ("query", "consult") and named else None


def _said_as_wish(task: Task, code: str, heard: Heard) -> bool:
    """Where words were asked for, a request is wished for in so many words: reasons sound like requests
    (那几天我要住院)."""
    asked = field_of(task, task.asked)
    if asked is None or not is_free_text(asked) or function(code).kind in ("query", "consult"):
        return True
    return asks(heard.text) or wishes(heard.text) or _ASKED_FOR.search(heard.text) is not None


def _aside(task: Task, heard: Heard) -> Act:
    code = heard.function
    if code == "human.agent":
        return Steers("person", heard)
    general = code in GENERAL and function(task.function).is_request
    if general and find_matter(heard.text, code) in (None, task.function):
        return Asks()
    return Wishes(code, heard)


def without_small_talk(heard: Heard) -> Heard:
    """As if no yes stood before it: what is wanted among the functions thought of (对，再帮我约下阅卷)."""
    left = [(code, chance) for code, chance in heard.ranking if can_begin(code)]
    whole = sum(chance for _, chance in left)
    if can_begin(heard.function) or whole < WORTH_OFFERING:
        return heard
    ranking = tuple((code, chance / whole) for code, chance in left)
    return replace(heard, function=ranking[0][0], confidence=ranking[0][1], ranking=ranking)


def instead(agenda: Agenda, heard: Heard) -> Act | None:
    """What is wished for in place of the open matter (不延了，我要撤诉); None where nothing is given up."""
    task, rest = agenda.top, steering.given_up(heard.text)
    if task is None or rest is None:
        return None
    wanted = without_small_talk(heard)
    code = wanted.function
    if not can_begin(code) or code in (task.function, "human.agent") or wanted.confidence < ASIDE:
        return None
    asked = field_of(task, task.asked)
    formed = wishes(rest) or asks(rest)
    in_words = asked is not None and is_free_text(asked) and not formed
    if not (formed or _ASKED_FOR.search(rest) or find_matter(rest, code)):
        return None  # 不打了，没空
    said = replace(wanted, text=rest, words=rest, also=None, first_part=None)
    return None if in_words else Wishes(code, said, instead=True)


def both(agenda: Agenda, heard: Heard) -> tuple[Act, ...] | None:
    """Both of two guesses, the one named first before the other (两个都要，先查再延)."""
    if agenda.top is not None or len(agenda.guesses) != 2 or not _BOTH.search(heard.text):
        return None
    one, other = agenda.guesses
    return tuple(
        Wishes(code, heard)
        for code in sorted(
            (one, other), key=lambda code: _said(heard.text, code, one if code == other else other)
        )
    )


def _said(text: str, code: str, other: str) -> int:
    """Where a sentence first says a character of a function's name that the other's does not have; behind all
    where it says none."""
    own = set(function(code).name) - set(function(other).name)
    return min((place for place, character in enumerate(text) if character in own), default=len(text))


def taken_apart(agenda: Agenda, heard: Heard) -> tuple[Heard, Act] | None:
    """The first part of a sentence that asks for two things, and the second wish. Where words were asked
    for, a
    second part is one only if it is formed as a wish: 那天还有一个庭 is none."""
    first, second = heard.first_part, heard.also
    if first is None or second is None:
        return _named_together(agenda, heard)
    task = agenda.top
    asked = field_of(task, task.asked) if task else None
    in_words = (asked is not None and is_free_text(asked)) or (
        task is not None and task.stage == "confirming"
    )
    formed = asks(second.text) or wishes(second.text)
    agreed = short_answer(first.text) == "dialog.affirm"
    if in_words and not (second.confidence >= ASIDE and (formed or agreed)):
        return None
    return first, Wishes(second.function, second)


def _named_together(agenda: Agenda, heard: Heard) -> tuple[Heard, Act] | None:
    """Two matters named side by side (撤诉和退费一起办), where nothing is open."""
    two = matters.both(heard.text) if agenda.top is None else None
    if two is None:
        return None
    one, other = two
    first = replace(heard, function=one, confidence=1.0, ranking=((one, 1.0),))
    return first, Wishes(other, replace(heard, function=other, beside=heard))
