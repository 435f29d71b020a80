"""What a sentence is in its place: the one room where that is decided.

`acts` looks at what was asked and offered, what was just told, and what is said now, and changes nothing.
`conduct` does what follows. Evidence counts in this order: what happened without words; words that steer, when
they are the whole utterance; a wish for a person, anywhere; what is asked of the line itself or declined by it;
then what the place says: the shape of a value that was asked for, the form of a question, and only at last the
classifier, weighed in that place.
"""

from __future__ import annotations

from collections.abc import Callable

from actions.dialogue import steering
from actions.dialogue.act import Act, Cases, Happened, Silent, Wishes
from actions.dialogue.agenda import CASE, Agenda
from actions.dialogue.heard import Heard
from actions.dialogue.places import case, code, field, nothing_asked, read_back

Evidence = Callable[[Agenda, Heard, Cases], Act | None]


def acts(agenda: Agenda, heard: Heard, desk: Cases) -> tuple[Act, ...]:
    """What a message is, in the order in which it is said: one act, or an answer and a wish."""
    heard = steering.picked(agenda, heard)
    act = _first(BEFORE_ALL, agenda, heard, desk)
    if act is None and (led := steering.led_off(heard)) is not None:
        return acts(agenda, led, desk)
    act = act or _first(EVIDENCE, agenda, heard, desk) or _in_its_place(agenda, heard, desk)
    if heard.also and not (isinstance(act, Wishes) and act.function == heard.also.function):
        return act, Wishes(heard.also.function, heard.also)
    return (act,)


def _happened(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    if heard.event is None:
        return None
    return Silent() if heard.event == "silence" else Happened(heard.event)


def _in_its_place(agenda: Agenda, heard: Heard, desk: Cases) -> Act:
    task = agenda.top
    if task is None:
        return nothing_asked.act(agenda, heard, desk)
    if task.stage == "code":
        return code.act(task, heard)
    if task.stage == "confirming":
        return read_back.act(task, heard, desk)
    if task.asked == CASE:
        return case.act(task, heard, desk)
    return field.act(task, heard, desk)


BEFORE_ALL: tuple[Evidence, ...] = (_happened, steering.no_words, steering.outright)
EVIDENCE: tuple[Evidence, ...] = (steering.for_a_person, steering.of_the_line)


def _first(looks: tuple[Evidence, ...], agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    return next((act for look in looks if (act := look(agenda, heard, desk)) is not None), None)
