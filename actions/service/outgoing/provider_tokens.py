"""A provider's access token, kept in the store: all processes use one, and one of them fetches the next."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.store.conversations import ProviderToken
from actions.store.database import insert_new

EARLY = timedelta(minutes=2)
"""Before its end it counts as ended: what is on its way must arrive with it."""
FETCHING = timedelta(seconds=20)
"""Longer than a fetch takes: whoever dies over it is followed by another."""


def living(session: Session, clock: Clock, name: str) -> str | None:
    kept = session.get(ProviderToken, name)
    alive = kept is not None and kept.expires_at is not None and kept.expires_at - EARLY > clock()
    return kept.value if kept and alive else None


def begin_fetching(session: Session, clock: Clock, name: str, dead: str | None) -> bool | None:
    """True: the caller is to fetch. None: somebody else does. False: there is one, other than `dead`."""
    insert_new(session, ProviderToken, name=name)
    kept = session.get_one(ProviderToken, name, with_for_update=True, populate_existing=True)
    if kept.value != dead and living(session, clock, name):
        return False
    if kept.fetching_until and kept.fetching_until > clock():
        return None
    kept.fetching_until = clock() + FETCHING
    return True


def keep(session: Session, clock: Clock, name: str, value: str | None, lasts: timedelta) -> None:
    """What was fetched; None: nothing was, and another may try."""
    kept = session.get_one(ProviderToken, name, with_for_update=True)
    kept.fetching_until = None
    if value is not None:
        kept.value, kept.expires_at = value, clock() + lasts
