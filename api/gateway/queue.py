"""One job at a time per conversation account, in order of arrival; the same message joins itself."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from api.gateway.messages import Answer

Line = tuple[str, str]
"""(channel, account)."""
Job = Callable[[], None]
"""It must not raise."""


class Queue:
    """First come, first served per line, inside one process. A line never takes more than one worker."""

    def __init__(self, workers: int, name: str = "turn") -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._guard = threading.Lock()
        self._lines: dict[Line, deque[Job]] = {}

    def put(self, line: Line, job: Job) -> None:
        """Raises RuntimeError once closed."""
        with self._guard:
            jobs = self._lines.setdefault(line, deque())
            jobs.append(job)
            if len(jobs) == 1:
                self._pool.submit(self._drain, line, jobs)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _drain(self, line: Line, jobs: deque[Job]) -> None:
        while True:
            jobs[0]()
            with self._guard:
                jobs.popleft()
                if not jobs:
                    del self._lines[line]
                    return


class Running:
    """Turns being worked on now: a second delivery of the same message waits for the first one's answer."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._futures: dict[str, Future[Answer]] = {}

    def join(self, turn_id: str) -> tuple[Future[Answer], bool]:
        """The future of this turn, and True for the one who has to do the work."""
        with self._guard:
            future = self._futures.get(turn_id)
            if future is not None:
                return future, False
            future = self._futures[turn_id] = Future()
            future.set_running_or_notify_cancel()  # nobody who stops waiting can cancel it
            return future, True

    def done(self, turn_id: str) -> None:
        with self._guard:
            self._futures.pop(turn_id, None)
