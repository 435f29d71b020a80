"""One running house for the session; every test finds it empty, on SQLite or on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actions.store.database import Database
from tests.guarding import left_readable
from tests.running import FEEDS, RunningHouse, running_for_tests


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
        nobody_left_readable(service)
        return
    database = Database(request.getfixturevalue("postgres_url"))
    with service.on(database):
        service.reset()
        yield service
        nobody_left_readable(service)
    database.close()


def nobody_left_readable(service: RunningHouse) -> None:
    """The guard over the whole run: wherever a scenario went, it left nobody behind."""
    assert left_readable(service.db, service.settings.data_dir, *FEEDS) == []
