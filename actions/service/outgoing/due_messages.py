"""The outbox seen from the sender: what is due is claimed by one at a time, and closed when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from actions.service.audit import note
from actions.service.clock import Clock
from actions.store.conversations import Outgoing

FIRST_PAUSE = timedelta(minutes=1)
"""Longer than any carrier takes: it is also how long a claim holds."""
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=24)
SECRET_USELESS_AFTER = timedelta(minutes=5)
"""A code that comes later is dead already (contract section 5)."""


@dataclass(frozen=True)
class Claimed:
    """A message for one sender alone until `next_try_at`."""

    id: int
    channel: str
    address: str
    text: str
    secret: bool
    next_try_at: datetime
    useless_at: datetime
    parts_sent: int = 0


def any_due(session: Session, clock: Clock) -> bool:
    return session.scalars(_due(clock())).first() is not None


def claim(session: Session, clock: Clock) -> Claimed | None:
    """The first message due, its next try put off: a sender that dies leaves it to be tried again."""
    now = clock()
    row = session.scalars(_due(now).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    row.tries += 1
    row.next_try_at = now + min(FIRST_PAUSE * 2 ** min(row.tries - 1, 10), LONGEST_PAUSE)
    useless_at = row.created_at + (SECRET_USELESS_AFTER if row.secret else GIVE_UP_AFTER)
    return Claimed(
        row.id, row.channel, row.address, row.text, row.secret, row.next_try_at, useless_at, row.parts_sent
    )


def part_sent(session: Session, claimed: Claimed, so_far: int) -> None:
    """Of a text that takes several messages so many have gone out."""
    session.get_one(Outgoing, claimed.id).parts_sent = so_far


def wait_for_word(session: Session, claimed: Claimed) -> None:
    """Nothing goes to this address until its owner writes again."""
    session.get_one(Outgoing, claimed.id).waits_for_word = True


def close(session: Session, clock: Clock, claimed: Claimed, given_up_for: str | None = None) -> None:
    """Sent, or given up for a reason that is kept: nothing more happens, and a secret text is forgotten."""
    row = session.get_one(Outgoing, claimed.id)
    if row.secret:
        row.text = ""
    if given_up_for is None:
        row.sent_at = clock()
        return
    row.given_up_at = clock()
    note(
        session,
        clock,
        "system",
        "outbox.given_up",
        f"outbox:{row.id}",
        channel=row.channel,
        tries=row.tries,
        reason=given_up_for,
    )


def _due(now: datetime) -> Select[Outgoing]:
    return (
        select(Outgoing)
        .where(
            Outgoing.sent_at.is_(None),
            Outgoing.given_up_at.is_(None),
            Outgoing.waits_for_word.is_(False),
            Outgoing.next_try_at <= now,
        )
        .order_by(Outgoing.next_try_at, Outgoing.id)
        .limit(1)
    )
