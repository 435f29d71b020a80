"""What services work with: one transaction, the time, who people are, keys, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from actions.service.clock import Clock, today

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from actions.service.identity.hashing import Secrets
    from actions.service.identity.register import IdentityRegister
    from actions.service.knowledge.shelf import Shelf
    from actions.service.senses import Senses
    from actions.store.database import Database


@dataclass(frozen=True)
class Work:
    """One transaction and all that is needed in it. `site` is the public address that links begin with;
    without one no links are sent."""

    session: Session
    clock: Clock
    register: IdentityRegister
    secrets: Secrets
    site: str = ""
    payment_url: str = ""
    """Where a fee is paid, with `{fee_id}` in it; without one its page on the lawyer platform."""
    mute: frozenset[str] = frozenset()
    """Channels on which nothing goes out by itself: what sending needs is not set up."""
    knowledge: Shelf | None = None
    """Where general questions find their answers; without one nothing is known."""
    figures: Path | None = None
    """The file of fees that provinces have fixed inside the national ranges."""
    senses: Senses | None = None
    """What reads the sense of a sentence; without it words alone count."""

    def can_send(self, channel: str) -> bool:
        return channel not in self.mute

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        return today(self.clock)


@dataclass(frozen=True)
class Means:
    """What transactions are begun with, by whoever stands before a service: a door, an action, a stage of a
    turn."""

    db: Database
    clock: Clock
    register: IdentityRegister
    secrets: Secrets
    site: str = ""
    payment_url: str = ""
    mute: frozenset[str] = frozenset()
    knowledge: Shelf | None = None
    figures: Path | None = None
    senses: Senses | None = None

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Committed at the end of the block, rolled back on any error."""
        with self.db.write() as session:
            yield self.within(session)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """For looking only."""
        with self.db.read() as session:
            yield self.within(session)

    def within(self, session: Session) -> Work:
        """Work in a transaction that is open already."""
        parts = {name: part for name, part in vars(self).items() if name != "db"}
        return Work(session, **parts)
