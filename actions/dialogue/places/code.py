"""A one-time code was asked for; the code itself is taken at the door and never comes here."""

from __future__ import annotations

from actions.dialogue.act import Act, Answers
from actions.dialogue.agenda import Task
from actions.dialogue.heard import Heard
from actions.dialogue.readers import fillings
from actions.dialogue.weighing import no_answer


def act(task: Task, heard: Heard) -> Act:
    if heard.first("licence_no"):
        return Answers(fillings(Task(task.function), heard))
    return no_answer(task, heard)
