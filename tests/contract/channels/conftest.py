"""A house with a scripted gateway behind the real doors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from actions.service.identity.register import FeedRegister
from actions.service.work import Means
from actions.store import Base
from actions.store.database import Database
from api import problems
from api.channels.routes import channel_routes
from api.settings import Settings
from tests.working import SECRETS

from .fake_house import AES_KEY, PUBLIC, FakeClock, FakeGateway, FakeHouse


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Every door is set up for receiving and sending."""
    return Settings.model_validate(
        {
            "data_dir": tmp_path,
            "public_url": PUBLIC,
            "secret_key": "门口测试用的密钥，三十二个字节以上",
            "twilio_account_sid": "AC" + "1" * 32,
            "twilio_auth_token": "token-of-the-tests",
            "twilio_from": "+861012368000",
            "wechat_app_id": "wx0123456789abcdef",
            "wechat_token": "officialtoken",
            "wechat_aes_key": AES_KEY,
            "wechat_app_secret": "secret-of-the-tests",
        }
    )


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def house(settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[FakeHouse]:
    db = Database(f"sqlite:///{tmp_path / 'doors.db'}")
    Base.metadata.create_all(db.engine)
    yield FakeHouse(settings, clock, FakeGateway(), Means(db, clock, FeedRegister(), SECRETS))
    db.close()


@pytest.fixture
def doors_client(house: FakeHouse) -> Iterator[TestClient]:
    yield from _client(house)


@pytest.fixture
def another_client(settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[TestClient]:
    """The doors of another process on the same store."""
    db = Database(f"sqlite:///{tmp_path / 'doors.db'}")
    yield from _client(FakeHouse(settings, clock, FakeGateway(), Means(db, clock, FeedRegister(), SECRETS)))
    db.close()


def _client(house: FakeHouse) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.house = house
    app.router.routes += channel_routes()
    problems.install(app)
    with TestClient(app, base_url="http://10.0.0.7:8000") as client:
        yield client
