"""办理: one submission for all matters; it registers and says so, never more."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.performers.outcome import Job, Outcome
from actions.dialogue.performers.second import adds
from actions.dialogue.reading_back import given, not_offered, wanted
from actions.errors import HotlineError
from actions.service.requests import lawyer, speech
from actions.service.requests.matters import matter
from actions.service.requests.offered import NotOffered
from actions.service.requests.prechecking import Refused
from actions.service.requests.second import ADDITION, ANEW, SECOND, THERE
from actions.service.requests.submission import Origin, submit


def submission(job: Job) -> Outcome:
    desk, task, modality = job.desk, job.task, job.heard.modality
    if adds(task):
        return _addition(job)
    origin = Origin(desk.conversation.channel, desk.conversation.id)
    try:
        with desk.session.begin_nested():
            _withdraw(job)
            receipt = submit(desk.work, desk.caller, wanted(task), origin, job.effects)
    except Refused as refused:
        return Outcome((Reply("plain", {"text": speech.refusal(refused.refusal, modality)}),))
    except NotOffered as error:
        return Outcome((not_offered(error).reply,))
    except HotlineError as error:
        return Outcome((Reply("plain", {"text": error.message}),))
    return Outcome(
        (
            Reply("plain", {"text": speech.registered(receipt, modality, desk.site)}),
            Reply("request.rate_hint"),
        ),
        {"receipt_no": receipt.receipt_no} | ({CASE: receipt.case_number} if receipt.case_number else {}),
        told=_told(task, receipt.receipt_no),
    )


def _told(task: Task, receipt_no: str) -> dict[str, Any]:
    """With what was registered, where something of it may still be put right by those who decide on it."""
    fields = given(task) if matter(task.function).for_staff else {}
    case = {CASE: task.fields[CASE]} if fields and CASE in task.fields else {}
    return {"function": task.function, "fields": fields | case, "words": task.words, "receipt_no": receipt_no}


def _withdraw(job: Job) -> None:
    """What this one takes the place of. Raises HotlineError: then neither is done."""
    desk, fields = job.desk, job.task.fields
    if fields.get(SECOND) != ANEW:
        return

    def withdraw() -> dict[str, Any]:
        return {"receipt_no": lawyer.withdraw(desk.work, desk.caller, fields[THERE]).receipt_no}

    job.effects.once(desk.session, "withdrawal", withdraw)


def _addition(job: Job) -> Outcome:
    """Added to the request that is open, in the caller's words."""
    desk, fields = job.desk, job.task.fields

    def add() -> dict[str, Any]:
        added = lawyer.supplement(desk.work, desk.caller, fields[THERE], fields[ADDITION])
        return {"receipt_no": added.receipt_no}

    try:
        added = job.effects.once(desk.session, "addition", add)
    except HotlineError as error:
        return Outcome((Reply("plain", {"text": error.message}),))
    return Outcome((Reply("request.added", added),), {"receipt_no": added["receipt_no"]})
