"""评价: a grade for what was just done, and suggestions and complaints that a person must answer."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.performers.outcome import Job, Outcome
from actions.errors import NotFound
from actions.service.court_record.courts import court_meant
from actions.service.feedback import evaluations
from actions.service.feedback.complaints import leave_feedback
from actions.service.feedback.giver import Giver
from actions.service.functions import function
from actions.service.wording import Modality

LOW = 2
"""Grades up to this are answered with an invitation to say why."""
KINDS = {"feedback.complain": "complaint", "feedback.suggest": "suggestion"}


def rate(job: Job) -> Outcome:
    """Grades the receipt just given, else the conversation; a later grade takes the place of the earlier."""
    desk, rating = job.desk, int(job.task.fields["rating"])

    def grade(about: str | None) -> tuple[str, int]:
        remark = job.task.fields.get("remark") or None
        giver = Giver(desk.conversation.channel, desk.conversation.id, desk.caller.licence_no)
        kept = evaluations.rate(desk.session, desk.clock, giver, rating=rating, remark=remark, about=about)
        return kept.id, kept.rating

    def keep() -> dict[str, Any]:
        try:
            kept = grade(job.agenda.focus.get("receipt_no"))
        except NotFound:  # the receipt is no longer his to grade: his verification has lapsed
            kept = grade(None)
        return {"id": kept[0], "rating": kept[1]}

    kept = job.effects.once(desk.session, "evaluation", keep)
    told = {"function": job.task.function, "fields": {"rating": rating}, "words": job.task.words}
    if job.task.fields.get("remark"):
        key = "feedback.remark_kept"
    else:
        key = "feedback.rated_low" if kept["rating"] <= LOW else "feedback.rated"
    return Outcome((Reply(key, kept),), told=told)


def read_back(desk: Desk, task: Task, modality: Modality) -> Reply:
    """What was told, word for word, ending in the question whether it is to be kept so."""
    facts = {"title": function(task.function).name, "text": task.fields["text"]}
    return Reply("feedback.read_back", facts, (("对", "对"), ("修改", "不对"), ("取消", "取消")))


def leave(job: Job) -> Outcome:
    desk, kind = job.desk, KINDS[job.task.function]

    def keep() -> dict[str, Any]:
        talk = desk.conversation
        court = court_meant(desk.session, job.task.fields["text"]) or talk.court_code
        giver = Giver(talk.channel, talk.id, desk.caller.licence_no, court)
        left = leave_feedback(desk.session, desk.clock, giver, kind=kind, text=job.task.fields["text"])
        return {"receipt_no": left.receipt_no, "due_at": left.due_at.isoformat()}

    kept = job.effects.once(desk.session, "feedback", keep)
    return Outcome((Reply(f"feedback.{kind}_kept", kept),), {"receipt_no": kept["receipt_no"]})
