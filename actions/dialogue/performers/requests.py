"""办理: one submission for all matters; it registers and says so, never more."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import CASE, Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.dialogue.performers.second import adds
from actions.dialogue.reading_back import not_offered, wanted
from actions.errors import HotlineError
from actions.service.requests import lawyer, speech
from actions.service.requests.offered import NotOffered
from actions.service.requests.prechecking import Refused
from actions.service.requests.second import ADDITION, THERE
from actions.service.requests.submission import Origin, submit


def submission(job: Job) -> Outcome:
    desk, task, modality = job.desk, job.task, job.heard.modality
    if adds(task):
        return _addition(job)
    origin = Origin(desk.conversation.channel, desk.conversation.id)
    try:
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
        told={"function": task.function, "fields": {}, "words": task.words},
    )


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
