"""The store on both databases, empty for each test; and what of the tests needs the assistant."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from actions.store import Base, keys
from actions.store.database import Database
from actions.store.keys import Keyring
from api.assistant.installing import install
from tests.hashing import make_cheap

DEFAULT_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")
make_cheap()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite in two processes, each with a house of its own; a folder or file of it in this one."""
    return 2 if config.args == config.getini("testpaths") else 0


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the assistant's environment is marked `assistant`: without it a run takes no model."""
    for item in items:
        if "assistant_environment" in getattr(item, "fixturenames", ()):
            item.add_marker("assistant")


@pytest.fixture(scope="session", autouse=True)
def own_keys(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    """The keys of this test run."""
    ring = Keyring(tmp_path_factory.mktemp("keys") / "keys.json")
    keys.use(ring)
    return ring


@pytest.fixture(scope="session")
def assistant_environment(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The assistant's own environment, bot/.venv, is installed."""
    install(tmp_path_factory.mktemp("install") / "install.log")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this test run's own, dropped at its end.

    Needs a server: HOTLINE_TEST_POSTGRES names its administrator's URL. Where the server is expected (that
    variable or CI is set) its absence fails the test.
    """
    admin_url = os.environ.get("HOTLINE_TEST_POSTGRES", DEFAULT_POSTGRES)
    admin = create_engine(admin_url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"hotline_test_{uuid.uuid4().hex[:12]}"
    try:
        _administer(admin, f'CREATE DATABASE "{name}"')
    except OperationalError:
        missing = "no PostgreSQL server answers at HOTLINE_TEST_POSTGRES or 127.0.0.1:5432"
        if os.environ.get("CI") or "HOTLINE_TEST_POSTGRES" in os.environ:
            pytest.fail(missing)
        pytest.skip(missing)
    url = make_url(admin_url).set(database=name).render_as_string(hide_password=False)
    try:
        # No test of these cuts the power: nobody waits for the disk.
        _administer(admin, f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        engine = create_engine(url)
        Base.metadata.create_all(engine)
        engine.dispose()
        yield url
    finally:
        _administer(admin, f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.dispose()


@pytest.fixture(scope="session")
def postgres_store(postgres_url: str) -> Iterator[Database]:
    db = Database(postgres_url)
    yield db
    db.close()


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, bytes]]:
    """A store in a file, and what the file is like with all tables and nothing in them."""
    path = tmp_path_factory.mktemp("store") / "hotline.db"
    db = Database(f"sqlite:///{path}")
    Base.metadata.create_all(db.engine)
    db.close()
    yield db, path.read_bytes()
    db.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty store, once on SQLite and once on PostgreSQL.

    One engine for all tests: what it has compiled and what the server knows of the tables is kept.
    """
    if request.param == "sqlite":
        return _as_database(request, "sqlite_database")
    db = _as_database(request, "postgres_store")
    _empty(db)
    return db


@pytest.fixture
def sqlite_database(sqlite_store: tuple[Database, bytes]) -> Database:
    """An empty store on SQLite: a new file, whoever may still have the last one open."""
    db, empty = sqlite_store
    db.close()
    path = Path(str(db.engine.url.database))
    for left in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        left.unlink(missing_ok=True)
    path.write_bytes(empty)
    return db


def _as_database(request: pytest.FixtureRequest, fixture: str) -> Database:
    made = request.getfixturevalue(fixture)
    assert isinstance(made, Database)
    return made


def _administer(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))


def _empty(db: Database) -> None:
    """Row by row, and only where there are rows: to truncate makes new files, and there are many tables."""
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    filled = " UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables)
    counted = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
    with db.write() as session:
        rows = set(session.scalars(text(filled)))
        for table in tables:
            if table in rows:
                session.execute(text(f'DELETE FROM "{table}"'))
        session.execute(text(counted))
