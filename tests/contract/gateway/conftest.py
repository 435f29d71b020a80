"""The whole service on a port, on both databases, with an assistant that does as the test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from actions.store.conversations import Outgoing, Turn
from actions.store.database import Database
from api.gateway.talk import AssistantDown
from api.settings import Settings
from api.wiring import AssistantAddress, House, build
from tests.running import open_doors, until

PUBLIC = "https://hotline.example.cn"


@dataclass
class ScriptedAssistant:
    """Repeats what was said; `away` it serves nothing, and while `busy` is not set it keeps everybody
    waiting."""

    away: bool = False
    busy: threading.Event = field(default_factory=threading.Event)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.busy.set()

    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        self.busy.wait(30)
        if self.away:
            raise AssistantDown("scripted")
        words = turn.get("text") or turn["event"]
        self.heard.append(words)
        return [{"key": "plain", "facts": {"text": f"听到：{words}"}}]

    def trouble(self) -> str | None:
        return "不在" if self.away else None


@dataclass
class Standing:
    """A house with open doors."""

    house: House
    assistant: ScriptedAssistant
    http: httpx.Client

    @property
    def db(self) -> Database:
        return self.house.db

    def turns(self) -> list[Turn]:
        with self.db.read() as session:
            return list(session.scalars(select(Turn).order_by(Turn.received_at)))

    def outgoing(self, address: str) -> list[str]:
        with self.db.read() as session:
            rows = select(Outgoing.text).where(Outgoing.address == address).order_by(Outgoing.id)
            return list(session.scalars(rows))

    def until_sent(self, address: str, count: int) -> list[str]:
        until(lambda: len(self.outgoing(address)) >= count)
        return self.outgoing(address)


def settings_for(folder: Path, database: Database, **more: Any) -> Settings:
    url = database.engine.url.render_as_string(hide_password=False)
    given: dict[str, Any] = {
        "data_dir": folder,
        "database_url": url,
        "public_url": PUBLIC,
        "secret_key": "门口测试用的密钥，三十二个字节以上",
        "twilio_account_sid": "AC" + "1" * 32,
        "twilio_auth_token": "token-of-the-tests",
        "wechat_app_id": "wx0123456789abcdef",
        "wechat_token": "officialtoken",
        "sms_outbox": "file",
    }
    return Settings.model_validate(given | more)


@pytest.fixture
def standing(database: Database, tmp_path: Path) -> Iterator[Standing]:
    assistant = ScriptedAssistant()
    folder = tmp_path / "data"
    folder.mkdir()
    house, _ = build(settings_for(folder, database), AssistantAddress(), assistant=assistant)
    house.start()
    try:
        with open_doors(house) as url, httpx.Client(base_url=url, timeout=60, trust_env=False) as http:
            yield Standing(house, assistant, http)
    finally:
        assistant.busy.set()
        house.stop()
