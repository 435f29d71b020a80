"""How many messages of one line are under way: one is served and a few wait; more are turned away."""

from __future__ import annotations

import threading
from collections import Counter

from actions.errors import TooMany
from actions.service.wording import say
from api.gateway.queue import Line

MOST_WAITING = 5
"""Beside the one that is served (contract section 2)."""
MOST_DELIVERIES = 24
"""Of all of them together, each delivered again while it waits."""


class Crowd:
    """Counted in this process, before anything is read from the store or waits for it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._lines: dict[Line, Counter[str]] = {}

    def enter(self, line: Line, message: str) -> None:
        """Raises TooMany."""
        with self._guard:
            there = self._lines.setdefault(line, Counter())
            crowded = message not in there and len(there) > MOST_WAITING
            if crowded or there.total() >= MOST_DELIVERIES:
                raise TooMany(say("channel.too_many_waiting", {}, "rich"))
            there[message] += 1

    def leave(self, line: Line, message: str) -> None:
        with self._guard:
            there = self._lines[line]
            there[message] -= 1
            if not there[message]:
                del there[message]
            if not there:
                del self._lines[line]
