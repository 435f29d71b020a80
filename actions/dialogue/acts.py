"""What a sentence is in its place: the one room where that is decided.

`acts` looks at what was asked and offered, what was just told, and what is said now, and changes nothing.
`conduct` does what follows. Evidence counts in this order: what happened without words; words that
steer, when
they are the whole utterance; a wish for a person, anywhere; a value that was asked for, when it is the whole
utterance; and only then the classifier, weighed in that place. What it thinks likeliest must also be
possible:
an answer holds a value, a correction names a field, a yes is plain; else the next sort is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from actions.dialogue import after_receipt, amending, following, refused, steering, wishing
from actions.dialogue.act import (
    Act,
    Answers,
    Asks,
    Cases,
    Confirms,
    Corrects,
    Declined,
    Happened,
    Misread,
    Narrows,
    Noise,
    Outside,
    Silent,
    Steers,
    Wishes,
)
from actions.dialogue.agenda import CASE, WHICH, Agenda, Task
from actions.dialogue.asked_besides import answered_and_asked
from actions.dialogue.choosing import choice_alone, choices_named, only_asked_of
from actions.dialogue.correcting import (
    asked_field,
    corrected,
    correction,
    field_of,
    is_number_alone,
    other_case,
    takes_back,
)
from actions.dialogue.following import (
    GENERAL,
    a_fee_of_a_sum,
    a_last_day,
    an_article,
    followed,
    more_asked,
    on_with_the_law,
    one_of_several,
    question_picked,
)
from actions.dialogue.guides import guide_wanted
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE, CONFIRMED
from actions.dialogue.options import option_meant, titled
from actions.dialogue.places import case, field, nothing_asked, number, read_back
from actions.dialogue.readers import is_free_text, mentioned
from actions.dialogue.telling import fillings
from actions.dialogue.weighing import has_been_seen, ranking
from actions.service.functions import function
from actions.service.requests.question import Field
from bot.language.forms import asks, states, tells, wishes
from bot.language.limits import declined
from bot.language.short_answers import said_outright, short_answer
from bot.language.steering import by_the_way, gives_up

_WHETHER = re.compile(r"[不没冇][?？。]?$|[钱的]不[,，]|(?P<said>[\u4e00-\u9fff])不(?P=said)")
"""How a question is formed where nothing else asks (复制要钱不, 收不收钱)."""
_EITHER = re.compile(r"[^,，。 ]+(?:或者|还是)[^,，。 吧]+$|旁边的?那")
"""Neither of two choices."""
_MONTH = re.compile(r"(?:\d|[一二三四五六七八九十两])+个?月|[./-]\d|[年下后]")
ISO_DAY = 10
BESIDE_A_YES = Wishes | Asks | Steers | Declined
Evidence = Callable[[Agenda, Heard, Cases], Act | None]


def acts(agenda: Agenda, heard: Heard, desk: Cases) -> tuple[Act, ...]:
    """What a message is, in the order in which it is said: one act, or an answer and a wish."""
    heard = steering.picked(agenda, heard)
    steered = next((act for look in STEERING if (act := look(agenda, heard, desk)) is not None), None)
    if steered is not None:
        return (steered,)
    if (other := wishing.begun_wrongly(agenda, heard)) is not None:
        return (other,)
    agreed = read_back.agreed(agenda, heard)
    first = _yes(agenda, agreed[0], 1.0) if agreed is not None else None
    if agreed is not None and first is not None:
        rest = _beside(agenda, agreed[1], desk)
        return (first, rest) if isinstance(rest, BESIDE_A_YES) else (first,)
    if changes := amending.amended(agenda.top, heard, desk):
        return amending.along(changes[0], agenda.top, heard) if len(changes) == 1 else changes
    two = wishing.taken_apart(agenda, heard)
    if two is not None and agenda.top is not None:
        first = _whole_value(agenda, two[0], desk) or _plain_yes_or_no(agenda, two[0], desk)
        if isinstance(first, Answers | Confirms):
            return first, two[1]
    both = wishing.both(agenda, heard) or answered_and_asked(agenda, heard, desk, _whole_value)
    if both is not None:
        return both
    certain = next((act for look in CERTAIN if (act := look(agenda, heard, desk)) is not None), None)
    if certain is not None:
        return (certain,)
    if steering.only_waits(heard):
        return (Steers("wait", heard),)
    if (led := steering.led_off(heard)) is not None:
        return acts(agenda, led, desk)
    if (instead := wishing.instead(agenda, heard)) is not None:
        return (instead,)
    if two is not None:
        return _weighed(agenda, two[0], desk), two[1]
    return amending.along(_weighed(agenda, heard, desk), agenda.top, heard)


def _beside(agenda: Agenda, rest: Heard, desk: Cases) -> Act:
    """What is said behind a yes, as if nothing had been asked, unless it asks about what is to be
    registered."""
    how = steering.outright(Agenda(), rest, desk) or steering.for_a_person(Agenda(), rest, desk)
    if how is not None:
        return how
    if agenda.top is not None and asks(rest.text) and not wishes(rest.text) and agenda.top.asked != CASE:
        return _weighed(agenda, rest, desk)
    return _weighed(
        Agenda(turn_id=agenda.turn_id, focus=agenda.focus), wishing.without_small_talk(rest), desk
    )


def _weighed(agenda: Agenda, heard: Heard, desk: Cases) -> Act:
    """The likeliest sort of act that is possible here."""
    for sort, chance in ranking(agenda, heard, desk.senses):
        act = _of_sort(sort, chance, agenda, heard, desk)
        if act is not None:
            return act
        if sort == "answer" and chance >= ASIDE and agenda.top is not None:
            return Noise("exact")  # meant as the answer, and not to be read: asked for again
        if agenda.top is None and sort in ("wish", "outside"):
            return Noise("sense")  # wished for, and not clear enough what: two are offered
    return Noise("sense")


def _of_sort(sort: str, chance: float, agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    sort, _, detail = sort.partition(":")
    if sort in ("steer", "deny") and not tells(heard.text) and said_outright(heard.text) is None:
        return None  # 哼, 呃 这: nothing is steered by a sigh
    match sort:
        case "answer":
            return _answer(agenda, heard, desk, surely=chance >= CONFIRMED)
        case "correct":
            if agenda.top is None:
                return after_receipt.amended(agenda, heard, desk)
            return correction(agenda.top, heard, desk)
        case "confirm":
            return _put_right(agenda, heard, desk) or _yes(agenda, heard, chance)
        case "deny":
            return _no(agenda, heard, desk)
        case "question":
            if detail:
                return Asks("line")
            if (kind := declined(heard.text)) is not None:
                return wishing.declined(kind, heard)
            if wishing.of_another_office(heard):
                return Outside()
            pointed = followed(agenda, heard, desk) if (agenda.told or {}).get("items") else None
            return pointed or wishing.rather_a_wish(agenda, heard) or more_asked(agenda, heard) or Asks()
        case "wish":
            wish = wishing.wish(agenda, heard)
            return _of_an_item(wish, agenda, heard, desk) or _gone_on(agenda, heard, wish)
        case "steer":
            return steering.possible(detail, agenda, heard, chance=chance, seen=has_been_seen(agenda))
        case "follow":
            return followed(agenda, heard, desk)
        case "decline":
            return wishing.declined(detail, heard)
        case "outside":
            return Outside() if wishing.elsewhere(agenda, heard) else None
        case _:
            if agenda.top is not None:
                surely = chance >= CONFIRMED
                return (None if surely else _plainly_told(agenda, heard)) or Noise("sense")
            return _gone_on(agenda, heard, wishing.wish(agenda, heard))


def _of_an_item(wish: Act | None, agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """The same wish with the case and the hearing of what is pointed at (第二个我要申请延期)."""
    if not isinstance(wish, Wishes) or not (agenda.told or {}).get("items"):
        return None
    pointed = followed(agenda, heard, desk)
    return pointed if isinstance(pointed, Wishes) and pointed.function == wish.function else None


def _gone_on(agenda: Agenda, heard: Heard, act: Act | None) -> Act | None:
    """A general question right after another may rest on it."""
    again = isinstance(act, Wishes) and act.function == GENERAL
    return more_asked(agenda, heard) or act if again else act


def _answer(agenda: Agenda, heard: Heard, desk: Cases, *, surely: bool) -> Act | None:
    task = agenda.top
    if task is None:
        return None
    if task.stage == "code":
        return Answers(fillings(Task(task.function), heard)) if heard.first("licence_no") else None
    if task.stage == "confirming":
        return read_back.answer(task, heard, desk)
    if task.asked == CASE:
        return case.answer(task, heard, desk)
    asked = field_of(task, task.asked)
    if asked is None or (asked.otherwise and mentioned(heard, asked) is None and not states(heard.text)):
        return None  # whatever is said there would be one of the choices: a question is none
    if asked.reader == "choice" and (_EITHER.search(heard.text) or only_asked_of(heard.text, asked)):
        return None  # 审判长还是审判员: which, is not said; 线上的能下载不: nor is it chosen
    return _that_has_been(asked, field.answer(task, asked, heard, surely=surely), heard, desk)


def _that_has_been(asked: Field, found: Act | None, heard: Heard, desk: Cases) -> Act | None:
    """The last such day, where only a day that has been can be meant (十九号知道的)."""
    value = found.values.get(asked.name) if isinstance(found, Answers) and asked.past else None
    day = date.fromisoformat(value) if isinstance(value, str) and len(value) == ISO_DAY else None
    if not isinstance(found, Answers) or day is None or day <= desk.today or _MONTH.search(heard.text):
        return found
    before = day.replace(day=1) - timedelta(days=1)
    last = before.replace(day=min(day.day, before.day))
    return Answers({**found.values, asked.name: last.isoformat()})


def _yes(agenda: Agenda, heard: Heard, chance: float) -> Act | None:
    task = agenda.top
    if task is None:
        return nothing_asked.yes(agenda, heard)
    if by_the_way(heard.text):
        return None
    if task.stage == "confirming":
        return read_back.yes(task, heard, chance)
    return case.yes(task) if task.asked == CASE else None


def _put_right(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """What sounds like a yes at the read-back and gives another value (对，就撤一部分请求)."""
    task = agenda.top
    changed = corrected(task, heard, desk) if task is not None and task.stage == "confirming" else None
    return changed if isinstance(changed, Corrects) else None


def _no(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    task = agenda.top
    if task is None:
        return Steers("nothing")
    if task.stage == "confirming":
        return read_back.no(task, heard, desk)
    return (_named_instead(task, heard, desk) or case.no(task)) if task.asked == CASE else None


def _named_instead(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """None of the cases offered, but this one (不是，是执行那个)."""
    named = case.answer(replace(task, offered=[], piece=""), heard, desk)
    offered = [number for _, number in task.offered]
    if isinstance(named, Misread) and heard.first("case_number"):
        return named  # a number that is none of his is said to be so
    return named if isinstance(named, Answers) and named.values[CASE] not in offered else None


def _happened(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    if heard.event is None:
        return None
    return Silent() if heard.event == "silence" else Happened(heard.event)


def _number(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A case number, or pieces of it, where any may be given."""
    asked = asked_field(agenda.top)
    if agenda.top is None or asked is None or asked.reader != number.READER or asked.name == CASE:
        return None
    return number.answer(agenda.top, asked, heard, desk)


