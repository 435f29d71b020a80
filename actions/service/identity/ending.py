"""What a person is signed in with, ended everywhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from actions.store.identities import Challenge, Pin, Token, Verification


def end_access(session: Session, token_kind: str, subjects: Collection[str], now: datetime) -> None:
    """Tokens of these persons; of lawyers and assistants also verified accounts, PINs and codes on their way,
    which must not open anything on a former telephone."""
    session.execute(
        update(Token)
        .where(Token.kind == token_kind, Token.subject.in_(subjects), Token.ended_at.is_(None))
        .values(ended_at=now)
    )
    if token_kind == "staff":
        return
    session.execute(
        update(Verification)
        .where(Verification.licence_no.in_(subjects), Verification.ended_at.is_(None))
        .values(ended_at=now)
    )
    session.execute(
        update(Pin).where(Pin.licence_no.in_(subjects), Pin.disabled_at.is_(None)).values(disabled_at=now)
    )
    session.execute(
        update(Challenge)
        .where(Challenge.licence_no.in_(subjects), Challenge.closed_at.is_(None))
        .values(closed_at=now)
    )
