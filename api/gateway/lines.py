"""That only one process serves a line at a time: within one process its queue sees to that."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from actions.service.conversations import leases
from actions.store.database import Database
from api.gateway.queue import Line

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.1
RENEW_EVERY_SECONDS = 3.0


class Lines(Protocol):
    def held(self, line: Line) -> AbstractContextManager[None]:
        """Waits until no other process serves this line. Raises whatever the store raises."""
        ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class OwnLines:
    """One process alone."""

    def held(self, line: Line) -> AbstractContextManager[None]:
        return nullcontext()

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass


class LeasedLines:
    """Several processes on one PostgreSQL. One that was halted for longer than a lease may find its turn
    served by another: whichever finishes first counts, and what a turn does it does once."""

    def __init__(self, db: Database) -> None:
        self._db, self._holder = db, uuid.uuid4().hex
        self._mine: set[str] = set()
        self._guard, self._stopping = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def held(self, line: Line) -> Iterator[None]:
        key = leases.key_of(*line)
        while not self._taken(key):
            self._stopping.wait(LOOK_EVERY_SECONDS)
        with self._guard:
            self._mine.add(key)
        try:
            yield
        finally:
            with self._guard:
                self._mine.discard(key)
            self._given_back(key)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._renew, name="leases", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join(RENEW_EVERY_SECONDS)

    def _taken(self, key: str) -> bool:
        with self._db.write() as session:
            return leases.take(session, key, self._holder)

    def _given_back(self, key: str) -> None:
        try:
            with self._db.write() as session:
                leases.give_back(session, key, self._holder)
        except Exception as error:  # it runs out by itself
            log.warning("a lease was not given back: %s", type(error).__name__)

    def renew_once(self) -> None:
        with self._guard:
            mine = set(self._mine)
        if mine:
            with self._db.write() as session:
                leases.renew(session, mine, self._holder)

    def _renew(self) -> None:
        while not self._stopping.wait(RENEW_EVERY_SECONDS):
            try:
                self.renew_once()
            except Exception as error:
                log.warning("leases were not renewed: %s", type(error).__name__)


def lines_of(db: Database) -> Lines:
    """On SQLite there is one process by itself (`serve --workers` wants PostgreSQL)."""
    return LeasedLines(db) if db.engine.dialect.name == "postgresql" else OwnLines()