def _whole_value(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    task = agenda.top
    if task is None or task.stage != "filling":
        return None
    if task.asked == CASE:
        return case.whole(task, heard, desk)
    asked = field_of(task, task.asked)
    return _that_has_been(asked, field.whole(task, asked, heard), heard, desk) if asked else None


def _option(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Words that are an option of the open form, or plainly a part of one, are that option, though they sound
    like something else (调解结案)."""
    task = agenda.top
    if task is None or task.stage != "filling":
        return None
    asked = field_of(task, task.asked)
    if asked is not None and (value := option_meant(heard.text, asked, task.offered)) is not None:
        return Answers({asked.name: value} | fillings(task, heard, besides=asked.name))
    if asked is not None and is_free_text(asked):
        return None
    open_ones = [
        each for each in function(task.function).fields_for(task.fields) if task.fields.get(each.name) is None
    ]
    named = {each.name: value for each in open_ones if (value := titled(heard.text, each)) is not None}
    return Answers(named) if len(named) == 1 else None


def _plain_words(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Something plainly said where words were asked for, in a place of which no labelled sentence tells."""
    return None if has_been_seen(agenda) else _plainly_told(agenda, heard)


def _plainly_told(agenda: Agenda, heard: Heard) -> Act | None:
    """Something plainly said where words were asked for: nothing asked, wished or taken back."""
    task = agenda.top
    asked = asked_field(task)
    if task is None or asked is None or not is_free_text(asked):
        return None
    other = takes_back(heard) or declined(heard.text) or heard.also is not None
    return None if other or not states(heard.text) else field.answer(task, asked, heard, surely=True)


def _plain_choice(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """One of the choices that were asked for, plainly named and nothing asked, wished for or taken back."""
    task = agenda.top
    asked = asked_field(task)
    if task is None or asked is None or asked.reader != "choice" or mentioned(heard, asked) is None:
        return None
    lead = re.split(r"[,，。;；]", heard.text)[0]
    led = choice_alone(lead, asked) or choices_named(lead, asked)
    if led and not takes_back(heard) and not asks(heard.text):
        return field.answer(task, asked, heard, surely=True)
    other = takes_back(heard) or heard.also is not None or gives_up(heard.text[:3])
    asks_or_begs = _WHETHER.search(heard.text) is not None or declined(heard.text) is not None
    if other or asks_or_begs or not states(heard.text):
        return None
    return field.answer(task, asked, heard, surely=True)


def _all_the_same(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    task = agenda.top
    return read_back.ahead(task, heard, desk) if task and task.stage == "confirming" else None


def _plain_yes_or_no(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A whole utterance that is a yes or a no, where one was asked for."""
    said = short_answer(heard.text)
    which = agenda.top is not None and agenda.top.asked == WHICH and not wishes(heard.text)
    if which and said is None and short_answer(re.split(r"[,，。 ]", heard.text)[0]) == "dialog.affirm":
        said = "dialog.affirm"  # 对，蛮好: nothing is to be changed
    if said == "dialog.affirm":
        return _yes(agenda, heard, 1.0)
    return _no(agenda, heard, desk) if said == "dialog.deny" else None


def _case_alone(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A case and hardly a word beside it: of what was asked last, or in place of the one given before."""
    task = agenda.top
    if task is None:
        return nothing_asked.only_a_case(agenda, heard, desk)
    if is_number_alone(heard):
        return other_case(task, heard, desk)
    other = other_case(task, heard, desk) if takes_back(heard) else None
    return other if isinstance(other, Corrects | Narrows) else None


STEERING: tuple[Evidence, ...] = (
    _happened,
    steering.no_words,
    steering.outright,
    steering.for_a_person,
    steering.of_the_line,
    guide_wanted,
    _plain_yes_or_no,
)
CERTAIN: tuple[Evidence, ...] = (
    _all_the_same,
    refused.plainly,
    _number,
    _case_alone,
    _option,
    _whole_value,
    question_picked,
    on_with_the_law,
    one_of_several,
    an_article,
    following.a_number_to_ring,
    a_last_day,
    a_fee_of_a_sum,
    wishing.plainly,
    after_receipt.plainly,
    following.plainly,
    _plain_choice,
    _plain_words,
)
