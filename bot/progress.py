"""What a process of the assistant says of itself to the service that started it: one JSON object a line.

`{"step": …}` what it does from now on, `{"cpu": seconds}` every second that it lives and how much it has
worked, `{"broken": …}` why its model cannot be used, `{"ready": true}`. They go into the pipe that
HOTLINE_PROGRESS names; without it nothing is said. Needs nothing but Python: it speaks while the rest loads.
"""

from __future__ import annotations

import json
import os
import threading
import time
from contextlib import suppress

SETTING = "HOTLINE_PROGRESS"
BEAT_SECONDS = 1.0


def begin(step: str) -> None:
    """From now on this is done, until the next begins."""
    _say({"step": step})


def broken(reason: str) -> None:
    """The model cannot be used; the process is to end now."""
    _say({"broken": reason})


def ready() -> None:
    _say({"ready": True})


def _say(words: dict[str, object]) -> None:
    if _pipe is not None:
        with suppress(OSError):  # nobody listens any more
            os.write(_pipe, json.dumps(words).encode() + b"\n")


def _beat() -> None:
    while True:
        time.sleep(BEAT_SECONDS)
        _say({"cpu": time.process_time()})


_pipe = int(os.environ[SETTING]) if SETTING in os.environ else None
if _pipe is not None:
    threading.Thread(target=_beat, name="progress", daemon=True).start()
