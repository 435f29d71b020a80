"""Whether the house can serve: a write that is rolled back, room on the disk, the assistant's last answer.

Looked at by a thread of its own, so that it never queues behind callers, and not oftener than needed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from actions.service.probing import try_to_write
from actions.store.database import Database

LEAST_FREE_BYTES = 64 * 1024 * 1024
PATIENCE_SECONDS = 3.0
FRESH_SECONDS = 0.5


class Watched(Protocol):
    """What of the house is looked at."""

    @property
    def db(self) -> Database: ...

    @property
    def data_dir(self) -> Path: ...

    def assistant_trouble(self) -> str | None:
        """Why the assistant cannot serve; None if it can."""
        ...


@dataclass(frozen=True)
class Seen:
    """`reasons`: what is missing → why, in Chinese."""

    reasons: dict[str, str]
    at: float = field(default_factory=time.monotonic)

    @property
    def answer(self) -> dict[str, object]:
        there = {name: name not in self.reasons for name in ("store", "disk", "model", "assistant")}
        return {**there, "missing": list(self.reasons), "reasons": self.reasons}


class Readiness:
    def __init__(self, house: Watched) -> None:
        self._house = house
        self._looker = ThreadPoolExecutor(1, thread_name_prefix="readiness")
        self._look: Future[Seen] | None = None

    async def seen(self) -> Seen:
        """What was found a moment ago, or is found now; a look that takes too long is an answer too."""
        look = self._look
        if look is None or (look.done() and time.monotonic() - look.result().at > FRESH_SECONDS):
            look = self._look = self._looker.submit(self._looked)
        waiting = asyncio.wrap_future(look)
        done, _ = await asyncio.wait({waiting}, timeout=PATIENCE_SECONDS)
        return waiting.result() if done else Seen({"store": "数据库没有在三秒内完成一次写入"})

    def _looked(self) -> Seen:
        found = {
            "store": self._store(),
            "disk": self._disk(),
            "assistant": self._house.assistant_trouble(),
        }
        return Seen({name: reason for name, reason in found.items() if reason})

    def _store(self) -> str | None:
        try:
            try_to_write(self._house.db)
        except Exception as error:  # whatever a database driver raises: the answer is no
            return f"数据库不能写入（{type(error).__name__}）"
        return None

    def _disk(self) -> str | None:
        folder = self._house.data_dir
        try:
            if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
                return "数据文件夹所在的磁盘快满了"
            probe = folder / f".writable.{os.getpid()}"
            probe.write_bytes(b"\0" * 4096)
            probe.unlink()
        except OSError as error:
            return f"数据文件夹不能写入（{type(error).__name__}）"
        return None
