"""A case was asked for."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.act import Act, Answers, Cases, Misread, Narrows, Refuses
from actions.dialogue.agenda import CASE, Task
from actions.dialogue.heard import Heard
from actions.dialogue.telling import fillings
from actions.dialogue.which_case import among
from bot.language.case_reading import read_case_numbers
from bot.language.choices import choose
from bot.language.courts import CourtDirectory
from bot.language.fold import fold
from bot.language.forms import asks, wishes
from bot.language.limits import declined


def answer(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """The case meant, those that fit, or what is wrong with a number; None where none is named."""
    own = desk.cases_for(task.function)
    if task.piece and (whole := joined(task.piece, heard, desk)) is not None:
        heard = whole
    numbered = heard.first("case_number")
    called = {each.case_number: each.called for each in own}
    titles = [called.get(number, title) for title, number in task.offered]
    alone = len(task.offered) == 1  # what is offered alone is asked for a yes; another is named or described
    picked = [number for title, number in task.offered if fold(title) == fold(heard.text)]
    if len(picked) == 1:
        return Answers({CASE: picked[0]})
    fitting = [] if numbered or alone else choose(heard.text, titles, desk.today)
    if len(fitting) == 1:
        return Answers({CASE: task.offered[fitting[0]][1]})
    if 1 < len(fitting) < len(task.offered):
        return Narrows([task.offered[index][1] for index in fitting])
    meant = among(desk, task.function, heard)
    if meant.case:
        return Answers({CASE: meant.case.case_number} | fillings(task, heard))
    if meant.problem:
        return Misread((meant.problem,))
    if meant.choices:
        return Narrows([case.case_number for case in meant.choices])
    return None


def joined(piece: str, heard: Heard, desk: Cases) -> Heard | None:
    """The message with the piece of a number that was said before it (沪零幺幺五民初 · 二零四五七号, …); None
    where the two make no number."""
    for said in (f"{piece}{heard.text}", f"{heard.text}{piece}"):
        found = read_case_numbers(said, CourtDirectory.load_default(), desk.today)
        if number := next((each.number for each in found if each.number), None):
            entities = {**heard.entities, CASE: (number.canonical,)}
            return replace(heard, text=said, entities={**entities, "case_part": ()})
    return None


SHORT = 14
"""So many characters at most only say which case."""


def whole(task: Task, heard: Heard, desk: Cases) -> Act | None:
    """A case named or described, and nothing wished or asked of it."""
    if len(heard.text) > SHORT or asks(heard.text) or wishes(heard.text) or declined(heard.text):
        return None
    found = answer(task, heard, desk)
    return None if isinstance(found, Misread) else found


def yes(task: Task) -> Act | None:
    """A yes to the one case that a number sounded like."""
    return Answers({CASE: task.offered[0][1]}) if len(task.offered) == 1 else None


def no(task: Task) -> Act | None:
    return Refuses() if task.offered else None
