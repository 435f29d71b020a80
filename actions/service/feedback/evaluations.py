"""Grades from one to five for a service or a conversation, with a remark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import BadInput, NotFound
from actions.service import audit
from actions.service.clock import BEIJING, Clock
from actions.service.feedback.giver import Giver
from actions.service.ids import new_id
from actions.service.masking import masked
from actions.service.paging import Page, walk
from actions.store.conversations import Conversation
from actions.store.matters import Evaluation, Feedback, Request, Ticket

GRADES = {5: "非常满意", 4: "满意", 3: "一般", 2: "不满意", 1: "非常不满意"}
LONGEST = 2000
FILTERS = ("id", "rating", "about", "conversation_id", "channel")


def rate(
    session: Session, clock: Clock, giver: Giver, *, rating: int, remark: str | None, about: str | None
) -> Evaluation:
    """Keep a grade. One thing has one grade of a person: a later one takes the place of the earlier.

    `about` is a receipt number, or None for the conversation. Raises BadInput outside 1 to 5, NotFound for a
    receipt or conversation that is not his.
    """
    if rating not in GRADES:
        raise BadInput("请用1到5分评价，5分为非常满意。")
    if about is not None and not _his_receipt(session, about, giver):
        raise NotFound
    if giver.conversation_id is not None and not _his_conversation(session, giver):
        raise NotFound
    if giver.conversation_id is not None and about is None:
        giver = replace(giver, conversation_id=_asked_for(session, clock, giver.conversation_id))
    words = masked(remark.strip())[:LONGEST] if remark and remark.strip() else None
    earlier = _earlier(session, about, giver)
    if earlier is not None:
        before = {"before": earlier.rating, "after": rating, "remark": bool(words)}
        audit.note(
            session, clock, giver.actor, "feedback.rated_again", earlier.id, giver.conversation_id, **before
        )
        earlier.rating, earlier.remark, earlier.at = rating, words or earlier.remark, clock()
        return earlier
    evaluation = Evaluation(
        id=new_id(),
        rating=rating,
        remark=words,
        about=about,
        conversation_id=giver.conversation_id,
        licence_no=giver.licence_no,
        channel=giver.channel,
        at=clock(),
    )
    session.add(evaluation)
    session.flush()
    return evaluation


def of_lawyer(
    session: Session, licence_no: str, *, cursor: str | None, limit: int, **filters: Any
) -> Page[dict[str, Any]]:
    """His grades, newest first; `filters` by the names in FILTERS, None meaning any."""
    wanted = select(Evaluation).where(Evaluation.licence_no == licence_no)
    for name, value in filters.items():
        if value is not None:
            wanted = wanted.where(getattr(Evaluation, name) == value)
    page = walk(session, wanted, moment=Evaluation.at, key=Evaluation.id, cursor=cursor, limit=limit)
    return Page([view(row) for row in page.items], page.next)


def view(row: Evaluation) -> dict[str, Any]:
    return {
        "id": row.id,
        "rating": row.rating,
        "remark": row.remark,
        "about": row.about,
        "conversation_id": row.conversation_id,
        "channel": row.channel,
        "at": row.at.astimezone(BEIJING).isoformat(),
    }


def _earlier(session: Session, about: str | None, giver: Giver) -> Evaluation | None:
    if about is None and giver.conversation_id is None:
        return None
    same = select(Evaluation).where(Evaluation.licence_no == giver.licence_no, Evaluation.about == about)
    if about is None or giver.licence_no is None:
        same = same.where(Evaluation.conversation_id == giver.conversation_id)
    return session.scalar(same.limit(1))


def _asked_for(session: Session, clock: Clock, conversation_id: str) -> str:
    """The conversation a grade is meant for: the one whose close asked for it, if its time is not over."""
    conversation = session.get_one(Conversation, conversation_id)
    if conversation.rating_until is None or conversation.rating_until <= clock():
        return conversation_id
    closed = session.scalar(
        select(Conversation)
        .where(
            Conversation.channel == conversation.channel,
            Conversation.account == conversation.account,
            Conversation.rating_until == conversation.rating_until,
            Conversation.ended_at.is_not(None),
        )
        .order_by(Conversation.opened_at)
        .limit(1)
    )
    return closed.id if closed else conversation_id


def _his_receipt(session: Session, about: str, giver: Giver) -> bool:
    request = session.get(Request, about)
    if request is not None:
        return request.licence_no == giver.licence_no
    feedback = session.scalar(select(Feedback).where(Feedback.receipt_no == about))
    row = feedback or session.get(Ticket, about)
    if row is None:
        return False
    if giver.conversation_id is not None and row.conversation_id == giver.conversation_id:
        return True
    conversation = session.get(Conversation, row.conversation_id) if row.conversation_id else None
    owner = feedback.licence_no if feedback else (conversation.licence_no if conversation else None)
    return owner is not None and owner == giver.licence_no


def _his_conversation(session: Session, giver: Giver) -> bool:
    conversation = session.get(Conversation, giver.conversation_id)
    if conversation is None:
        return False
    return giver.channel == conversation.channel or conversation.licence_no == giver.licence_no
