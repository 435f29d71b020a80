"""Rasa's process: started, watched, started again, stopped."""

from __future__ import annotations

import ctypes
import logging
import signal
import socket
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import httpx

from actions.errors import SetupError
from api.assistant.installing import PYTHON
from api.assistant.modules import environment
from api.settings import PROJECT

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
READY_SECONDS = 120.0
RESTARTS = 5
"""So many starts in a row that never came to be ready, and there is no use in another."""


class AssistantProcess:
    """Rasa as a child on loopback; started again when it dies, unless we stop it."""

    def __init__(self, model: Path, data_dir: Path, inner_url: str, secret: str, log_file: Path) -> None:
        self._model, self._log_file = model, log_file
        self._environment = environment(
            {
                "HOTLINE_INNER_URL": inner_url,
                "HOTLINE_INNER_SECRET": secret,
                "HOTLINE_DATA_DIR": str(data_dir.resolve()),
            }
        )
        self._secret = secret
        self._stop = threading.Event()
        self._up = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._url: str | None = None
        self._watcher = threading.Thread(target=self._watch, name="assistant", daemon=True)

    @property
    def url(self) -> str | None:
        """Where the assistant listens, while it is ready."""
        return self._url if self._up.is_set() and not self._stop.is_set() else None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin to load; other work can be done meanwhile."""
        self._spawn()
        self._watcher.start()

    def until_ready(self) -> None:
        """Raises SetupError if it does not come up."""
        if not self._up.wait(READY_SECONDS) or self._stop.is_set():
            self.stop()
            raise SetupError(
                f"对话引擎没有启动成功，模型可能已损坏：请删除 {self._model} 再启动，会重新训练。"
                f"详情见 {self._log_file}。"
            )

    def wait_ready(self, seconds: float) -> bool:
        return self._up.wait(seconds)

    def stop(self) -> None:
        self._stop.set()
        process = self._process
        if process and process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._up.clear()

    def _spawn(self) -> None:
        port = free_port()
        command = [str(PYTHON), "-m", "bot.serve", str(self._model), str(port)]
        with self._log_file.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=self._environment,
                stdout=output,
                stderr=output,
                preexec_fn=_die_with_parent,
            )
        self._url = f"http://127.0.0.1:{port}"

    def _watch(self) -> None:
        ever_up = False
        tries = 0
        while not self._stop.wait(LOOK_SECONDS):
            assert self._process is not None
            if self._process.poll() is None:
                if not self._up.is_set() and self._answers():
                    self._up.set()
                    ever_up, tries = True, 0
                continue
            self._up.clear()
            tries += 1
            if not ever_up or tries > RESTARTS:
                self._stop.set()
                self._up.set()  # wakes start(), which then refuses
                return
            log.warning("the assistant stopped (exit code %s); starting it again", self._process.returncode)
            self._spawn()

    def _answers(self) -> bool:
        """Whether it is ready. One that listens without a usable model never will be: it is ended."""
        assert self._process is not None
        try:
            answer = httpx.get(
                f"{self._url}/webhooks/gateway/ready",
                headers={"x-inner-secret": self._secret},
                timeout=30.0,
                trust_env=False,
            )
        except httpx.HTTPError:
            return False
        if answer.status_code == 503:
            self._process.kill()
            self._process.wait()
        return answer.status_code == 204


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    """A killed service must not leave its assistant behind (Linux; elsewhere nothing happens)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
