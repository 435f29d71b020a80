"""转人工: a ticket with a promised time, carrying what is known; then the number to ring, where none is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import Job, Outcome, required
from actions.errors import Conflict
from actions.service.conversations import callbacks
from actions.service.conversations.escalation import escalate
from actions.service.functions import function
from actions.service.requests.question import Field
from actions.service.wording import Modality
from bot.language.short_answers import said_outright

PERSON = "human.agent"
STANDS = "receipt_no"
"""Among the task's fields once the ticket stands: what is still wanted then is the number."""


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """Nothing before the ticket; afterwards the number, where none is known."""
    return required(task, heard, desk) if STANDS in task.fields else ()


def read_back(desk: Desk, task: Task, modality: Modality) -> Reply | None:
    if STANDS not in task.fields:
        return None
    return Reply("human.number_read_back", {"number": task.fields["phone"]}, (("对", "对"), ("修改", "不对")))


def human(job: Job) -> Outcome:
    if STANDS in job.task.fields:
        return _with_number(job)
    waiting = [function(task.function).name for task in job.agenda.tasks if task is not job.task]
    open_case = next(
        (task.fields[CASE] for task in reversed(job.agenda.tasks) if task.fields.get(CASE)), None
    )
    job.desk.remember_court(open_case)
    reasons = ["来电人要求人工"]
    if waiting:
        reasons.append(f"正在办：{'、'.join(waiting)}")
    if job.task.words and said_outright(job.task.words) is None:
        reasons.append(f"原话：{job.task.words}")
    kept = ticket(job, "；".join(reasons))
    known = "callback" if job.desk.number_known else "callback_unnumbered"
    key = "conversation" if job.desk.answered_here else known
    told = {"function": PERSON, "fields": {STANDS: kept["receipt_no"]}, "words": ""}
    outcome = Outcome((Reply(f"human.{key}", kept),), {"receipt_no": kept["receipt_no"]}, told=told)
    return reached(job, kept, outcome)


def reached(job: Job, kept: Mapping[str, Any], outcome: Outcome) -> Outcome:
    """What follows a ticket: where nobody could reach the caller, the task goes on to ask for his number."""
    if job.desk.answered_here or job.desk.number_known:
        return outcome
    job.task.function, job.task.fields = PERSON, {STANDS: kept["receipt_no"]}
    job.task.stage, job.task.asked = "filling", None
    return replace(outcome, stays=True)


def _with_number(job: Job) -> Outcome:
    number, desk = job.task.fields["phone"], job.desk

    def keep() -> dict[str, Any]:
        try:
            callbacks.keep_number(desk.session, desk.clock, job.task.fields[STANDS], number)
        except Conflict as conflict:
            return {"refused": conflict.message}
        return {"refused": None}

    kept = job.effects.once(desk.session, "callback_number", keep)
    if kept["refused"]:
        return Outcome((Reply("plain", {"text": kept["refused"]}),))
    return Outcome((Reply("human.number_kept", {"number": number}),))


def ticket(job: Job, reason: str) -> dict[str, Any]:
    """Escalate once a turn; the facts of the ticket that waits."""
    desk = job.desk

    def hand_over() -> dict[str, Any]:
        kept = escalate(desk.session, desk.clock, desk.conversation, reason, desk.conversation.channel)
        return {"receipt_no": kept.receipt_no, "kind": kept.kind, "due_at": kept.due_at.isoformat()}

    return job.effects.once(desk.session, "ticket", hand_over)
