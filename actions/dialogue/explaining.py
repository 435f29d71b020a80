"""Answers to a question back: what is asked and why, what the matter is about, who is speaking."""

from __future__ import annotations

import re

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.correcting import field_of
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.which_case import options
from actions.service.functions import function
from actions.service.requests.matters import has_matter, matter

_OF_CASES = re.compile(r"案|哪[些几个]|有几|号")


def explained(task: Task, desk: Desk, heard: Heard) -> list[Reply]:
    """What helps with the open question; it is asked again afterwards."""
    if task.asked == CASE and (_OF_CASES.search(heard.text) or not has_matter(task.function)):
        own = desk.cases_for(task.function)
        return [Reply("case.yours", {"titles": [title for title, _ in options(own)], "count": len(own)})]
    field = field_of(task, task.asked)
    about = [Reply("explain.field", {"help": field.help})] if field and field.help else []
    if has_matter(task.function):
        asked = matter(task.function).chosen(task.fields)
        facts = {
            "title": asked.title_zh,
            "deadline": asked.deadline,
            "form": asked.form,
            "keeps_period": asked.keeps_period,
            "materials": list(asked.materials),
            "cannot": list(asked.conversation.cannot),
        }
        return [*about, Reply("explain.matter", facts)]
    return about or [Reply("explain.function", {"name": function(task.function).name})]


def line_told(heard: Heard) -> list[Reply]:
    """The truth about who is answering, and how to reach a person."""
    return [Reply("explain.line")]
