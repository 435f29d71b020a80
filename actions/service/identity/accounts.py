"""Channel accounts that are a person's own name: his number, his openid, his address in the network.

They stand sealed in one table; whatever else is kept of an account has the id of its row there. So nobody who
has the database alone reads who spoke, and the keys of the look-ups can be changed in one place.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.ids import new_id
from actions.store.database import insert_new
from actions.store.identities import Account
from actions.store.sealed import found_by, found_by_any

SEEN_EVERY = timedelta(days=1)


def account_of(session: Session, clock: Clock, channel: str, name: str) -> str:
    """What is kept of the account of that name; made where it is new. On channels whose accounts are nobody's
    name (a call, a browser's secret by its hash) it is the name itself."""
    if channel in CHANNELS and not CHANNELS[channel].named_accounts:
        return name
    found = _found(session, channel, name)
    if found is None:
        mark = found_by(session, Account.name, name)
        insert_new(session, Account, id=new_id(), channel=channel, name=name, mark=mark, seen_at=clock())
        found = _found(session, channel, name)
        assert found is not None
    elif found.seen_at < clock() - SEEN_EVERY:
        found.seen_at = clock()
    return found.id


def known_account(session: Session, channel: str, name: str) -> str | None:
    """The same, of one that was here before."""
    if channel in CHANNELS and not CHANNELS[channel].named_accounts:
        return name
    found = _found(session, channel, name)
    return found.id if found is not None else None


def _found(session: Session, channel: str, name: str) -> Account | None:
    marks = found_by_any(session, Account.name, name)
    wanted = select(Account).where(Account.channel == channel, Account.mark.in_(marks))
    return session.scalar(wanted.order_by(Account.seen_at, Account.id).limit(1))
