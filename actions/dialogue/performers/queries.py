"""查询: what the court's record and our own say, to whoever may hear it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actions.dialogue.agenda import CASE, Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.service import audit
from actions.service.court_record.deliveries import served
from actions.service.court_record.facts import fees, milestones
from actions.service.court_record.hearings import Held, clashes
from actions.service.court_record.own_cases import ComingHearing, OwnCase
from actions.service.court_record.own_hearings import OwnHeld, entered_by
from actions.service.court_record.words import HEARING, MILESTONES, STAGES, word
from actions.service.functions import function
from actions.service.requests.states import title
from actions.service.requests.views import Progress, progress
from bot.language.titles import documents

if TYPE_CHECKING:
    from actions.store.records import Case, Delivery

SHOWN = {"rich": 8, "short": 3, "spoken": 3}
"""How many lines of a list one answer carries."""


def case(job: Job) -> Outcome:
    found = asked_case(job)
    steps = [
        {"title": word(MILESTONES, step.kind), "at": step.at.isoformat(), "note": step.note}
        for step in milestones(job.desk.session, found.case_number)
    ]
    coming = _own(job, found.case_number).hearings
    facts = named(job, found.case_number) | {
        "stage": word(STAGES, found.stage),
        "procedure": found.procedure,
        "milestones": steps[-SHOWN[job.heard.modality] :],
        "next": _hearing_facts(job, coming[0]) if coming else None,
    }
    return Outcome((Reply("query.case", facts),), {CASE: found.case_number}, told=_told(job, ()))


def hearing(job: Job) -> Outcome:
    asked = job.task.fields.get(CASE)
    every = _coming(job.desk.cases_for(job.task.function))
    coming = [one for one in every if asked in (None, one.case_number)]
    if not coming:
        facts = named(job, asked_case(job).case_number) if asked else {"case_number": None, "label": None}
        return Outcome((Reply("query.hearing_none", facts),), {CASE: asked} if asked else {})
    shown = coming[: SHOWN[job.heard.modality]]
    facts = {
        "hearings": [_hearing_facts(job, one) for one in shown],
        "more": len(coming) - len(shown),
    }
    single = coming[0] if len(coming) == 1 or asked else None
    for number in {one.case_number for one in shown}:
        _audit(job, number)
    focus = {CASE: single.case_number, "hearing": single.id} if single else {}
    items = [
        {
            "title": f"{_own(job, one.case_number).title} {one.when_and_where}",
            CASE: one.case_number,
            "hearing": one.id,
        }
        for one in shown
    ]
    return Outcome(
        (Reply("query.hearing", facts), *_clashes(job, every, shown)), focus, told=_told(job, items)
    )


def _clashes(job: Job, every: Sequence[ComingHearing], shown: Sequence[ComingHearing]) -> tuple[Reply, ...]:
    """What of these stands in the way of another, though nobody asked; what he entered himself counts too."""
    own = [OwnHeld.of(row) for row in entered_by(job.desk.session, job.desk.caller.licence_no or "")]
    held: list[Held] = [*every, *own]
    told = {one.id for one in shown}
    pairs = [
        {"one": _held_facts(job, one), "other": _held_facts(job, other)}
        for one, other in clashes(held)
        if one.id in told or other.id in told
    ]
    avoidance = function("request.schedule_avoidance")
    offered = ((avoidance.name, f"申请{avoidance.name}"),)
    return (Reply("query.hearing_clash", {"conflicts": pairs}, offered),) if pairs else ()


def _held_facts(job: Job, one: Held) -> dict[str, Any]:
    if isinstance(one, ComingHearing):
        return _hearing_facts(job, one)
    assert isinstance(one, OwnHeld)
    return {"label": one.label, "starts_at": one.starts_at.isoformat()}


def _coming(cases: Sequence[OwnCase]) -> list[ComingHearing]:
    """The hearings of these cases, the next first."""
    return sorted((one for case in cases for one in case.hearings), key=lambda one: (one.starts_at, one.id))


def _told(job: Job, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What was read out, to be pointed at."""
    return {"function": job.task.function, "fields": {}, "words": job.task.words, "items": list(items)}


