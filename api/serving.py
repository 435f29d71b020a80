"""`hotline serve`: everything in one command, and everything stopped with it."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import uvicorn
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import SetupError
from actions.service.clock import Clock, system_clock, today
from actions.service.feed import import_feed, write_court_directory
from actions.service.feed.demo import demo_lines
from actions.store.database import Database
from actions.store.migrating import migrate
from api.app import create_app
from api.assistant_process import AssistantProcess, install, train
from api.channels.access_log import WithoutQuery
from api.channels.doors import doors
from api.settings import Settings
from api.wiring import AssistantAddress, House, build

console = Console(stderr=True, highlight=False)


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


@contextmanager
def running_house(settings: Settings, clock: Clock = system_clock) -> Iterator[House]:
    """The house with its assistant running, without public doors. Raises SetupError."""
    log_file = settings.data_dir / "hotline.log"
    logging.getLogger("uvicorn.access").addFilter(WithoutQuery())
    with console.status("准备数据库…"):
        prepare_store(settings)
    with console.status("准备对话环境（第一次要下载安装，几分钟）…"):
        install(log_file)
    with console.status("准备模型（训练数据有变化时要训练一两分钟）…"):
        model = train(settings.data_dir, log_file)
    address = AssistantAddress()
    house, secret = build(settings, address, clock=clock)
    process = AssistantProcess(model, settings.data_dir, house.inner.url, secret, log_file)
    address.url = lambda: process.url
    house.start()
    process.start()
    try:
        with console.status("载入数据…"):
            load_records(house)
        with console.status("启动对话引擎…"):
            process.until_ready()
        yield house
    finally:
        house.stopping.set()
        house.gateway.close()  # turns under way still need the assistant
        process.stop()
        house.stop()


def prepare_folder(data_dir: Path) -> None:
    """Raises SetupError for a folder that cannot be written."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        probe = data_dir / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise SetupError(
            f"数据文件夹 {data_dir} 不能写入，请换一个或者改权限（HOTLINE_DATA_DIR）。"
        ) from error


def load_records(house: House) -> None:
    """The demo's invented records, and the directory of courts that the reading uses."""
    if house.settings.demo:
        import_feed(house.db, demo_lines(today(house.clock)), clock=house.clock)
    write_court_directory(house.db, house.settings.data_dir / "courts.json")


def prepare_store(settings: Settings) -> None:
    """Bring the store to the present tables. Raises SetupError."""
    db = Database(settings.database)
    try:
        migrate(db)
    except SQLAlchemyError as error:
        raise SetupError("数据库连不上或者不能写入，请检查 HOTLINE_DATABASE_URL 和数据文件夹。") from error
    finally:
        db.close()


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
        from api.demo import introduce

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
