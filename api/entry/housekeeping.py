"""What the house deletes every day by itself (data/retention.yml, `by_itself`)."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from actions.service import retention
from actions.service.work import Means

log = logging.getLogger(__name__)

FIRST_SECONDS, EVERY_SECONDS = 60.0, 24 * 3600.0


class Housekeeping:
    def __init__(self, means: Means, uploads: Path) -> None:
        self._means, self._uploads = means, uploads
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def run_once(self) -> None:
        with self._means.writing() as work:
            retention.run(work, self._uploads, apply=True, by_itself=True)

    def _run(self) -> None:
        pause = FIRST_SECONDS
        while not self._stopping.wait(pause):
            try:
                self.run_once()
            except Exception as error:
                log.error("housekeeping: %s", type(error).__name__)
            pause = EVERY_SECONDS
