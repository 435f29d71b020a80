"""办理: one submission for all matters; it registers and says so, never more."""

from __future__ import annotations

from actions.dialogue.agenda import CASE, Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.dialogue.reading_back import given
from actions.errors import HotlineError
from actions.service.requests import speech
from actions.service.requests.prechecking import Refused
from actions.service.requests.submission import submit


def submission(job: Job) -> Outcome:
    desk, task = job.desk, job.task
    turn = (job.effects.turn_id, job.effects.done)
    job.effects.done += 1
    try:
        receipt = submit(
            desk.session,
            desk.clock,
            desk.caller,
            function=task.function,
            case_number=task.fields[CASE],
            fields=given(task),
            channel=desk.conversation.channel,
            conversation_id=desk.conversation.id,
            turn=turn,
            reach=desk.reach,
        )
    except Refused as refused:
        return Outcome((Reply("plain", {"text": speech.refusal(refused.refusal, job.heard.modality)}),))
    except HotlineError as error:
        return Outcome((Reply("plain", {"text": error.message}),))
    return Outcome(
        (
            Reply("plain", {"text": speech.registered(receipt, job.heard.modality, desk.site)}),
            Reply("request.rate_hint"),
        ),
        {CASE: receipt.case_number, "receipt_no": receipt.receipt_no},
        told={"function": task.function, "fields": {}, "words": task.words},
    )
