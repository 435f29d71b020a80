"""咨询诉讼费: the exact fee by the role of each sum, with each step and the article it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from actions.dialogue.agenda import Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.fee_question import FeeQuestion, apart, fee_or_claim, negative, question_of, several
from actions.dialogue.fee_words import named_in
from actions.dialogue.heard import Heard
from actions.dialogue.performers.fee_rules import asked_about, rules_told
from actions.dialogue.performers.outcome import Job, Outcome
from actions.dialogue.provinces import province_of
from actions.law.articles import citations
from actions.law.assessing import Assessment, assess, assess_paid
from actions.law.changing import Change
from actions.law.errors import AmountMissing, FeeUnsettled, InvalidAmount, LawError, RoleUnclear
from actions.law.fees import Instance
from actions.law.money import NOTHING, Span
from actions.law.resting import Asked, circumstances
from actions.law.sums import Role
from actions.law.tariff import load_tariff
from actions.service.functions import function
from actions.service.requests.question import Field, Question

FUNCTION = "consult.fee"


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """What the fee cannot be told without: the sum it rests on, or which of the sums that is."""
    question = _question(task, desk)
    rule = named_in(asked_about(task), "topics")
    if negative(task.words) or (rule and (not question.sums or task.fields.get("asks"))):
        return ()
    if (alone := apart(task)) and all(lacks(replace(question, sums=sums)) is None for sums in alone):
        return ()
    lacking = "sum_is" if fee_or_claim(task) else lacks(question)
    if lacking is None:
        return ()
    field = next(each for each in function(FUNCTION).fields if each.name == lacking)
    return (_with_scale(field, question, task),)


def lacks(question: FeeQuestion) -> str | None:
    """The name of the field to ask for; None where the fee can be told, or cannot be at all."""
    try:
        asked = question.asked
        if question.sums and asked.sums.last(Role.PAID) is not None and asked.event:
            return None
        assess(asked)
    except AmountMissing:
        return "amount_yuan" if question.asked.on.instance is Instance.FIRST else "disputed_yuan"
    except RoleUnclear as unclear:
        return unclear.field
    except LawError:
        return None
    scaled = (
        load_tariff(question.figures).kind(question.kind).scale and "no_property" not in question.conditions
    )
    return "amount_yuan" if scaled and not question.sums else None


def court_fee(job: Job) -> Outcome:
    """The fee, and what is said of paying it where that is asked."""
    question = _question(job.task, job.desk)
    rules = rules_told(question, job)
    if rules and (not question.sums or job.task.fields.get("asks")):
        return Outcome(tuple(rules), told=_told(question, job))
    if negative(job.task.words):
        return _ask_again(job, "fee.amount_invalid", question)
    try:
        each = [replace(question, sums=sums) for sums in apart(job.task)] or [question]
        found = [_assessed(one) for one in each]
    except InvalidAmount:
        return _ask_again(job, "fee.amount_invalid", question)
    except FeeUnsettled as unsettled:
        facts = {"text": unsettled.says, "law": _law(unsettled.articles, job)}
        return Outcome((Reply("fee.unsettled", facts),))
    except LawError as error:
        return Outcome((Reply("plain", {"text": error.says}),))
    told = [_result(one, of, job) for one, of in zip(found, each, strict=True)]
    return Outcome((*told, *rules), told=_told(question, job))


def _question(task: Task, desk: Desk) -> FeeQuestion:
    figures: Path | None = desk.work.figures
    return question_of(task, figures, province_of(task, figures) if figures else None)


def _told(question: FeeQuestion, job: Job) -> dict[str, Any]:
    return {"function": FUNCTION, "fields": question.as_fields(), "words": job.task.words}


def _assessed(question: FeeQuestion) -> Assessment:
    asked = question.asked
    paid = asked.sums.last(Role.PAID)
    claims = [each for each, _ in asked.sums.said if each is not Role.PAID]
    if paid is not None and asked.event and not claims:
        return assess_paid(paid, asked.event, circumstances(asked))
    return assess(asked)


def _result(found: Assessment, question: FeeQuestion, job: Job) -> Reply:
    lines = [
        {
            "name": line.fee.name,
            "rests_on": line.rests_on,
            "total": span(line.fee.amount),
            "free": line.fee.amount == NOTHING,
            "steps": [{"text": step.text, "amount": span(step.amount)} for step in line.fee.steps],
        }
        for line in found.lines
    ]
    return Reply(
        "fee.result",
        {
            "lines": lines,
            "changes": [_change(each) for each in found.changes],
            "changed": bool(_changed_sum(question.asked)),
            "explains": bool(job.task.fields.get("explains")),
            "notes": list(found.notes),
            "law": _law(found.articles, job),
        },
    )


def _changed_sum(asked: Asked) -> tuple[Decimal, ...]:
    return asked.sums.all(Role.REDUCED_TO, Role.REDUCED_BY, Role.RAISED_TO, Role.RAISED_BY)


def _change(change: Change) -> dict[str, Any]:
    return {
        "name": change.name,
        "due": span(change.due),
        "back": span(change.back),
        "owed": span(change.owed) if change.owed != NOTHING else None,
    }


def _law(articles: Sequence[str], job: Job) -> str:
    return citations(articles, spoken=job.heard.modality == "spoken")


def _with_scale(field: Field, question: FeeQuestion, task: Task) -> Field:
    """The question with what is known already before it: the scale, or why a sum that was said is not one."""
    kind = load_tariff(question.figures).kind(question.kind)
    if task.entities.get("foreign"):
        lead = "外币按法院决定受理那天国家公布的汇率折成人民币来算，我这里不替您折。"
    elif several(task.entities) and not question.sums:
        lead = "您说了几个数，我按一个总数来算。"
    elif task.entities.get("about_amount") and not question.sums:
        lead = "要有准数才能算准。"
    elif field.name == "amount_yuan" and kind.scale and not question.sums:
        lead = f"{kind.name}的标准是：{kind.scale}。"
    else:
        return field
    asks = f"请问{kind.rests_on.name}是多少元？" if field.name == "amount_yuan" else field.question.rich
    return field.model_copy(update={"question": Question(rich=lead + asks)})


def _ask_again(job: Job, key: str, question: FeeQuestion) -> Outcome:
    """The sum is forgotten, and what kind of fee it was for is not."""
    job.task.fields = {**question.conditions, "kind": question.kind, "sums": []}
    job.task.entities, job.task.words = {}, ""
    return Outcome((Reply(key),), stays=True)


def span(amount: Span) -> dict[str, str]:
    """An exact sum or a range, as decimal strings."""
    return {"low": str(amount.low), "high": str(amount.high)}
