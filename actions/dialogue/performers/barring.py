"""Who is verified and still may not: told why and where to turn, and kept on record each time."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import CASE, Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.service import audit
from actions.service.functions import function


def barred(job: Job) -> Outcome | None:
    """The refusal in place of the function; None where the caller may have it."""
    desk, task = job.desk, job.task
    if function(task.function).identity != "lawyer" or desk.caller.level == 0:
        return None
    why = desk.barred_from(task.function, task.fields.get(CASE), job.heard.modality)
    if why is None:
        return None

    def note() -> dict[str, Any]:
        actor, subject = f"lawyer:{desk.caller.licence_no}", task.fields.get(CASE) or task.function
        audit.note(
            desk.session, desk.clock, actor, "function.barred", subject, desk.conversation.id,
            function=task.function,
        )  # fmt: skip
        return {"why": why}

    kept = job.effects.once(desk.session, "barred", note)
    return Outcome((Reply("plain", {"text": kept["why"]}),))
