"""`hotline serve`: everything in one command, and everything stopped with it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from actions.errors import SetupError
from api.app import create_app
from api.channels.doors import doors
from api.commands.demo import introduce
from api.serving import console, prepare_folder, running_house
from api.settings import Settings
from api.wiring import House


def serve(settings: Settings, host: str, port: int) -> None:
    """Run until SIGTERM or Ctrl-C. Raises SetupError."""
    signal.signal(signal.SIGTERM, _exit)
    check_port(host, port)
    prepare_folder(settings.data_dir)
    settings = settings.ready_to_serve(port)
    states = doors(settings)
    with running_house(settings) as house:
        announce(settings, [note for state in states for note in state.notes])
        config = uvicorn.Config(
            create_app(house), host=host, port=port, log_level="warning", access_log=False
        )
        house.gateway.recover()
        _Server(config, house).run()


def check_port(host: str, port: int) -> None:
    """Raises SetupError for a port in use or not allowed."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SetupError(f"端口 {port} 已被占用或不可用，请用 --port 换一个。") from error


def announce(settings: Settings, notes: list[str]) -> None:
    console.print(f"[bold]12368 律师助手已就绪[/bold]　{settings.public}")
    console.print(f"  聊天页　　　{settings.public}/")
    console.print(f"  律师平台　　{settings.public}/lawyer")
    console.print(f"  法院工作台　{settings.public}/staff")
    for note in notes:
        console.print(f"  · {note}")
    if settings.demo:
        introduce(settings, console)


class _Server(uvicorn.Server):
    """Stops at SIGTERM and Ctrl-C, and leaves the rest of the house time to stop after it."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self._house = house

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._house.stopping.set()  # open event streams end, so that the server can
        super().handle_exit(sig, frame)


def _exit(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
