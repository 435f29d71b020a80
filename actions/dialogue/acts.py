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

from collections.abc import Callable

from actions.dialogue import amending, following, steering, wishing
from actions.dialogue.act import (
    Act,
    Answers,
    Asks,
    Cases,
    Corrects,
    Happened,
    Narrows,
    Noise,
    Outside,
    Silent,
    Steers,
    Wishes,
)
from actions.dialogue.agenda import CASE, Agenda, Task
from actions.dialogue.correcting import correction, field_of, is_number_alone, other_case, takes_back
from actions.dialogue.following import (
    GENERAL,
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
from actions.dialogue.places import case, field, nothing_asked, read_back
from actions.dialogue.readers import fillings, is_free_text
from actions.dialogue.weighing import has_been_seen, ranking
from bot.language.forms import states
from bot.language.limits import declined
from bot.language.short_answers import short_answer

BESIDE_A_YES = Wishes | Asks | Steers
Evidence = Callable[[Agenda, Heard, Cases], Act | None]


def acts(agenda: Agenda, heard: Heard, desk: Cases) -> tuple[Act, ...]:
    """What a message is, in the order in which it is said: one act, or an answer and a wish."""
    heard = steering.picked(agenda, heard)
    steered = next((act for look in STEERING if (act := look(agenda, heard, desk)) is not None), None)
    if steered is not None:
        return (steered,)
    if changes := amending.amended(agenda.top, heard, desk):
        return changes
    certain = next((act for look in CERTAIN if (act := look(agenda, heard, desk)) is not None), None)
    if certain is not None:
        return (certain,)
    if (led := steering.led_off(heard)) is not None:
        return acts(agenda, led, desk)
    agreed = read_back.agreed(agenda, heard)
    if agreed is not None:
        first, rest = _weighed(agenda, agreed[0], desk), _weighed(agenda, agreed[1], desk)
        return (first, rest) if isinstance(rest, BESIDE_A_YES) else (first,)
    two = wishing.taken_apart(agenda, heard)
    if two is not None:
        return _weighed(agenda, two[0], desk), two[1]
    return (_weighed(agenda, heard, desk),)


def _weighed(agenda: Agenda, heard: Heard, desk: Cases) -> Act:
    """The likeliest sort of act that is possible here."""
    for sort, chance in ranking(agenda, heard):
        act = _of_sort(sort, chance, agenda, heard, desk)
        if act is not None:
            return act
        if sort == "answer" and chance >= ASIDE:
            return Noise("exact")  # meant as the answer, and not to be read: asked for again
        if agenda.top is None and sort in ("wish", "outside"):
            return Noise("sense")  # wished for, and not clear enough what: two are offered
    return Noise("sense")


def _of_sort(sort: str, chance: float, agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    sort, _, detail = sort.partition(":")
    match sort:
        case "answer":
            return _answer(agenda, heard, desk, surely=chance >= CONFIRMED)
        case "correct":
            return correction(agenda.top, heard, desk) if agenda.top else None
        case "confirm":
            return _yes(agenda, heard, chance)
        case "deny":
            return _no(agenda, heard, desk)
        case "question":
            if detail:
                return Asks("line")
            pointed = followed(agenda, heard, desk) if (agenda.told or {}).get("items") else None
            return pointed or wishing.rather_a_wish(agenda, heard) or more_asked(agenda, heard) or Asks()
        case "wish":
            return _gone_on(agenda, heard, wishing.wish(agenda, heard))
        case "steer":
            return steering.possible(detail, agenda, heard)
        case "follow":
            return followed(agenda, heard, desk)
        case "decline":
            return wishing.declined(detail, heard)
        case "outside":
            return Outside() if wishing.elsewhere(heard) else None
        case _:
            if agenda.top is not None:
                return Noise("sense")
            return _gone_on(agenda, heard, wishing.wish(agenda, heard))


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
    return field.answer(task, asked, heard, surely=surely) if asked else None


def _yes(agenda: Agenda, heard: Heard, chance: float) -> Act | None:
    task = agenda.top
    if task is None:
        return nothing_asked.yes(agenda, heard)
    if task.stage == "confirming":
        return read_back.yes(task, heard, chance)
    return case.yes(task) if task.asked == CASE else None


def _no(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    task = agenda.top
    if task is None:
        return Steers("nothing")
    if task.stage == "confirming":
        return read_back.no(task, heard, desk)
    return case.no(task) if task.asked == CASE else None


def _happened(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    if heard.event is None:
        return None
    return Silent() if heard.event == "silence" else Happened(heard.event)


def _whole_value(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    task = agenda.top
    if task is None or task.stage != "filling":
        return None
    if task.asked == CASE:
        return case.whole(task, heard, desk)
    asked = field_of(task, task.asked)
    return field.whole(task, asked, heard) if asked else None


def _plain_words(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """Something plainly said where words were asked for, in a place of which no labelled sentence tells."""
    task = agenda.top
    asked = field_of(task, task.asked) if task is not None and task.stage == "filling" else None
    if task is None or asked is None or not is_free_text(asked) or has_been_seen(agenda):
        return None
    other = takes_back(heard) or declined(heard.text) or heard.also is not None
    return None if other or not states(heard.text) else field.answer(task, asked, heard, surely=True)


def _plain_yes_or_no(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A whole utterance that is a yes or a no, where one was asked for."""
    said = short_answer(heard.text)
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
    _case_alone,
    _whole_value,
    question_picked,
    on_with_the_law,
    one_of_several,
    an_article,
    following.a_number_to_ring,
    wishing.plainly,
    following.plainly,
    _plain_words,
)
