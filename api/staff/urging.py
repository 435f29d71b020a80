"""Looks at what waits past its promised time, now and then, in a thread of its own."""

from __future__ import annotations

import logging
import threading

from actions.service.staff.overdue import urge
from actions.service.work import Means

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 60.0


class Urger:
    """`start` it, or call `run_once`."""

    def __init__(self, means: Means) -> None:
        self._means, self._stopping = means, threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="urging", daemon=True)
        self._thread.start()

    def stop(self, timeout_seconds: float = 15.0) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join(timeout_seconds)

    def run_once(self) -> int:
        with self._means.writing() as work:
            return urge(work)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_SECONDS):
            try:
                self.run_once()
            except Exception as error:  # the store may be away for a while: the next look finds it again
                log.error("urging: %s", type(error).__name__)
