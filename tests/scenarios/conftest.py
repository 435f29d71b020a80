"""One running house for the session; every test finds it empty, on SQLite or on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actions.store.database import Database
from tests.running import RunningHouse, running_for_tests


@pytest.fixture(scope="session")
def service(assistant_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    with running_for_tests(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def house(service: RunningHouse, request: pytest.FixtureRequest) -> Iterator[RunningHouse]:
    """Parametrise indirectly with `postgresql` to keep everything there for this test."""
    if getattr(request, "param", "sqlite") == "sqlite":
        service.reset()
        yield service
        return
    database = Database(request.getfixturevalue("postgres_url"))
    with service.on(database):
        service.reset()
        yield service
    database.close()
