"""转人工: a ticket with a promised time, carrying what is known."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import Reply
from actions.dialogue.correcting import CASE
from actions.dialogue.performers.outcome import Job, Outcome
from actions.service.conversations.escalation import escalate
from actions.service.functions import function


def human(job: Job) -> Outcome:
    waiting = [function(task.function).name for task in job.agenda.tasks if task.function != "human.agent"]
    open_case = next(
        (task.fields[CASE] for task in reversed(job.agenda.tasks) if task.fields.get(CASE)), None
    )
    job.desk.remember_court(open_case)
    reason = f"来电人要求人工；正在办：{'、'.join(waiting)}" if waiting else "来电人要求人工"
    kept = ticket(job, reason)
    return Outcome((Reply(f"human.{kept['kind']}", kept),), {"receipt_no": kept["receipt_no"]})


def ticket(job: Job, reason: str) -> dict[str, Any]:
    """Escalate once a turn; the facts of the ticket that waits."""
    desk = job.desk

    def hand_over() -> dict[str, Any]:
        kept = escalate(desk.session, desk.clock, desk.conversation, reason, desk.conversation.channel)
        return {"receipt_no": kept.receipt_no, "kind": kept.kind, "due_at": kept.due_at.isoformat()}

    return job.effects.once(desk.session, "ticket", hand_over)
