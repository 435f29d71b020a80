"""`hotline serve`: everything in one command, and everything stopped with it.

The house is large. It is read in only when the door is open and the settings hold: who is refused is told
why at once, and who comes early is answered.
"""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from actions.errors import SetupError
from api.assistant.model import less_good
from api.assistant.progress import Progress
from api.channels.doors import doors
from api.commands.showing import console, shown
from api.entry import folder
from api.entry.protocol import public_server
from api.settings import Settings
from bot import memory

if TYPE_CHECKING:
    from api.wiring import House

BACKLOG = 2048


def serve(settings: Settings, host: str, port: int) -> None:
    """Run until SIGTERM or Ctrl-C. Raises SetupError."""
    memory.few_arenas()
    signal.signal(signal.SIGTERM, _exit)
    with listening(host, port) as door, ExitStack() as opened:
        port = door.getsockname()[1]
        folder.prepare_folder(settings.data_dir)
        settings = settings.ready_to_serve(port)
        states = doors(settings)
        opened.enter_context(folder.starting(settings.data_dir))
        progress = Progress()
        with being_prepared(door, progress), shown(progress):
            console.print(f"网页已经打开，正在准备：{settings.public}")
            from api.app import create_app
            from api.channels.terminal import PATH
            from api.serving import running_house

            house = opened.enter_context(running_house(settings, progress=progress))
        lacking = less_good()
        announce(
            settings, [*(note for state in states for note in state.notes), *([lacking] if lacking else [])]
        )
        folder.open_to_terminals(settings.data_dir, f"{house.inner.url}{PATH}", house.terminal_secret)
        config = public_server(create_app(house), settings)
        house.gateway.recover()
        _Server(config, house).run([door])


def listening(host: str, port: int) -> socket.socket:
    """The open door. Raises SetupError for a port in use or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(BACKLOG)
    except OSError as error:
        door.close()
        raise SetupError(f"端口 {port} 已被占用或不可用，请用 --port 换一个。") from error
    return door


@contextmanager
def being_prepared(door: socket.socket, progress: Progress) -> Iterator[None]:
    """Who comes to the door meanwhile is told how far it is; whoever comes at its end waits for the house."""
    from api.pages.preparing import preparing

    config = uvicorn.Config(
        preparing(progress),
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([door.dup()],), name="preparing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def announce(settings: Settings, notes: list[str]) -> None:
    console.print(f"[bold]12368 律师助手已就绪[/bold]　{settings.public}")
    console.print(f"  聊天页　　　{settings.public}/")
    console.print(f"  律师平台　　{settings.public}/lawyer")
    console.print(f"  法院工作台　{settings.public}/staff")
    for note in notes:
        console.print(f"  · {note}")
    if settings.demo:
        from api.commands.demo import introduce

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
