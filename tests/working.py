"""Work in a test's own transaction: the register of the feed, and keys that nobody else has."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.service.work import Work

SECRETS = Secrets(b"k" * 32)


def work(session: Session, clock: Clock, site: str = "") -> Work:
    return Work(session, clock, FeedRegister(), SECRETS, site)
