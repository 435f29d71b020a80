"""查询: what the court's record and our own say, to whoever may hear it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from actions.dialogue.agenda import Reply
from actions.dialogue.correcting import CASE
from actions.dialogue.describing import label
from actions.dialogue.desk import Desk
from actions.dialogue.performers.outcome import Job, Outcome
from actions.service import audit
from actions.service.clock import BEIJING
from actions.service.functions import function
from actions.service.identity.visibility import represented
from actions.service.requests.states import TITLES
from actions.store.matters import Request, RequestChange
from actions.store.records import Assistant, Case, Delivery, Fee, Hearing, Milestone
from bot.language.case_number import parse_exact
from bot.language.titles import documents

SHOWN = {"rich": 8, "short": 3, "spoken": 3}
"""How many lines of a list one answer carries."""
USUAL_LENGTH = timedelta(hours=3)
"""Taken for a hearing without a recorded end, when conflicts are looked for."""

STAGES = {"filing": "立案审查", "trial": "审理", "closed": "已结案", "enforcement": "执行"}
MILESTONES = {
    "filed": "提交立案材料",
    "accepted": "立案受理",
    "served": "送达起诉状副本",
    "hearing": "开庭",
    "adjourned": "延期审理",
    "judged": "裁判",
    "closed": "结案",
    "appealed": "提起上诉",
    "enforced": "执行立案",
}


def case(job: Job) -> Outcome:
    found = _case(job)
    steps = job.desk.session.scalars(
        select(Milestone)
        .where(Milestone.case_number == found.case_number, Milestone.removed.is_(False))
        .order_by(Milestone.at)
    )
    milestones = [
        {"title": MILESTONES.get(step.kind, step.kind), "at": step.at.isoformat(), "note": step.note}
        for step in steps
    ]
    coming = job.desk.coming_hearings(found.case_number)
    facts = _named(job.desk, found) | {
        "stage": STAGES.get(found.stage, found.stage),
        "procedure": found.procedure,
        "milestones": milestones[-SHOWN[job.heard.modality] :],
        "next": _hearing_facts(job.desk, coming[0]) if coming else None,
    }
    return Outcome((Reply("query.case", facts),), {CASE: found.case_number})


def hearing(job: Job) -> Outcome:
    asked = job.task.fields.get(CASE)
    every_case = [c.case_number for c in job.desk.cases_for(job.task.function)]
    coming = job.desk.coming_hearings(*([asked] if asked else every_case))
    every = job.desk.coming_hearings(*every_case)
    if not coming:
        facts = _named(job.desk, _case(job)) if asked else {"case_number": None, "label": None}
        return Outcome((Reply("query.hearing_none", facts),), {CASE: asked} if asked else {})
    shown = coming[: SHOWN[job.heard.modality]]
    facts = {
        "hearings": [_hearing_facts(job.desk, one) for one in shown],
        "more": len(coming) - len(shown),
        "conflicts": [
            {"one": _hearing_facts(job.desk, one), "other": _hearing_facts(job.desk, other)}
            for one, other in _conflicts(every)
            if one in shown or other in shown
        ],
    }
    single = coming[0] if len(coming) == 1 or asked else None
    for number in {one.case_number for one in shown}:
        _audit(job, number)
    focus = {CASE: single.case_number, "hearing": single.id} if single else {}
    return Outcome((Reply("query.hearing", facts),), focus)


def fee(job: Job) -> Outcome:
    found = _case(job)
    rows = job.desk.session.scalars(
        select(Fee)
        .where(Fee.case_number == found.case_number, Fee.removed.is_(False))
        .order_by(Fee.due_on, Fee.id)
    )
    fees = [
        {
            "kind": row.kind,
            "amount": str(row.amount_yuan),
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "overdue": bool(row.due_on and not row.paid_on and row.due_on < job.desk.today),
            "paid_on": row.paid_on.isoformat() if row.paid_on else None,
            "paid": str(row.paid_yuan) if row.paid_yuan is not None else None,
            "refund": row.refund and {key: row.refund.get(key) for key in ("status", "amount_yuan")},
        }
        for row in rows
    ]
    return Outcome((Reply("query.fee", _named(job.desk, found) | {"fees": fees}),), {CASE: found.case_number})


def delivery(job: Job) -> Outcome:
    """What was served, the latest first; of the kinds named, if any were (判决书送达了没有), and no other."""
    asked = job.task.fields.get(CASE)
    numbers = [asked] if asked else [c.case_number for c in job.desk.cases_for(job.task.function)]
    served = job.desk.session.scalars(
        select(Delivery)
        .where(Delivery.case_number.in_(numbers), Delivery.removed.is_(False), _served_on(job.desk))
        .order_by(Delivery.served_at.desc(), Delivery.id)
    ).all()
    kinds = job.task.entities.get("document", [])
    rows = [row for row in served if not kinds or _is_one_of(row.title, kinds)]
    shown = rows[: SHOWN[job.heard.modality]]
    facts = {
        "document": "、".join(dict.fromkeys(kinds)) or None,
        "label": _named(job.desk, _case(job))["label"] if asked else None,
        "deliveries": [_delivery_facts(job.desk, row) for row in shown],
        "more": len(rows) - len(shown),
        "unsigned": sum(row.signed_at is None for row in rows),
        "others": len(served) - len(rows),
    }
    told = {row.case_number for row in shown} | ({asked} if asked else set())
    for number in told - {asked}:
        _audit(job, number)
    return Outcome((Reply("query.delivery", facts),), {CASE: told.pop()} if len(told) == 1 else {})


def _served_on(desk: Desk) -> ColumnElement[bool]:
    """To himself; in a case that he knows only by a grant, to the lawyer whom he assists."""
    licence = desk.caller.licence_no or ""
    principal = select(Assistant.principal_licence_no).where(Assistant.licence_no == licence)
    granted = Delivery.case_number.not_in(represented(desk.today, licence))
    return or_(
        Delivery.licence_no == licence, and_(granted, Delivery.licence_no == principal.scalar_subquery())
    )


def _is_one_of(title: str, kinds: list[str]) -> bool:
    known = documents().titled(title)
    return known is not None and any(documents().akin(known, kind) for kind in kinds)


def _delivery_facts(desk: Desk, row: Delivery) -> dict[str, Any]:
    return _named(desk, desk.session.get_one(Case, row.case_number)) | {
        "title": row.title,
        "served_at": row.served_at.isoformat(),
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
    }


def request(job: Job) -> Outcome:
    wanted = select(Request).where(Request.licence_no == job.desk.caller.licence_no)
    if job.task.fields.get(CASE):
        wanted = wanted.where(Request.case_number == job.task.fields[CASE])
    rows = list(job.desk.session.scalars(wanted.order_by(Request.submitted_at.desc(), Request.receipt_no)))
    shown = rows[: SHOWN[job.heard.modality]]
    facts = {"requests": [_request_facts(job.desk, row) for row in shown], "more": len(rows) - len(shown)}
    focus = {"receipt_no": rows[0].receipt_no} if len(rows) == 1 else {}
    return Outcome((Reply("query.request", facts),), focus)


def _request_facts(desk: Desk, row: Request) -> dict[str, Any]:
    last = desk.session.scalar(
        select(RequestChange)
        .where(RequestChange.receipt_no == row.receipt_no)
        .order_by(RequestChange.id.desc())
        .limit(1)
    )
    return {
        "receipt_no": row.receipt_no,
        "name": function(row.function).name,
        "case_number": row.case_number,
        "status": TITLES[row.status],
        "note": last.note if last else None,
        "at": (last.at if last else row.submitted_at).isoformat(),
        "unsigned": row.signed_at is None and row.status == "registered" and bool(row.needs),
    }


def _case(job: Job) -> Case:
    found = job.desk.case(job.task.fields[CASE], job.task.function)
    assert found is not None  # settled as visible in this very transaction's view
    _audit(job, found.case_number)
    return found


def _audit(job: Job, case_number: str) -> None:
    actor = f"lawyer:{job.desk.caller.licence_no}"
    audit.note(
        job.desk.session, job.desk.clock, actor, job.task.function, case_number, job.desk.conversation.id
    )


def _named(desk: Desk, found: Case) -> dict[str, Any]:
    return {"case_number": found.case_number, "label": label(desk.session, found)}


def _hearing_facts(desk: Desk, one: Hearing) -> dict[str, Any]:
    found = desk.session.get_one(Case, one.case_number)
    return _named(desk, found) | {
        "starts_at": one.starts_at.isoformat(),
        "place": one.place or ("在线庭审" if one.online else None),
        "kind": one.kind or "开庭",
    }


def _conflicts(hearings: list[Hearing]) -> list[tuple[Hearing, Hearing]]:
    """Pairs that overlap, or lie on one day in different courts: the road counts too."""
    found = []
    for i, one in enumerate(hearings):
        for other in hearings[i + 1 :]:
            if other.starts_at < (one.ends_at or one.starts_at + USUAL_LENGTH) or _far_apart_same_day(
                one, other
            ):
                found.append((one, other))
    return found


def _far_apart_same_day(one: Hearing, other: Hearing) -> bool:
    if (
        one.online
        or other.online
        or one.starts_at.astimezone(BEIJING).date() != other.starts_at.astimezone(BEIJING).date()
    ):
        return False
    a, b = parse_exact(one.case_number), parse_exact(other.case_number)
    return bool(a and b and a.court[0] != b.court[0])
