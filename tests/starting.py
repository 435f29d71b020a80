"""Waiting for something to come up, for as long as it lives: a busy machine is no fault."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


def until_up(up: Callable[[], bool], alive: Callable[[], bool], what: str) -> None:
    """Raises ChildProcessError if it ends without coming up."""
    pause = threading.Event()
    while not up():
        if not alive():
            raise ChildProcessError(f"{what} has ended without coming up")
        pause.wait(0.02)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
