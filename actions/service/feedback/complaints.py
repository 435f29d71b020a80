"""Suggestions and complaints: registered with a promised time, answered by the court's staff."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import BadInput, Conflict
from actions.service import audit
from actions.service.clock import BEIJING, Clock, today
from actions.service.court_record.court_times import promised
from actions.service.feedback.giver import Giver
from actions.service.ids import new_id
from actions.service.masking import masked
from actions.service.outgoing.reaching import tell, to_caller
from actions.service.paging import Page, walk
from actions.service.receipts import new_receipt_no
from actions.service.staff.members import Member, feedback_of
from actions.service.wording import say
from actions.service.work import Work
from actions.store.conversations import Conversation
from actions.store.matters import Feedback
from actions.store.records import Court

KINDS = {"suggestion": "意见建议", "complaint": "投诉反映"}
STATES = {"registered": "已登记", "answered": "已答复"}
LONGEST = 4000
FILTERS = ("id", "kind", "status", "channel", "receipt_no")


def leave_feedback(session: Session, clock: Clock, giver: Giver, *, kind: str, text: str) -> Feedback:
    """Register it; anyone may. Raises BadInput for an unknown kind, an empty or an overlong text."""
    words = text.strip()
    if kind not in KINDS:
        raise BadInput("请说明是意见建议还是投诉反映。")
    if not words:
        raise BadInput("请写明您要反映的内容。")
    if len(words) > LONGEST:
        raise BadInput(f"内容请控制在{LONGEST}字以内。")
    now = clock()
    feedback = Feedback(
        id=new_id(),
        receipt_no=_free_receipt_no(session, clock),
        kind=kind,
        text=masked(words),
        status="registered",
        channel=giver.channel,
        conversation_id=giver.conversation_id,
        licence_no=giver.licence_no,
        court_code=giver.court_code,
        due_at=promised(session, kind, now, giver.court_code).due_at,
        at=now,
    )
    session.add(feedback)
    audit.note(session, clock, giver.actor, f"feedback.{kind}", feedback.receipt_no, giver.conversation_id)
    session.flush()
    return feedback


def check_court(session: Session, court_code: str | None) -> None:
    """Raises BadInput for a court that the register does not have."""
    court = session.get(Court, court_code) if court_code is not None else None
    if court_code is not None and (court is None or court.removed):
        raise BadInput("没有这个法院代码，请核对后再提交。")


def answer(work: Work, who: Member, feedback_id: str, text: str) -> Feedback:
    """Answer it and tell whoever left it, on the channel he used; the same answer again changes nothing.

    Raises NotFound, Conflict where another answer stands, BadInput for an empty one or a case named to an
    unverified caller.
    """
    feedback = feedback_of(work.session, who, feedback_id)
    words = text.strip()
    if not words:
        raise BadInput("请写明答复内容。")
    if feedback.answer == words:
        return feedback
    if feedback.answer is not None:
        raise Conflict("这件反映已经答复过了。")
    feedback.answer, feedback.status = words, "answered"
    feedback.answered_at, feedback.answered_by = work.clock(), who.username
    audit.note(
        work.session, work.clock, who.actor, "feedback.answer", feedback.receipt_no, feedback.conversation_id
    )
    _tell(work, feedback)
    work.session.flush()
    return feedback


def of_lawyer(
    session: Session, licence_no: str, *, cursor: str | None, limit: int, **filters: Any
) -> Page[dict[str, Any]]:
    """What he left by any channel, newest first; `filters` by the names in FILTERS."""
    wanted = select(Feedback).where(Feedback.licence_no == licence_no)
    for name, value in filters.items():
        if value is not None:
            wanted = wanted.where(getattr(Feedback, name) == value)
    page = walk(session, wanted, moment=Feedback.at, key=Feedback.id, cursor=cursor, limit=limit)
    return Page([view(row) for row in page.items], page.next)


def view(row: Feedback) -> dict[str, Any]:
    return {
        "id": row.id,
        "receipt_no": row.receipt_no,
        "kind": row.kind,
        "text": row.text,
        "status": row.status,
        "answer": row.answer,
        "answered_at": row.answered_at.astimezone(BEIJING).isoformat() if row.answered_at else None,
        "channel": row.channel,
        "at": row.at.astimezone(BEIJING).isoformat(),
        "due_at": row.due_at.astimezone(BEIJING).isoformat(),
    }


def _tell(work: Work, feedback: Feedback) -> None:
    conversation = (
        work.session.get(Conversation, feedback.conversation_id) if feedback.conversation_id else None
    )
    if conversation is None:
        return
    facts = {"receipt_no": feedback.receipt_no, "answer": feedback.answer}
    way = to_caller(work, conversation, feedback.licence_no)
    tell(work.session, work.clock, conversation, way, say("feedback.answered", facts, way.modality))


def _free_receipt_no(session: Session, clock: Clock) -> str:
    while True:
        receipt_no = new_receipt_no(today(clock))
        if session.scalar(select(Feedback.id).where(Feedback.receipt_no == receipt_no)) is None:
            return receipt_no
