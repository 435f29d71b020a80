"""Messages that leave later than an answer, or beside it. Written in the transaction that causes them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.store.conversations import Outgoing
from actions.store.database import insert_new


def send_once(session: Session, clock: Clock, channel: str, address: str, text: str, key: str) -> None:
    """As `send`; the same key again adds nothing, also from another process."""
    now = clock()
    insert_new(
        session,
        Outgoing,
        channel=channel,
        address=address,
        text=text,
        secret=False,
        dedupe_key=key,
        created_at=now,
        next_try_at=now,
        tries=0,
        parts_sent=0,
        waits_for_word=False,
    )


def send(
    session: Session,
    clock: Clock,
    channel: str,
    address: str,
    text: str,
    *,
    dedupe_key: str | None = None,
    secret: bool = False,
) -> None:
    """Queue a text for `sms` (E.164 number) or `wechat` (openid). `secret` texts are blanked once sent."""
    now = clock()
    session.add(
        Outgoing(
            channel=channel,
            address=address,
            text=text,
            secret=secret,
            dedupe_key=dedupe_key,
            created_at=now,
            next_try_at=now,
        )
    )
