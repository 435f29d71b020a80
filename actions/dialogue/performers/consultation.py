"""咨询: the exact fee, with each step and the article it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from actions.dialogue.agenda import Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.fee_words import CONDITIONS, fee_conditions, named_in
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import Job, Outcome, required
from actions.law.articles import citations
from actions.law.errors import AmountMissing, InvalidAmount, LawError
from actions.law.fees import Instance, fee, refund_on
from actions.law.money import Span
from actions.law.terms import Procedure
from actions.service.requests.question import Field

FUNCTION = "consult.fee"
DEFAULT_KIND = "property"


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """The amount, where the fee depends on it."""
    return required(task, heard, desk) if needs_amount(task.fields.get("kind"), task.words) else ()


def court_fee(job: Job) -> Outcome:
    """Reads the kind of fee and how the case ended from the words; the amount is a field."""
    words = f"{job.task.words} {job.task.spoken.get('amount_yuan', '')}"
    told = fee_conditions(words) | {
        name: value for name, value in job.task.fields.items() if name in CONDITIONS and value
    }
    kind, procedure, event = told.get("kind", DEFAULT_KIND), told.get("procedure"), told.get("event")
    amount = Decimal(job.task.fields["amount_yuan"]) if job.task.fields.get("amount_yuan") else None
    facts: dict[str, Any] = {
        "procedure": Procedure(procedure) if procedure else None,
        "instance": Instance(told.get("instance", "first")),
    }
    spoken = job.heard.modality == "spoken"
    try:
        result = fee(kind, amount, **facts)
        refund = refund_on(kind, amount, event, **facts) if event else None
    except AmountMissing:
        return _ask_again(job, "fee.amount_missing")
    except InvalidAmount:
        return _ask_again(job, "fee.amount_invalid")
    except LawError as error:
        return Outcome((Reply("plain", {"text": error.says}),))
    articles = [*result.articles, *(refund.articles if refund else ())]
    notes = dict.fromkeys([*result.notes, *(refund.notes if refund else ())])
    reply = Reply(
        "fee.result",
        {
            "name": result.name,
            "amount": str(amount) if amount is not None else None,
            "total": span(result.amount),
            "steps": [{"text": step.text, "amount": span(step.amount)} for step in result.steps],
            "refund": refund and {"name": refund.name, "due": span(refund.due), "back": span(refund.back)},
            "notes": list(notes),
            "law": citations(articles, spoken=spoken),
        },
    )
    fields = told | {"amount_yuan": job.task.fields.get("amount_yuan")}
    return Outcome((reply,), told={"function": FUNCTION, "fields": fields, "words": job.task.words})


def needs_amount(kind: str | None, words: str = "") -> bool:
    """Whether a fee cannot be told without the amount at stake."""
    try:
        fee(kind or named_in(words, "kinds") or DEFAULT_KIND)
    except AmountMissing:
        return True
    except LawError:
        return False
    return False


def _ask_again(job: Job, key: str) -> Outcome:
    job.task.fields.pop("amount_yuan", None)
    return Outcome((Reply(key),), stays=True)


def span(amount: Span) -> dict[str, str]:
    """An exact sum or a range, as decimal strings."""
    return {"low": str(amount.low), "high": str(amount.high)}
