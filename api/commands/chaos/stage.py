"""A house on loopback, with a store of its own on either database, that can be killed and started again."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import create_engine, make_url, text

from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.migrating import migrate
from api.assistant.child import die_with_parent
from api.assistant.process import free_port
from api.commands.chaos.deliveries import Doors
from api.settings import PROJECT, Settings

if TYPE_CHECKING:
    from api.commands.chaos.world import World

PATIENCE_SECONDS = 60.0
SECRET = "an invented key, for this table only"
CONNECTIONS = httpx.Limits(max_connections=64, max_keepalive_connections=64)


class Stage:
    """`orders` is the folder in which the house reads how it is to fail."""

    def __init__(self, folder: Path, database_url: str, beside: Stage | None = None) -> None:
        """`beside`: a second process on the store, with the keys and under the orders, of that stage."""
        self.folder = folder
        self.orders: Path = beside.orders if beside else folder / "orders"
        self.orders.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        port = free_port()
        self.settings: Settings = Settings.model_validate(
            {
                "data_dir": folder / "data",
                "database_url": database_url,
                "public_url": f"http://127.0.0.1:{port}",
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
        self._log = (folder / "house.log").open("ab")
        self._starter = subprocess.Popen(
            [sys.executable, "-m", "api.commands.chaos.house"],
            cwd=PROJECT,
            env=self._environment(port),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            preexec_fn=die_with_parent,
        )
        self.pid = 0
        self.world: World | None = None

    def start(self) -> None:
        assert self._starter.stdin is not None
        print(file=self._starter.stdin, flush=True)
        self.pid = self._told()
        self.until(self._up, "the house")

    def died(self) -> bool:
        """Wait for the end; whether it was SIGKILL."""
        code, self.pid = self._told(), 0
        return code == -signal.SIGKILL

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
        kept = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (1, kept[1]))
        try:
            yield
        finally:
            resource.prlimit(self.pid, resource.RLIMIT_FSIZE, kept)

    def until(self, true: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            time.sleep(0.02)

    def stop(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
        self._starter.communicate(timeout=PATIENCE_SECONDS)
        self._log.close()
        self.http.close()
        self.db.close()

    def _told(self) -> int:
        assert self._starter.stdout is not None
        return int(self._starter.stdout.readline())

    def _up(self) -> bool:
        with suppress(httpx.HTTPError):
            return self.http.get("/healthz", timeout=5).status_code == 200
        return False

    def _environment(self, port: int) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
        given = self.settings.model_dump(exclude_none=True, exclude={"demo"})
        named = {f"HOTLINE_{name.upper()}": str(value) for name, value in given.items() if value != ""}
        return own | named | {"CHAOS_ORDERS": str(self.orders), "CHAOS_PORT": str(port)}


@contextmanager
def staged(folder: Path, kind: str, postgres: str | None) -> Iterator[Stage]:
    """On SQLite, or on a PostgreSQL database of its own that is dropped at the end."""
    if kind == "sqlite":
        stage = Stage(folder, f"sqlite:///{folder / 'hotline.db'}")
        try:
            stage.start()
            yield stage
        finally:
            stage.stop()
        return
    assert postgres is not None
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
    name = f"hotline_chaos_{uuid.uuid4().hex[:10]}"
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(postgres).set(database=name).render_as_string(hide_password=False)
    try:
        stage = Stage(folder, url)
        try:
            stage.start()
            yield stage
        finally:
            stage.stop()
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()
