"""Rasa's process: started, watched, started again, stopped."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from actions.errors import SetupError
from api.assistant.child import Child
from api.assistant.modules import environment

log = logging.getLogger(__name__)

RESTARTS = 5
"""So many ends in a row without coming to be ready, and there is no use in another start."""


class AssistantProcess:
    """Rasa as a child on loopback; started again when it dies, unless we stop it."""

    def __init__(
        self,
        model: Path,
        data_dir: Path,
        inner_url: str,
        secret: str,
        log_file: Path,
        step: Callable[[str], None] = lambda words: None,
    ) -> None:
        """`step` is told what the child does while it loads."""
        self._model, self._log_file, self._step = model, log_file, step
        self._environment = environment(
            {
                "HOTLINE_INNER_URL": inner_url,
                "HOTLINE_INNER_SECRET": secret,
                "HOTLINE_DATA_DIR": str(data_dir.resolve()),
            }
        )
        self._stop = threading.Event()
        self._up = threading.Event()
        self._settled = threading.Event()
        """It is up, or will never be."""
        self._refused: str | None = None
        self._child: Child | None = None
        self._url: str | None = None
        self._watcher = threading.Thread(target=self._watch, name="assistant", daemon=True)

    @property
    def url(self) -> str | None:
        """Where the assistant listens, while it is ready."""
        return self._url if self._up.is_set() and not self._stop.is_set() else None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Begin to load; other work can be done meanwhile."""
        self._watcher.start()

    def until_ready(self) -> None:
        """Wait for as long as it lives and works. Raises SetupError, with the reason, if it does not."""
        self._settled.wait()
        if self._refused:
            self.stop()
            raise SetupError(self._refused)

    def stop(self) -> None:
        self._stop.set()
        if child := self._child:
            child.end()
        self._up.clear()

    def _watch(self) -> None:
        ever_up, tries = False, 0
        while not self._stop.is_set():
            child = self._run()
            ever_up, tries = ever_up or self._up.is_set(), 0 if self._up.is_set() else tries + 1
            self._up.clear()
            self._settled.clear()
            if not ever_up or tries > RESTARTS:
                self._refused = self._refusal(child)
                break
            if not self._stop.is_set():
                log.warning("the assistant has ended (%s); starting it again", child.why)
        self._settled.set()

    def _run(self) -> Child:
        """One life of the child, from its start to its end."""
        port = free_port()
        self._url = f"http://127.0.0.1:{port}"
        command = ["bot.serve", str(self._model), str(port)]
        child = self._child = Child(command, self._environment, self._log_file)
        if self._stop.is_set():  # asked to stop while it was being started
            child.end()
        child.follow(self._step, self._ready)
        return child

    def _refusal(self, child: Child) -> str:
        see = f"详情见 {self._log_file}。"
        if child.broken:
            return f"模型不能用（{child.why}）：请删除 {self._model} 再启动，会重新训练。{see}"
        return f"对话引擎没有启动成功：{child.why}。{see}"

    def _ready(self) -> None:
        self._up.set()
        self._settled.set()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
