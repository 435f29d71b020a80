"""A house on loopback, with a store of its own on either database, that can be killed and started again."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import create_engine, make_url, text

from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.migrating import migrate
from api.assistant.process import free_port
from api.commands.chaos.deliveries import Doors
from api.commands.chaos.house import serve
from api.settings import Settings

if TYPE_CHECKING:
    from api.commands.chaos.world import World

Serve = Callable[[Settings, Path, int, Path], None]
PATIENCE_SECONDS, START_SECONDS = 60.0, 300.0
SECRET = "an invented key, for this table only"
CONNECTIONS = httpx.Limits(max_connections=64, max_keepalive_connections=64)
LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload(["api.commands.chaos.loaded"])
EXIT_CODES = threading.Lock()
"""An exit code can be read once. A start reads those of all that have ended: a second reader at that moment
finds nothing, and the death would count as none."""


class Stage:
    """`orders` is the folder in which the house reads how it is to fail."""

    def __init__(
        self, folder: Path, database_url: str, beside: Stage | None = None, serve: Serve = serve
    ) -> None:
        """`beside`: a second process on the store of that stage, with its keys."""
        self.folder, self.url = folder, database_url
        self.orders = folder / "orders"
        self.orders.mkdir(parents=True)
        self._port = free_port()
        self.settings: Settings = Settings.model_validate(
            {
                "data_dir": folder / "data",
                "database_url": database_url,
                "public_url": f"http://127.0.0.1:{self._port}",
                "secret_key": SECRET,
                "twilio_account_sid": "AC" + "7" * 32,
                "twilio_auth_token": "token-of-the-table",
                "wechat_app_id": "wx00000000000000cc",
                "wechat_token": "tokenofthetable",
                "sms_outbox": "file",
                **({"keys_file": beside.settings.keys} if beside else {}),
            }
        )
        self.db = Database(database_url, Keyring(self.settings.keys))
        if beside is None:
            migrate(self.db)
        self.http = httpx.Client(
            base_url=self.settings.public, timeout=PATIENCE_SECONDS, trust_env=False, limits=CONNECTIONS
        )
        self.doors = Doors(self.http, self.settings)
        self._process: BaseProcess | None = None
        self.world: World | None = None
        self._serve = serve

    def __enter__(self) -> Stage:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.kill()
            wait([self._process.sentinel], PATIENCE_SECONDS)
        self.http.close()
        self.db.close()

    @property
    def on_postgresql(self) -> bool:
        return self.url.startswith("postgresql")

    def start(self) -> None:
        given = (self.settings, self.orders, self._port, self.folder / "house.log")
        process = LOADED.Process(target=self._serve, args=given, daemon=True)
        with EXIT_CODES:
            process.start()
        self._process = process  # only what has been started can be ended
        self.until(self._up, "the house", START_SECONDS)

    def died(self) -> bool:
        """Wait for the end; whether it was SIGKILL."""
        process, self._process = self._process, None
        assert process
        wait([process.sentinel], PATIENCE_SECONDS)
        with EXIT_CODES:
            killed = process.exitcode == -signal.SIGKILL
        process.kill()  # who lives on would keep the port
        return killed

    def order(self, name: str, value: str | None) -> None:
        made = self.orders / f".{name}"
        if value is None:
            (self.orders / name).unlink(missing_ok=True)
            return
        made.write_text(value)
        made.replace(self.orders / name)

    @contextmanager
    def no_room(self) -> Iterator[None]:
        """No file of the house can grow: what a full disk, or one mounted for reading, does to it."""
        assert self._process and self._process.pid
        pid = self._process.pid
        kept = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, kept[1]))
        try:
            yield
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, kept)

    def until(self, true: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            time.sleep(0.02)

    def _up(self) -> bool:
        with suppress(httpx.HTTPError):
            return self.http.get("/healthz", timeout=5).status_code == 200
        return False


@contextmanager
def staged(folder: Path, server: str | None, serve: Serve = serve) -> Iterator[Stage]:
    """On SQLite, or on that PostgreSQL server in a database of its own that is dropped at the end."""
    if server is None:
        with Stage(folder, f"sqlite:///{folder / 'hotline.db'}", serve=serve) as stage:
            yield stage
        return
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"hotline_chaos_{uuid.uuid4().hex[:10]}"
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    try:
        with Stage(folder, url, serve=serve) as stage:
            yield stage
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


def another(stage: Stage, name: str, serve: Serve = serve) -> AbstractContextManager[Stage]:
    """Of the same kind, with a store of its own."""
    return staged(stage.folder / name, stage.url if stage.on_postgresql else None, serve)