def fee(job: Job) -> Outcome:
    found = asked_case(job)
    told = [
        {
            "kind": row.kind,
            "amount": str(row.amount_yuan),
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "overdue": bool(row.due_on and not row.paid_on and row.due_on < job.desk.today),
            "paid_on": row.paid_on.isoformat() if row.paid_on else None,
            "paid": str(row.paid_yuan) if row.paid_yuan is not None else None,
            "refund": row.refund and {key: row.refund.get(key) for key in ("status", "amount_yuan")},
        }
        for row in fees(job.desk.session, found.case_number)
    ]
    return Outcome(
        (Reply("query.fee", named(job, found.case_number) | {"fees": told}),), {CASE: found.case_number}
    )


def delivery(job: Job) -> Outcome:
    """What was served, the latest first; of the kinds named, if any were (判决书送达了没有), and no other."""
    asked = job.task.fields.get(CASE)
    numbers = [asked] if asked else [c.case_number for c in job.desk.cases_for(job.task.function)]
    mine = (job.desk.today, job.desk.caller.licence_no or "")
    papers = sorted(served(job.desk.session, numbers, to=mine), key=lambda row: row.served_at, reverse=True)
    kinds = job.task.entities.get("document", [])
    rows = [row for row in papers if not kinds or documents().is_one_of(row.title, kinds)]
    shown = rows[: SHOWN[job.heard.modality]]
    facts = {
        "document": "、".join(dict.fromkeys(kinds)) or None,
        "label": named(job, asked_case(job).case_number)["label"] if asked else None,
        "deliveries": [_delivery_facts(job, row) for row in shown],
        "more": len(rows) - len(shown),
        "unsigned": sum(row.signed_at is None for row in rows),
        "others": len(papers) - len(rows),
    }
    told = {row.case_number for row in shown} | ({asked} if asked else set())
    for number in told - {asked}:
        _audit(job, number)
    items = [
        {"title": f"{row.title} {_own(job, row.case_number).title}", CASE: row.case_number} for row in shown
    ]
    focus = {CASE: next(iter(told))} if len(told) == 1 else {}
    return Outcome((Reply("query.delivery", facts),), focus, told=_told(job, items))


def _delivery_facts(job: Job, row: Delivery) -> dict[str, Any]:
    return named(job, row.case_number) | {
        "title": row.title,
        "served_at": row.served_at.isoformat(),
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
    }


def request(job: Job) -> Outcome:
    licence = job.desk.caller.licence_no or ""
    rows = progress(job.desk.session, licence, job.task.fields.get(CASE))
    shown = rows[: SHOWN[job.heard.modality]]
    facts = {"requests": [_request_facts(row) for row in shown], "more": len(rows) - len(shown)}
    focus = {"receipt_no": rows[0].receipt_no} if len(rows) == 1 else {}
    return Outcome((Reply("query.request", facts),), focus)


def _request_facts(row: Progress) -> dict[str, Any]:
    return {
        "receipt_no": row.receipt_no,
        "name": function(row.function).name,
        "case_number": row.case_number,
        "status": title(row.function, row.status),
        "note": row.note,
        "at": row.at.isoformat(),
        "unsigned": row.unsigned,
    }


def asked_case(job: Job) -> Case:
    """The case of the task, the look at it audited."""
    found = job.desk.case(job.task.fields[CASE], job.task.function)
    assert found is not None  # settled as visible in this very transaction's view
    _audit(job, found.case_number)
    return found


def _audit(job: Job, case_number: str) -> None:
    actor = f"lawyer:{job.desk.caller.licence_no}"
    audit.note(
        job.desk.session, job.desk.clock, actor, job.task.function, case_number, job.desk.conversation.id
    )


def _own(job: Job, case_number: str) -> OwnCase:
    found = job.desk.own_case(case_number, job.task.function)
    assert found is not None  # what is told of was looked up among the caller's own
    return found


def named(job: Job, case_number: str) -> dict[str, Any]:
    return {"case_number": case_number, "label": _own(job, case_number).label}


def _hearing_facts(job: Job, one: ComingHearing) -> dict[str, Any]:
    return named(job, one.case_number) | {
        "starts_at": one.starts_at.isoformat(),
        "place": one.place or None,
        "kind": one.kind or HEARING,
    }
