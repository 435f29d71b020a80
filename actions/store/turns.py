"""Writers of one process take turns, in the order in which they came.

SQLite lets one write at a time and has the others look again by chance: on a busy machine some look in vain
until their time is up. Whoever waits here is next when it is his turn.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as NoTurn


class Turns:
    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[threading.Lock] = deque()

    @contextmanager
    def mine(self, seconds: float) -> Iterator[None]:
        """Raises SQLAlchemy's TimeoutError if it does not come within that time."""
        place = threading.Lock()
        place.acquire()
        with self._guard:
            self._line.append(place)
            first = self._line[0] is place
        if not first and not place.acquire(timeout=seconds):
            self._give_up(place)
        try:
            yield
        finally:
            with self._guard:
                self._line.popleft()
                if self._line:
                    self._line[0].release()

    def _give_up(self, place: threading.Lock) -> None:
        """Unless the turn came in that very moment."""
        with self._guard:
            if self._line[0] is place:
                return
            self._line.remove(place)
        raise NoTurn("no turn to write")
