"""Turns that were answered "we are recovering", or cut short: the house serves them itself, in order, once.

Where somebody can be written to he need not ask again. One turn after the other: the first that the assistant
does not serve ends the round, and the next round comes later and later, so that an assistant that is away
keeps no worker busy.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from actions.service.channels import WRITTEN_TO
from actions.service.conversations import inbox
from actions.service.work import Means

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 8.0
STOP_SECONDS = 20.0
UNDER_WAY = timedelta(seconds=60)
"""Younger turns without an answer are being served."""


class KeptTurns:
    def __init__(self, means: Means, serve: Callable[[inbox.Kept], bool]) -> None:
        """`serve` gives False while the assistant is away."""
        self._means, self._serve = means, serve
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="kept turns", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join(STOP_SECONDS)

    def run_once(self) -> bool:
        """Serve what is kept; False if the assistant is away."""
        with self._means.reading() as work:
            kept = inbox.kept_for_later(work.session, WRITTEN_TO, work.now - UNDER_WAY)
        return all(self._stopping.is_set() or self._serve(one) for one in kept)

    def _run(self) -> None:
        pause = LOOK_EVERY_SECONDS
        while not self._stopping.wait(pause):
            try:
                back = self.run_once()
            except Exception as error:
                log.error("kept turns: %s", type(error).__name__)
                back = False
            pause = LOOK_EVERY_SECONDS if back else min(pause * 2, LONGEST_PAUSE_SECONDS)
