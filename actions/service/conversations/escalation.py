"""A conversation put before a person: one open ticket each, with a promised time."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.law.promises import promise
from actions.service import audit
from actions.service.channels import CHANNELS
from actions.service.clock import Clock, today
from actions.service.court_record.facts import calendar_of
from actions.service.masking import masked
from actions.service.receipts import new_receipt_no
from actions.store.conversations import Conversation
from actions.store.matters import Ticket
from actions.store.sealed import found_by

_AFTER_KIND = re.compile("[；：]")


def escalate(session: Session, clock: Clock, conversation: Conversation, reason: str, channel: str) -> Ticket:
    """Put a conversation before a person. While its ticket is open, the same ticket again.

    A written conversation waits as `queued`, the bot still answering; a telephone caller gets a call-back
    and keeps the bot. Both promise a time. `reason` begins as `kind_of` reads it.
    """
    waiting = open_ticket(session, conversation.id)
    if waiting is not None:
        if masked(reason) not in waiting.reason:
            _say_why(session, waiting, f"{waiting.reason}；{masked(reason)}")
        return waiting
    kind = "conversation" if CHANNELS[channel].staff_join else "callback"
    now = clock()
    ticket = Ticket(
        receipt_no=_free_receipt_no(session, clock),
        kind=kind,
        conversation_id=conversation.id,
        court_code=conversation.court_code,
        created_at=now,
        due_at=promise(kind, now, calendar_of(session)).due_at,
    )
    _say_why(session, ticket, masked(reason))
    session.add(ticket)
    if kind == "conversation" and conversation.owner == "bot":
        conversation.owner = "queued"
    audit.note(session, clock, "system", "handover.escalate", ticket.receipt_no, conversation.id)
    session.flush()
    return ticket


def _say_why(session: Session, ticket: Ticket, reason: str) -> None:
    ticket.reason, ticket.reason_mark = reason, found_by(session, Ticket.reason, reason)


def kind_of(reason: str) -> str:
    """What a ticket's reason begins with: that a person was asked for, or a function that is not served here.
    What follows are the caller's own words: they stand for nobody but him."""
    return _AFTER_KIND.split(reason, maxsplit=1)[0]


def open_ticket(session: Session, conversation_id: str) -> Ticket | None:
    return session.scalar(
        select(Ticket)
        .where(Ticket.conversation_id == conversation_id, Ticket.closed_at.is_(None))
        .order_by(Ticket.created_at)
        .limit(1)
    )


def latest_ticket(session: Session, conversation_id: str) -> Ticket | None:
    """The open one, else the last that was closed."""
    return session.scalar(
        select(Ticket)
        .where(Ticket.conversation_id == conversation_id)
        .order_by(Ticket.closed_at.is_not(None), Ticket.created_at.desc())
        .limit(1)
    )


def _free_receipt_no(session: Session, clock: Clock) -> str:
    while True:
        receipt_no = new_receipt_no(today(clock))
        if session.get(Ticket, receipt_no) is None:
            return receipt_no
