"""Courts as the feed has them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.store.records import Court


def court_of(session: Session, code: str) -> Court:
    """The court of a case: the feed brings no case without one."""
    return session.get_one(Court, code)


def court_called(session: Session, name: str) -> Court | None:
    """By its full name or its code; None where no feed has told of it."""
    called = select(Court).where((Court.name == name) | (Court.code == name), Court.removed.is_(False))
    return session.scalars(called.order_by(Court.code).limit(1)).first()
