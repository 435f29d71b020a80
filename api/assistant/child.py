"""A process of the assistant that says what it does (`bot/progress.py`): started, followed, ended."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from api.assistant.installing import PYTHON
from api.assistant.modules import PROGRESS
from api.settings import PROJECT

LITTLE_SECONDS = 0.005
PATIENCE_BEATS = 120
"""A process that has lived through so many beats of its own and worked next to nothing in any is stuck. On a
busy machine its beats come late, as its work does: waiting for them is waiting long enough."""
STOP_SECONDS = 10


class Child:
    def __init__(self, module: Sequence[str], environment: Mapping[str, str], log_file: Path) -> None:
        """`module` is its name and its arguments."""
        ours, theirs = os.pipe()
        with log_file.open("ab") as output:
            self._process = subprocess.Popen(
                [str(PYTHON), "-m", *module],
                cwd=PROJECT,
                env={**environment, PROGRESS: str(theirs)},
                stdout=output,
                stderr=output,
                pass_fds=(theirs,),
                preexec_fn=die_with_parent,
            )
        os.close(theirs)
        self._said = os.fdopen(ours, "rb")
        self._why: str | None = None
        self.broken = False
        """Whether it has said that its model cannot be used."""

    @property
    def pid(self) -> int:
        return self._process.pid

    def follow(self, step: Callable[[str], None], ready: Callable[[], None] = lambda: None) -> None:
        """Listen to it until it has ended, however long that takes."""
        idle, worked, up = 0, 0.0, False
        with self._said:
            for line in self._said:
                match json.loads(line):
                    case {"step": words}:
                        step(words)
                    case {"ready": True}:
                        up = True
                        ready()
                    case {"broken": reason}:
                        self.broken, self._why = True, reason
                    case {"cpu": seconds} if not up:
                        idle = idle + 1 if seconds - worked < LITTLE_SECONDS else 0
                        worked = seconds
                        if idle == PATIENCE_BEATS:
                            self._why = "它停住了，不再做任何事"
                            self._process.kill()
        self._process.wait()

    @property
    def failed(self) -> bool:
        """Whether it has ended otherwise than it should."""
        return self._process.poll() not in (None, 0)

    @property
    def why(self) -> str:
        """Why it has ended, as people are told."""
        code = self._process.returncode
        return self._why or (f"进程被信号 {-code} 结束" if code < 0 else f"进程以退出码 {code} 结束")

    def end(self) -> None:
        """Ask it to stop, and see to it that it does."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def die_with_parent() -> None:
    """A killed service must not leave its assistant behind (Linux; elsewhere nothing happens)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
