"""What waits for a person of the court, most urgent first: conversations, call-backs, requests, feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING
from actions.service.paging import Page, walk
from actions.service.requests.matters import all_matters, has_matter, matter
from actions.service.staff.members import Member, conversations_naming, open_feedback, open_requests
from actions.store.conversations import Conversation
from actions.store.matters import Feedback, Request, Ticket, Urging
from actions.store.sealed import found_by_any

WAITING = ("registered", "forwarded", "under_review")
"""States in which the court has to act; in `supplement_required` the lawyer has."""
KINDS = {"conversation": "会话", "callback": "回电", "request": "申请", "feedback": "意见投诉"}


@dataclass(frozen=True)
class Filters:
    """Each by the field of the same name; None takes all."""

    kind: str | None = None
    reason: str | None = None
    court_code: str | None = None
    claimed_by: str | None = None
    conversation_id: str | None = None
    receipt_no: str | None = None
    id: str | None = None
    feedback_id: str | None = None
    raised: bool | None = None
    """Only what was raised to the supervisor because it stayed undone."""


NO_FILTER = Filters()


def waiting(
    session: Session, who: Member, filters: Filters = NO_FILTER, *, cursor: str | None, limit: int
) -> Page[dict[str, Any]]:
    """The contract's queue items of his courts, by due time. Raises BadInput for a foreign cursor, Forbidden
    for a role that takes nothing up."""
    who.demand("conversations")
    rows = union_all(_tickets(session, who), _requests(session, who), _feedback(session, who)).subquery()
    urging = and_(Urging.receipt_no == rows.c.receipt_no, Urging.due_at == rows.c.due_at)
    wanted = select(*rows.c, Urging.urged_at, Urging.raised_at).outerjoin(Urging, urging)
    if filters.raised:
        wanted = wanted.where(Urging.raised_at.is_not(None))
    for name, value in vars(filters).items():
        if value is not None and name == "reason":  # a function, sealed, or from before there were seals
            marks = found_by_any(session, Ticket.reason, value)
            as_it_stands = type_coerce(rows.c.reason, String)
            wanted = wanted.where(or_(rows.c.found_by.in_([value, *marks]), as_it_stands == value))
        elif value is not None and name in rows.c:
            wanted = wanted.where(rows.c[name] == value)
    page = walk(
        session, wanted, moment=rows.c.due_at, key=rows.c.id, cursor=cursor, limit=limit, newest_first=False
    )
    return Page([_item(row) for row in page.items], page.next)


def to_be_acted_on() -> ColumnElement[bool]:
    """Of requests: not those that were done by registering them (a payment link, a receipt signed)."""
    return Request.function.not_in([each.function for each in all_matters() if not each.for_staff])


def _item(row: Any) -> dict[str, Any]:
    reason = row.reason
    if row.kind == "request":
        reason = matter(reason).title_zh if has_matter(reason) else reason
    return {
        "id": row.id,
        "kind": row.kind,
        "conversation_id": row.conversation_id,
        "receipt_no": row.receipt_no,
        "feedback_id": row.feedback_id,
        "reason": reason,
        "court_code": row.court_code,
        "due_at": row.due_at.astimezone(BEIJING).isoformat(),
        "claimed_by": row.claimed_by,
        "urged_at": row.urged_at.astimezone(BEIJING).isoformat() if row.urged_at else None,
        "raised_at": row.raised_at.astimezone(BEIJING).isoformat() if row.raised_at else None,
        "callback_number": None,  # only where the claim is held: GET staff/conversations/{id}
    }


def _tickets(session: Session, who: Member) -> Select[*tuple[Any, ...]]:
    # a conversation's court may become known after it was handed over
    talk = Conversation.id == Ticket.conversation_id
    live = Ticket.closed_at.is_(None), who.scope(Conversation.court_code)
    among = select(Ticket.conversation_id).join(Conversation, talk).where(*live)
    barred = conversations_naming(session, who, among)
    waiting_ones = select(
        Ticket.receipt_no.label("id"),
        Ticket.kind.label("kind"),
        Ticket.conversation_id.label("conversation_id"),
        Ticket.receipt_no.label("receipt_no"),
        null().cast(String).label("feedback_id"),
        Ticket.reason.label("reason"),
        Ticket.reason_mark.label("found_by"),
        Conversation.court_code.label("court_code"),
        Ticket.due_at.label("due_at"),
        Ticket.claimed_by.label("claimed_by"),
    )
    return waiting_ones.join(Conversation, talk).where(*live, Ticket.conversation_id.not_in(barred))


def _requests(session: Session, who: Member) -> Select[*tuple[Any, ...]]:
    return (
        open_requests(session, who, WAITING)
        .where(to_be_acted_on())
        .with_only_columns(
            Request.receipt_no,
            literal("request"),
            Request.conversation_id,
            Request.receipt_no,
            null().cast(String),
            Request.function,
            Request.function,
            Request.court_code,
            Request.due_at,
            Request.claimed_by,
        )
    )


def _feedback(session: Session, who: Member) -> Select[*tuple[Any, ...]]:
    reason = case((Feedback.kind == "complaint", "投诉反映"), else_="意见建议")
    return open_feedback(session, who).with_only_columns(
        Feedback.id,
        literal("feedback"),
        Feedback.conversation_id,
        Feedback.receipt_no,
        Feedback.id,
        reason,
        reason,
        Feedback.court_code,
        Feedback.due_at,
        Feedback.claimed_by,
    )
