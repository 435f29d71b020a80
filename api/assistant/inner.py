"""The inner listener: a second server on loopback, in a thread with a loop and workers of its own.

Its workers are not those of the public doors: a crowd waiting outside for the assistant can never use up
the hands the assistant itself needs.
"""

from __future__ import annotations

import socket
import threading

import uvicorn
from starlette.types import ASGIApp

from actions.errors import SetupError

LOOK_SECONDS = 0.5


class InnerListener:
    """Serves `app` on 127.0.0.1, on a port of its own choosing unless one is given."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        self._server = _Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="inner", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        """Raises SetupError if it does not come up."""
        self._thread.start()
        while not self._server.up.wait(LOOK_SECONDS):
            if not self._thread.is_alive():
                raise SetupError("内部监听没有启动成功，请查看日志后重试。")

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()
