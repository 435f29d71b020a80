"""The other hearing, which stands in the way of the one that is to be moved."""

from __future__ import annotations

from actions.dialogue.agenda import CASE, Task
from actions.dialogue.describing import described, spoken_of
from actions.dialogue.desk import Desk
from actions.service.functions import function
from actions.service.requests import kinds
from actions.service.requests.question import Field
from bot.language.beside import hindering
from bot.language.fold import fold

MOVED, OTHER = "hearing", "other_hearing"
"""Kinds of fields."""


def in_the_way(task: Task, field: Field, desk: Desk) -> str | None:
    """The hearing of another case that the first sentence said to stand in the way, where the case it
    describes has one alone to come."""
    if field.reader != OTHER or task.fields.get(CASE) is None:
        return None
    others = [each for each in desk.cases_for(task.function) if each.case_number != task.fields[CASE]]
    said = fold(task.words)
    found = described(hindering(said), others) or spoken_of(said, others)
    coming = [hearing for case in found for hearing in case.hearings]
    offered = kinds.offered(desk.record(task.function, task.fields[CASE]), field)
    return coming[0].id if len(coming) == 1 and coming[0].id in [each.value for each in offered] else None


def turned_round(task: Task, case_number: str, desk: Desk) -> dict[str, str]:
    """The fields as they stand when the case of the other hearing becomes the one whose hearing is to be
    moved: what was to be moved is then in its way. Empty for anything else."""
    named = {each.reader: each.name for each in function(task.function).fields_for(task.fields)}
    if OTHER not in named or MOVED not in named:
        return {}
    case = desk.own_case(case_number, task.function)
    theirs = [each.id for each in case.hearings] if case else []
    before, other = task.fields.get(named[MOVED]), task.fields.get(named[OTHER])
    return {named[MOVED]: other, named[OTHER]: before} if before and other in theirs else {}
