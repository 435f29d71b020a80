"""How long each kind of data is kept (data/retention.yml), and the deleting of what is over.

Requests, complaints and what was answered to them are the court's records and stay. Transcripts of a
conversation go whole: nobody is left with half of one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from actions.law.reference import FOLDER, read_document
from actions.service import audit
from actions.service.work import Work
from actions.store import audit_chain
from actions.store.conversations import Audit, Conversation, Effect, Message, Outgoing, Turn
from actions.store.identities import Account, Challenge, Pause, Pin, Spent, Token, Verification
from actions.store.matters import CallbackNumber, Request, RequestChange, Ticket, UsedKey
from actions.store.types import Base

REFUSED, DECIDED = ("withdrawn", "not_accepted"), ("granted", "partly_granted", "refused", "moved_offline")
ERASED = "erased"
"""In place of the fingerprint of a turn whose words are gone."""
NO_ANSWER = {"replies": [], "handled_by": "bot", "ended": False, "dictating": False, "late": False}


@dataclass(frozen=True)
class Rule:
    """`days` after `since`; never fewer than `least`. `by_itself`: the house deletes it every day."""

    name: str
    title: str
    days: int
    since: str
    least: int = 0
    by_itself: bool = False


@dataclass(frozen=True)
class Over:
    """What is over by a rule."""

    rule: Rule
    count: int


@cache
def rules() -> tuple[Rule, ...]:
    """Raises ValueError for a period that is too short."""
    rows = read_document(FOLDER.parent / "retention.yml")
    found = tuple(Rule(name, **row) for name, row in rows.items())
    if short := [rule.name for rule in found if rule.days < rule.least]:
        raise ValueError(f"kept for too short a time: {short}")
    return found


def run(work: Work, uploads: Path, *, apply: bool, by_itself: bool = False) -> list[Over]:
    """Count, and with `apply` delete, what is over; `by_itself` only what the house deletes every day.

    `uploads` is the folder of the files of requests.
    """
    found = []
    for rule in rules():
        if by_itself and not rule.by_itself:
            continue
        before = work.now - timedelta(days=rule.days)
        count = KINDS[rule.name](work.session, before, apply, uploads) if rule.name in KINDS else 0
        found.append(Over(rule, count))
    if apply and (gone := {over.rule.name: over.count for over in found if over.count}):
        audit.note(work.session, work.clock, "system", "retention.applied", "store", None, **gone)
    return found


def forget_lawyer(work: Work, licence_no: str, *, apply: bool) -> dict[str, int]:
    """What a lawyer may have deleted: his transcripts that no ticket waits for, verifications, PIN, tokens.

    His requests, complaints and grades are the court's records; the audit is kept by law.
    """
    session = work.session
    waiting = select(Ticket.conversation_id).where(Ticket.closed_at.is_(None))
    his = select(Conversation.id).where(
        Conversation.licence_no == licence_no, Conversation.id.not_in(waiting)
    )
    ids = list(session.scalars(his))
    found = {
        "transcripts": _delete(session, Message, Message.conversation_id.in_(ids), apply),
        "answers": _empty(session, Turn.conversation_id.in_(ids), apply),
        "verifications": _delete(session, Verification, Verification.licence_no == licence_no, apply),
        "pins": _delete(session, Pin, Pin.licence_no == licence_no, apply),
        "tokens": _delete(session, Token, Token.subject == licence_no, apply),
    }
    if apply:
        audit.note(session, work.clock, "system", "retention.lawyer", f"lawyer:{licence_no}", None, **found)
    return found


def _delete(session: Session, model: type[Base], where: ColumnElement[bool], apply: bool) -> int:
    count = session.scalar(select(func.count()).select_from(model).where(where)) or 0
    if apply and count:
        session.execute(delete(model).where(where))
    return count


def _rows(
    model: type[Base], where: Callable[[datetime], ColumnElement[bool]]
) -> Callable[[Session, datetime, bool, Path], int]:
    return lambda session, before, apply, _: _delete(session, model, where(before), apply)


def _audit(session: Session, before: datetime, apply: bool, _: Path) -> int:
    if apply:
        return audit_chain.cut(session, before)
    return session.scalar(select(func.count()).select_from(Audit).where(Audit.at < before)) or 0


def _transcripts(session: Session, before: datetime, apply: bool, _: Path) -> int:
    over = select(Conversation.id).where(Conversation.last_at < before)
    _empty(session, Turn.conversation_id.in_(over), apply)
    if apply:
        session.execute(update(Turn).where(Turn.conversation_id.in_(over)).values(dialogue=None))
        session.execute(update(Conversation).where(Conversation.id.in_(over)).values(address=None))
    return _delete(session, Message, Message.conversation_id.in_(over), apply)


def _answers(session: Session, before: datetime, apply: bool, _: Path) -> int:
    return _empty(session, Turn.received_at < before, apply)


def _empty(session: Session, where: ColumnElement[bool], apply: bool) -> int:
    """Served turns lose what was said and answered. What the next turn builds on, the dialogue, stays until
    the conversation's time is over."""
    served = [where, Turn.finished_at.is_not(None), Turn.deferred.is_(False), Turn.body_hash != ERASED]
    count = session.scalar(select(func.count()).select_from(Turn).where(*served)) or 0
    if apply and count:
        ids = select(Turn.id).where(*served)
        session.execute(update(Effect).where(Effect.turn_id.in_(ids)).values(outcome={}))
        session.execute(update(Turn).where(*served).values(content={}, answer=NO_ANSWER, body_hash=ERASED))
    return count


def _uploads(statuses: tuple[str, ...], session: Session, before: datetime, apply: bool, folder: Path) -> int:
    """Files on disk of requests that came to their end before that moment; the list of them stays."""
    decided = (
        select(RequestChange.receipt_no)
        .join(Request, Request.receipt_no == RequestChange.receipt_no)
        .where(Request.status.in_(statuses))
        .group_by(RequestChange.receipt_no)
        .having(func.max(RequestChange.at) < before)
    )
    kept = [place for no in session.scalars(decided) if (place := folder / no).is_dir()]
    if apply:
        for place in kept:
            shutil.rmtree(place)
    return len(kept)


def _closed_callbacks(before: datetime) -> ColumnElement[bool]:
    over = select(Ticket.receipt_no).where(Ticket.closed_at < before)
    return CallbackNumber.receipt_no.in_(over)


KINDS: dict[str, Callable[[Session, datetime, bool, Path], int]] = {
    "audit": _audit,
    "transcripts": _transcripts,
    "answers": _answers,
    "codes": _rows(Challenge, lambda before: Challenge.created_at < before),
    "accounts": _rows(Account, lambda before: Account.seen_at < before),
    "verifications": _rows(Verification, lambda before: Verification.expires_at < before),
    "tokens": _rows(Token, lambda before: Token.expires_at < before),
    "pauses": _rows(Pause, lambda before: Pause.paused_until < before),
    "budgets": _rows(Spent, lambda before: Spent.begins < before),
    "used_keys": _rows(UsedKey, lambda before: UsedKey.at < before),
    "outbox": _rows(Outgoing, lambda before: or_(Outgoing.sent_at < before, Outgoing.given_up_at < before)),
    "callback_numbers": _rows(CallbackNumber, _closed_callbacks),
    "uploads_refused": partial(_uploads, REFUSED),
    "uploads_decided": partial(_uploads, DECIDED),
}
