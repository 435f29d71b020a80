"""Preservation wished for in a case of enforcement: the enforcing judge seizes and freezes; that is said at
once, and a message to him is offered in its place."""

from __future__ import annotations

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.bar import Bar
from actions.dialogue.describing import described
from actions.dialogue.desk import Desk
from actions.law.articles import citations
from actions.law.checks.preservation import ENFORCED, measures
from bot.language.case_number import parse_exact
from bot.language.fold import fold

PRESERVATION, MESSAGE = "request.preservation", "request.message_judge"
WRITE = "给法官留言"


def in_enforcement(desk: Desk, task: Task) -> Bar | None:
    """By the number of the case, as it was named or is known, or by his own case that was described; whether
    a number is of a case of his is not told."""
    if task.function != PRESERVATION:
        return None
    kinds = {number.type_code for each in _numbers(desk, task) if (number := parse_exact(str(each)))}
    kinds |= {each.get("type_code") for each in task.entities.get("case_part", []) if CASE not in task.fields}
    if len(kinds) != 1 or not kinds <= {*ENFORCED}:
        return None
    reply = Reply("preservation.in_enforcement", {"law": citations(measures())}, ((WRITE, WRITE),))
    return Bar(reply, offers=(MESSAGE,))


def _numbers(desk: Desk, task: Task) -> list[str]:
    if task.fields.get(CASE):
        return [task.fields[CASE]]
    own = desk.cases_for(task.function)
    causes = tuple(task.entities.get("cause", []))
    named: list[str] = task.entities.get("case_number", [])
    return named or [each.case_number for each in described(fold(task.words), own, causes)]
