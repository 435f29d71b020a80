"""Courts as the feed has them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.store.records import Court
from bot.language.courts import CourtDirectory


def court_of(session: Session, code: str) -> Court:
    """The court of a case: the feed brings no case without one."""
    return session.get_one(Court, code)


def court_meant(session: Session, text: str) -> str | None:
    """The code of the one court that a text names, if a feed has told of it: its staff are to hear of it."""
    named = {court.name for match in CourtDirectory.load_default().find(text) for court in match.courts}
    if len(named) != 1:
        return None
    found = court_called(session, named.pop())
    return found.code if found else None


def court_called(session: Session, name: str) -> Court | None:
    """By its full name or its code; None where no feed has told of it."""
    called = select(Court).where((Court.name == name) | (Court.code == name), Court.removed.is_(False))
    return session.scalars(called.order_by(Court.code).limit(1)).first()
