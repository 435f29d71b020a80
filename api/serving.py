"""The house made ready and running: store, model, assistant, records."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from actions.errors import SetupError
from actions.service.clock import Clock, system_clock, today
from actions.service.feed import import_feed, write_court_directory
from actions.service.feed.demo import demo_lines
from actions.store.database import Database
from actions.store.migrating import migrate
from api.assistant.installing import install
from api.assistant.model import train
from api.assistant.process import AssistantProcess
from api.channels.access_log import WithoutQuery
from api.settings import Settings
from api.wiring import AssistantAddress, House, build

console = Console(stderr=True, highlight=False)


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
