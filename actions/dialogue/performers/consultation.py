"""咨询: the exact fee, with each step and the article it rests on."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue.agenda import Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.law.articles import citations
from actions.law.errors import AmountMissing, InvalidAmount, LawError
from actions.law.fees import Instance, fee, refund_on
from actions.law.money import Span
from actions.law.terms import Procedure

CUES = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "fee_cues.yml"
DEFAULT_KIND = "property"


def court_fee(job: Job) -> Outcome:
    """Reads the kind of fee and how the case ended from the words; the amount is a field."""
    words = f"{job.task.words} {job.heard.text}"
    kind = named_in(words, "kinds") or DEFAULT_KIND
    procedure = named_in(words, "procedures")
    event = named_in(words, "events")
    amount = Decimal(job.task.fields["amount_yuan"]) if job.task.fields.get("amount_yuan") else None
    facts: dict[str, Any] = {
        "procedure": Procedure(procedure) if procedure else None,
        "instance": Instance(named_in(words, "instances") or "first"),
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
    return Outcome((reply,))


def needs_amount(words: str) -> bool:
    """Whether a fee cannot be told without the amount at stake."""
    try:
        fee(named_in(words, "kinds") or DEFAULT_KIND)
    except AmountMissing:
        return True
    except LawError:
        return False
    return False


def _ask_again(job: Job, key: str) -> Outcome:
    job.task.fields.pop("amount_yuan", None)
    return Outcome((Reply(key),), stays=True)


def named_in(words: str, table: str) -> str | None:
    return next((name for name, cues in _cues()[table].items() if any(cue in words for cue in cues)), None)


def span(amount: Span) -> dict[str, str]:
    """An exact sum or a range, as decimal strings."""
    return {"low": str(amount.low), "high": str(amount.high)}


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    cues: dict[str, dict[str, list[str]]] = yaml.safe_load(CUES.read_text(encoding="utf-8"))
    return cues
