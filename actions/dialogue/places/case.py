"""A case was asked for."""

from __future__ import annotations

from actions.dialogue.act import Act, Answers, Cases, Misread, Narrows, Wishes
from actions.dialogue.agenda import CASE, Task
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import is_yes
from actions.dialogue.readers import fillings
from actions.dialogue.weighing import another_wish, no_answer
from actions.dialogue.which_case import case_meant
from bot.language.choices import choose
from bot.language.forms import asks, wishes


def act(task: Task, heard: Heard, desk: Cases) -> Act:
    own = desk.cases_for(task.function)
    numbered = heard.first("case_number")
    if numbered and (asks(heard.text) or wishes(heard.text)):
        other = another_wish(task, heard)
        if isinstance(other, Wishes):
            return other  # a wish that brings its own case along
    called = {each.case_number: each.called for each in own}
    titles = [called.get(number, title) for title, number in task.offered]
    fitting = [] if numbered else choose(heard.text, titles, desk.today)
    if len(task.offered) == 1 and is_yes(heard):
        fitting = [0]
    if len(fitting) == 1:
        return Answers({CASE: task.offered[fitting[0]][1]})
    if 1 < len(fitting) < len(task.offered):
        return Narrows([task.offered[index][1] for index in fitting])
    meant = case_meant(own, heard)
    if meant.case:
        return Answers({CASE: meant.case.case_number} | fillings(task, heard))
    if meant.problem:
        return Misread((meant.problem,))
    if meant.choices:
        return Narrows([case.case_number for case in meant.choices])
    return no_answer(task, heard)
