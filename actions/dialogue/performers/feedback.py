"""评价: a grade for what was just done, and complaints that a person must answer."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.errors import NotFound
from actions.service.feedback.complaints import leave_feedback
from actions.service.feedback.evaluations import rate as keep_grade
from actions.store.matters import Evaluation

LOW = 2
"""Grades up to this are answered with an invitation to say why."""


def rate(job: Job) -> Outcome:
    """Grades the receipt just given, else the conversation."""
    desk, rating = job.desk, int(job.task.fields["rating"])

    def grade(about: str | None) -> Evaluation:
        return keep_grade(
            desk.session,
            desk.clock,
            rating=rating,
            remark=job.task.words if len(job.task.words) > 8 else None,
            about=about,
            conversation_id=desk.conversation.id,
            licence_no=desk.caller.licence_no,
            channel=desk.conversation.channel,
        )

    def keep() -> dict[str, Any]:
        try:
            evaluation = grade(job.agenda.focus.get("receipt_no"))
        except NotFound:  # the receipt is no longer his to grade: his verification has lapsed
            evaluation = grade(None)
        return {"id": evaluation.id, "rating": evaluation.rating}

    kept = job.effects.once(desk.session, "evaluation", keep)
    return Outcome((Reply("feedback.rated_low" if kept["rating"] <= LOW else "feedback.rated", kept),))


def complain(job: Job) -> Outcome:
    desk = job.desk

    def keep() -> dict[str, Any]:
        left = leave_feedback(
            desk.session,
            desk.clock,
            kind="complaint",
            text=job.task.fields["text"],
            channel=desk.conversation.channel,
            conversation_id=desk.conversation.id,
            licence_no=desk.caller.licence_no,
            court_code=desk.conversation.court_code,
        )
        return {"receipt_no": left.receipt_no, "due_at": left.due_at.isoformat()}

    kept = job.effects.once(desk.session, "feedback", keep)
    return Outcome((Reply("feedback.complaint_kept", kept),), {"receipt_no": kept["receipt_no"]})
