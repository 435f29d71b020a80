"""The house made ready and running: store, model, assistant, records."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from actions.errors import SetupError
from actions.service.clock import Clock, system_clock, today
from actions.service.feed import import_feed, write_court_directory
from actions.service.feed.demo import demo_lines
from actions.store.migrating import migrate
from api.assistant.installing import install
from api.assistant.model import train
from api.assistant.process import AssistantProcess
from api.assistant.progress import LOAD, RECORDS, STORE, Progress
from api.channels.access_log import WithoutQuery
from api.entry.store import open_store
from api.settings import Settings
from api.wiring import AssistantAddress, House, build


@contextmanager
def running_house(
    settings: Settings, clock: Clock = system_clock, progress: Progress | None = None
) -> Iterator[House]:
    """The house with its assistant running, without public doors. Raises SetupError."""
    progress = progress or Progress()
    log_file = settings.data_dir / "hotline.log"
    logging.getLogger("uvicorn.access").addFilter(WithoutQuery())
    with progress.part(STORE):
        prepare_store(settings)
    progress.ready.add("store")
    install(log_file, progress)
    model = train(settings.data_dir, log_file, progress)
    progress.ready.add("model")
    address = AssistantAddress()
    house, secret = build(settings, address, clock=clock)
    step = partial(progress.step, LOAD)
    process = AssistantProcess(model, settings.data_dir, house.inner.url, secret, log_file, step)
    address.url = lambda: process.url
    shelf = threading.Thread(target=house.prepare_knowledge, name="knowledge", daemon=True)
    house.start()
    process.start()
    try:
        with progress.part(RECORDS):
            load_records(house)
        with progress.part(LOAD):
            process.until_ready()
        shelf.start()
        yield house
    finally:
        house.stopping.set()
        house.gateway.close()  # turns under way still need the assistant
        process.stop()
        house.stop()


def load_records(house: House) -> None:
    """The demo's invented records, and the directory of courts that the reading uses."""
    if house.settings.demo:
        import_feed(house.db, demo_lines(today(house.clock)), clock=house.clock)
    write_court_directory(house.db, house.settings.data_dir / "courts.json")


def prepare_store(settings: Settings) -> None:
    """Bring the store to the present tables. Raises SetupError."""
    db = open_store(settings)
    try:
        migrate(db)
    except SQLAlchemyError as error:
        raise SetupError("数据库连不上或者不能写入，请检查 HOTLINE_DATABASE_URL 和数据文件夹。") from error
    finally:
        db.close()
