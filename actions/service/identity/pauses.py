"""Five wrong tries, then a quarter of an hour of rest: for one channel account and one subject only.

Nobody can lock a lawyer out elsewhere (contract section 5). Tries are counted over all codes of that account
and licence, so that asking for a new code buys no further ones; a quarter of an hour after the last they are
forgotten.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.store.identities import Pause

TRIES = 5
REST = timedelta(minutes=15)


def resting(session: Session, clock: Clock, channel: str, account: str, subject: str) -> bool:
    pause = _current(session, clock, channel, account, subject)
    return pause is not None and pause.wrong >= TRIES


def any_rests(session: Session, clock: Clock, channel: str, account: str) -> bool:
    """Whether the account rests for anybody."""
    found = select(Pause.wrong).where(
        Pause.channel == channel, Pause.account == account, Pause.wrong >= TRIES, Pause.paused_until > clock()
    )
    return session.scalar(found.limit(1)) is not None


def count_wrong(session: Session, clock: Clock, channel: str, account: str, subject: str) -> int:
    """Count one wrong try; the number of tries left, 0 when the rest begins."""
    pause = _current(session, clock, channel, account, subject)
    if pause is None:
        pause = session.merge(Pause(channel=channel, account=account, subject=subject, wrong=0))
    pause.wrong += 1
    pause.paused_until = clock() + REST
    return max(0, TRIES - pause.wrong)


def forget(session: Session, clock: Clock, channel: str, account: str, subject: str) -> None:
    """The right answer came: earlier wrong ones count no more."""
    pause = _current(session, clock, channel, account, subject)
    if pause is not None:
        session.delete(pause)


def _current(session: Session, clock: Clock, channel: str, account: str, subject: str) -> Pause | None:
    pause = session.get(Pause, (channel, account, subject))
    stale = pause is None or pause.paused_until is None or pause.paused_until <= clock()
    return None if stale else pause
