"""Functions that are understood but not served by this line yet."""

from __future__ import annotations

from actions.dialogue.agenda import Reply
from actions.dialogue.performers import knowledge
from actions.dialogue.performers.handing_over import reached, ticket
from actions.dialogue.performers.outcome import Job, Outcome
from actions.service.functions import function


def not_built(job: Job) -> Outcome:
    """Answers a question that the knowledge base has; else keeps the wish as a call-back ticket, and says
    that this is no application and keeps no period."""
    wanted = function(job.task.function)
    if wanted.kind == "consult" and (answered := knowledge.answered(job)) is not None:
        return answered
    kept = ticket(job, f"{wanted.name}：{job.task.words}")
    facts = {"name": wanted.name, "request": wanted.is_request} | kept
    return reached(job, kept, Outcome((Reply("dialog.not_built", facts),)))
