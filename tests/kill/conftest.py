"""One assistant for all kill tests, and a service on each database."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from actions.store import Base
from actions.store.database import Database
from api.assistant.model import train
from api.assistant.process import AssistantProcess, free_port
from api.settings import PROJECT
from tests.kill.stage import Running, Service


@pytest.fixture(scope="session")
def assistant(assistant_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real assistant of the present training data; its service comes and goes."""
    folder = tmp_path_factory.mktemp("assistant")
    log = folder / "hotline.log"
    models = Path(os.environ.get("HOTLINE_TEST_MODELS", PROJECT / "var" / "test"))
    with _alone(models):
        # A copy: whoever trains next clears the shared folder, and a restart reads the model again.
        model = shutil.copy(train(models, log), folder)
    inner_port, secret = free_port(), secrets.token_urlsafe(16)
    process = AssistantProcess(Path(model), folder, f"http://127.0.0.1:{inner_port}", secret, log)
    process.start()
    process.until_ready()
    yield Running(process, inner_port, secret, folder)
    process.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the tables, of this test run's own, once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'hotline.db'}"
    db = Database(url)
    Base.metadata.create_all(db.engine)
    db.close()
    return url


@pytest.fixture(scope="module")
def service(
    assistant: Running, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    running = Service(assistant, tmp_path_factory.mktemp("service"), database_url)
    running.start()
    yield running
    running.stop()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two test runs at once train one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
