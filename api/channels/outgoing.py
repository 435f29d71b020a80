"""The outbox's dispatcher: messages that leave later than an answer, at least once, by one sender at a time.

A message is claimed in a transaction of its own: nobody else takes it while it is being sent.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.outgoing import allowances
from actions.service.outgoing.due_messages import (
    Claimed,
    any_due,
    claim,
    close,
    part_sent,
    wait_for_word,
)
from actions.store.database import Database
from api.channels.carriers import Carrier, NotNow, Undeliverable
from api.gateway.written import messages

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0
"""Rows of other processes wake nobody here."""
TIDY_EVERY = timedelta(minutes=10)


class Dispatcher:
    """Sends what is due; `start` it in a thread of its own or call `run_once`."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        carriers: Mapping[str, Carrier],
        tidying: Sequence[Callable[[Session, Clock], None]] = (),
    ) -> None:
        self._database, self._clock, self._carriers = database, clock, carriers
        self._tidying = tidying
        self._tidied_at: datetime | None = None
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._thread.start()

    def stop(self, timeout_seconds: float = 15.0) -> None:
        """Finish the message in hand and end the thread."""
        self._stopping.set()
        self.wake()
        if self._thread:
            self._thread.join(timeout_seconds)

    def wake(self) -> None:
        """Something was written to the outbox."""
        self._woken.set()

    def run_once(self) -> int:
        """Try every row that is due now, once; returns how many were sent."""
        sent = 0
        while not self._stopping.is_set() and (claimed := self._claim()):
            sent += self._deliver(claimed)
        return sent

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.run_once()
                self.tidy()
            except Exception as error:
                log.error("outbox: %s", type(error).__name__)
            self._woken.wait(LOOK_EVERY_SECONDS)
            self._woken.clear()

    def tidy(self) -> None:
        """What is kept for a time only goes when the time is over."""
        if not self._tidying:
            return
        now = self._clock()
        if self._tidied_at is None or now - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = now
            with self._database.write() as session:
                for forget in self._tidying:
                    forget(session, self._clock)

    def _claim(self) -> Claimed | None:
        with self._database.read() as session:
            if not any_due(session, self._clock):
                return None
        with self._database.write() as session:
            return claim(session, self._clock)

    def _deliver(self, claimed: Claimed) -> bool:
        """True if it was handed over."""
        if claimed.secret and claimed.useless_at <= self._clock():
            self._close(claimed, "too late")
            return False
        try:
            carrier = self._carriers.get(claimed.channel)
            if carrier is None:
                raise Undeliverable(f"no carrier for {claimed.channel}")
            self._send(claimed, carrier)
        except NotNow:
            with self._database.write() as session:
                allowances.exhausted(session, claimed.channel, claimed.address)
                wait_for_word(session, claimed)
            return False
        except Undeliverable as error:
            self._close(claimed, str(error))
            return False
        except Exception as error:
            log.warning("outbox row %s by %s: %s", claimed.id, claimed.channel, type(error).__name__)
            if claimed.useless_at <= claimed.next_try_at:
                self._close(claimed, type(error).__name__)
            return False
        self._close(claimed)
        return True

    def _send(self, claimed: Claimed, carrier: Carrier) -> None:
        """The messages that are still to go; what has gone never goes again. Raises as the carrier."""
        pieces = messages(claimed.text, CHANNELS[claimed.channel].message)
        for number, piece in enumerate(pieces[claimed.parts_sent :], claimed.parts_sent + 1):
            if carrier.counted and not self._allowed(claimed):
                raise NotNow
            carrier.send(claimed.address, piece)
            if number < len(pieces):
                with self._database.write() as session:
                    part_sent(session, claimed, number)

    def _allowed(self, claimed: Claimed) -> bool:
        with self._database.write() as session:
            return allowances.take(session, self._clock, claimed.channel, claimed.address)

    def _close(self, claimed: Claimed, given_up_for: str | None = None) -> None:
        with self._database.write() as session:
            close(session, self._clock, claimed, given_up_for)
