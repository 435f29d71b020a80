"""The whole service as it runs: real assistant, real inner listener, real doors on a port, one store.

One house serves a whole test session; `reset` puts it back to an empty store with a small invented feed, at
a clock that only tests move.
"""

from __future__ import annotations

import json
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from sqlalchemy import delete, select

from actions.service.clock import BEIJING, today
from actions.service.feed import import_feed
from actions.service.feed.demo import DEMO_FEED, demo_lines
from actions.service.identity.hashing import PASSWORDS
from actions.store import Base
from actions.store.conversations import Outgoing
from actions.store.database import Database
from api.app import create_app
from api.entry.protocol import public_server
from api.serving import running_house
from api.settings import Settings
from api.wiring import House
from tests.starting import until_up

FEED = Path(__file__).parent / "scenarios" / "feed.jsonl"
FEEDS = (FEED, DEMO_FEED)
PUBLIC = "https://hotline.example.cn"
PASSWORD = "不难记的长口令"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)
PATIENCE_SECONDS = 30.0


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        self.now += time


class RunningHouse:
    """What scenarios need of the service: its doors, its store, what it sent, and a clock."""

    def __init__(self, house: House, clock: MovableClock, url: str) -> None:
        self.house, self.clock, self.url = house, clock, url
        self.http = httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False)
        self.settings = house.settings
        self._outbox = house.settings.data_dir / "outbox.jsonl"

    @property
    def db(self) -> Database:
        return self.house.db

    @contextmanager
    def on(self, database: Database) -> Iterator[None]:
        """For a while the house keeps everything in another database: all its parts share one `Database`."""
        self._send_all()  # a message in the dispatcher's hand belongs to the store it came from
        own = self.db.engine
        self.db.engine = database.engine
        try:
            yield
        finally:
            self._send_all()
            self.db.engine = own

    def reset(self, now: datetime | None = None, feed: Path = FEED) -> None:
        """Empty store, an invented feed, nothing sent."""
        self._send_all()
        self.clock.now = now or NOW
        with self.db.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(delete(table))
        self._outbox.unlink(missing_ok=True)
        courts = self.settings.data_dir / "courts.json"
        report = import_feed(
            self.db, _feed(feed, today(self.clock).isoformat()), clock=self.clock, court_directory=courts
        )
        assert not report.refused, report.refused

    def passes(self, time: timedelta) -> None:
        """Time goes by; what was to be sent before it has been."""
        self._send_all()
        self.clock.passes(time)

    def sent(self, address: str) -> list[str]:
        """Texts of the messages that went out to a number or openid, oldest first."""
        self._send_all()
        if not self._outbox.exists():
            return []
        rows = [json.loads(line) for line in self._outbox.read_text(encoding="utf-8").splitlines()]
        return [row["text"] for row in rows if row["to"] == address]

    def code(self, address: str) -> str:
        """The newest one-time code sent to a number."""
        codes = [found[1] for text in self.sent(address) if (found := re.search(r"验证码(\d{6})", text))]
        assert codes, f"no code was sent to {address}"
        return codes[-1]

    def lawyer_headers(self, licence_no: str, name: str, phone: str) -> dict[str, str]:
        """Logged in on the platform the way a lawyer does it; codes go out once a minute."""
        self.passes(timedelta(seconds=61))
        self.http.post("/api/v1/auth/code", json={"licence_no": licence_no, "name": name}).raise_for_status()
        given = {"licence_no": licence_no, "code": self.code(phone)}
        return _bearer(self.http.post("/api/v1/auth/token", json=given))

    def staff_headers(self, username: str) -> dict[str, str]:
        form = {"username": username, "password": PASSWORD}
        return _bearer(self.http.post("/api/v1/auth/staff-token", data=form))

    def _send_all(self) -> None:
        """The dispatcher's thread may hold a message in hand: wait until nothing is unsent."""

        def nothing_left() -> bool:
            self.house.dispatcher.run_once()
            unsent = select(Outgoing.id).where(Outgoing.sent_at.is_(None), Outgoing.given_up_at.is_(None))
            with self.db.read() as session:
                return session.scalars(unsent.limit(1)).first() is None

        until(nothing_left)


@contextmanager
def running_for_tests(data_dir: Path) -> Iterator[RunningHouse]:
    """Start everything once; models are kept between runs in HOTLINE_TEST_MODELS (default var/test)."""
    models = Path(os.environ.get("HOTLINE_TEST_MODELS", "var/test")).resolve() / "models"
    models.mkdir(parents=True, exist_ok=True)
    (data_dir / "models").symlink_to(models)
    clock = MovableClock()
    with running_house(_settings(data_dir), clock) as house, open_doors(house) as url:
        running = RunningHouse(house, clock, url)
        assert running.http.get("/readyz").status_code == 200
        yield running
        running.http.close()


def until(true: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for something that happens by itself. Raises TimeoutError."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError
        pause.wait(0.02)


def _settings(data_dir: Path) -> Settings:
    """Every door can receive; what is sent goes to the file."""
    return Settings.model_validate(
        {
            "data_dir": data_dir,
            "database_url": None,
            "public_url": PUBLIC,
            "secret_key": "情景测试用的密钥，三十二个字节以上",
            "twilio_account_sid": "AC" + "2" * 32,
            "twilio_auth_token": "token-of-the-scenarios",
            "twilio_from": None,
            "wechat_app_id": "wx00000000000000aa",
            "wechat_token": "scenariotoken",
            "wechat_app_secret": None,
            "wechat_plain": "on",
            "sms_outbox": "file",
            "demo": False,
        }
    )


@contextmanager
def open_doors(house: House) -> Iterator[str]:
    """The public application on a free port, in a thread."""
    config = public_server(create_app(house), house.settings)
    with served(config, house.stopping.set) as url:
        yield url


@contextmanager
def served(app: Any, before_end: Callable[[], None] = lambda: None) -> Iterator[str]:
    """An application, or how it is to be served, on a free port, in a thread."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = (
        app if isinstance(app, uvicorn.Config) else uvicorn.Config(app, log_level="warning", access_log=False)
    )
    config.timeout_graceful_shutdown = 3
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="doors", daemon=True)
    thread.start()
    until_up(lambda: server.started, thread.is_alive, "the public door")
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        before_end()
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        listening.close()


@cache
def _feed(feed: Path, day: str) -> list[bytes]:
    """A feed as of a day; staff get one password, hashed once for the session."""
    lines = [json.loads(line) for line in demo_lines(datetime.fromisoformat(day).date(), feed)]
    hashed = PASSWORDS.make(PASSWORD)
    return [json.dumps(_with_password(line, hashed), ensure_ascii=False).encode() for line in lines]


def _with_password(line: dict[str, Any], hashed: str) -> dict[str, Any]:
    kept = {name: value for name, value in line.items() if name != "password"}
    return kept | {"password_hash": hashed} if line["type"] == "staff" else line


def _bearer(answer: httpx.Response) -> dict[str, str]:
    answer.raise_for_status()
    return {"authorization": f"Bearer {answer.json()['access_token']}"}
