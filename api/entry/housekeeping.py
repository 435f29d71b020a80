"""What the house deletes every day by itself (data/retention.yml, `by_itself`), and what it remembers of the
audit every minute."""

from __future__ import annotations

import logging
import threading
from itertools import count
from pathlib import Path

from actions.service import retention
from actions.service.work import Means
from actions.store import audit_witness

log = logging.getLogger(__name__)

SOON_SECONDS = 60.0
ROUNDS = 24 * 60
"""Of remembering how far the audit reaches: everything else is done once in so many, and in the first."""


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
        self.remember()

    def remember(self) -> None:
        with self._means.reading() as work:
            if not any(audit_witness.faults(work.session)):
                audit_witness.remember(work.session)

    def _run(self) -> None:
        rounds = count()
        while not self._stopping.wait(SOON_SECONDS):
            run = self.run_once if next(rounds) % ROUNDS == 0 else self.remember
            try:
                run()
            except Exception as error:
                log.error("housekeeping: %s", type(error).__name__)
