"""The number that a call-back rings: known or asked for, seen only by who holds the claim, forgotten in
time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.errors import Conflict
from actions.service import audit
from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.ids import LicenceNo
from actions.service.work import Work
from actions.store.conversations import Conversation
from actions.store.matters import CallbackNumber, Ticket
from actions.store.sealed import found_by, found_by_any

A_DAY = 3
"""Call-backs that one number may ask for in a day (contract section 3)."""


def reachable(work: Work, conversation: Conversation) -> str | None:
    """The number that the caller rang or wrote from, else the one registered for whom he was verified as."""
    if conversation.address and CHANNELS[conversation.channel].numbers:
        return conversation.address
    licence = conversation.licence_no
    person = work.register.find(work.session, LicenceNo(licence)) if licence else None
    return person.phone if person is not None and person.active else None


def given(session: Session, receipt_no: str) -> str | None:
    kept = session.get(CallbackNumber, receipt_no)
    return kept.number if kept else None


def keep_number(session: Session, clock: Clock, receipt_no: str, number: str) -> None:
    """Add the number to a ticket that stands; a later one takes its place.

    Raises Conflict where that number has an open call-back already, or three today.
    """
    now, mark = clock(), found_by(session, CallbackNumber.number, number)
    marks = found_by_any(session, CallbackNumber.number, number)
    others = select(CallbackNumber).where(
        CallbackNumber.number_mark.in_(marks), CallbackNumber.receipt_no != receipt_no
    )
    waiting = others.join(Ticket, Ticket.receipt_no == CallbackNumber.receipt_no).where(
        Ticket.closed_at.is_(None)
    )
    if session.scalars(waiting.limit(1)).first() is not None:
        raise Conflict("这个号码已经登记过一次回电，还没有办结，工作人员会打这个号码，不用重复登记。")
    day_ago = now - timedelta(days=1)
    today = select(func.count()).select_from(others.where(CallbackNumber.at > day_ago).subquery())
    if (session.scalar(today) or 0) >= A_DAY:
        raise Conflict("这个号码今天登记的回电已经有三次，请明天再打来，或者直接联系承办法院。")
    session.merge(CallbackNumber(receipt_no=receipt_no, number=number, number_mark=mark, at=now))
    session.flush()


def answered_there(work: Work, conversation: Conversation) -> bool:
    """Whether staff can answer in the conversation itself, so that he need not be rung up."""
    return CHANNELS[conversation.channel].staff_join and work.can_send(conversation.channel)


def shown(work: Work, actor: str, conversation: Conversation, ticket: Ticket | None) -> str | None:
    """The number to ring, for who holds the claim; every reading is audited."""
    number = given(work.session, ticket.receipt_no) if ticket is not None else None
    if ticket is not None and number is None and not answered_there(work, conversation):
        number = reachable(work, conversation)
    if ticket is not None and number is not None:
        audit.note(
            work.session, work.clock, actor, "callback.number_read", ticket.receipt_no, conversation.id
        )
    return number
