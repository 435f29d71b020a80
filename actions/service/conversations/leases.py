"""Which process serves a line of talk (channel and account), where several run on one PostgreSQL.

A lease is taken before a turn is looked at and given back after it is finished. Its holder renews it while it
lives; a dead one's runs out. By the database's clock: those of the machines may differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import DateTime, delete, func, or_, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from actions.store.conversations import Lease

LASTS = timedelta(seconds=10)


def key_of(channel: str, account: str) -> str:
    return hashlib.sha256(f"{channel}\0{account}".encode()).hexdigest()


def take(session: Session, line: str, holder: str) -> bool:
    """False while another process has it."""
    _hastily(session)
    now = func.clock_timestamp(type_=DateTime(timezone=True))
    wanted = insert(Lease).values(line=line, holder=holder, until=now + LASTS)
    taken = wanted.on_conflict_do_update(
        index_elements=[Lease.line],
        set_={"holder": holder, "until": now + LASTS},
        where=or_(Lease.until < now, Lease.holder == holder),
    ).returning(Lease.line)
    return session.execute(taken).first() is not None


def renew(session: Session, lines: Collection[str], holder: str) -> int:
    """How many of these are still his."""
    now = func.clock_timestamp(type_=DateTime(timezone=True))
    kept = update(Lease).where(Lease.line.in_(lines), Lease.holder == holder).values(until=now + LASTS)
    return len(session.execute(kept.returning(Lease.line)).all())


def give_back(session: Session, line: str, holder: str) -> None:
    _hastily(session)
    session.execute(delete(Lease).where(Lease.line == line, Lease.holder == holder))


def _hastily(session: Session) -> None:
    """A lease that a crash of the database forgets is one that nobody holds."""
    session.execute(text("SET LOCAL synchronous_commit = off"))
