"""One door to the database: short transactions, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from actions.store.keys import Keyring, give, of
from actions.store.turns import Turns
from actions.store.types import Base

LOCK_SECONDS = 15
"""How long a transaction waits for another's lock, on both databases."""


READ_ONLY = re.compile("readonly database|read-only transaction")
BEFORE_COMMIT: list[Callable[[Session], None]] = []
"""What is done as the last thing of every writing transaction."""


class Database:
    """An engine and its two kinds of transaction.

    SQLite runs in WAL with `synchronous=FULL`: a receipt that was read out survives a power loss. A writing
    transaction takes the write lock at its beginning, so that it never fails half-way for want of it.
    """

    def __init__(self, url: str, ring: Keyring | None = None) -> None:
        """`ring` has the keys of its sealed columns and of its audit."""
        self.engine = _engine(url)
        self._turns = Turns() if url.startswith("sqlite") else None
        event.listen(self.engine, "handle_error", _leave_what_cannot_be_written)
        if ring is not None:
            give(self.engine.dialect, ring)

    @property
    def keys(self) -> Keyring:
        return of(self.engine.dialect)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block and rolls back on any error."""
        turn: AbstractContextManager[None] = self._turns.mine(LOCK_SECONDS) if self._turns else nullcontext()
        with turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
            for last in BEFORE_COMMIT:
                last(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction for looking only; it never waits for writers on SQLite."""
        engine = self.engine.execution_options(hotline_read=True)
        with Session(engine, expire_on_commit=False) as session:
            yield session
            session.expunge_all()  # rows read stay readable after the block
            session.rollback()

    def close(self) -> None:
        self.engine.dispose()


def insert_new(session: Session, model: type[Base], **values: Any) -> bool:
    """Insert a row unless its key exists already; True if it was inserted."""
    dialect = session.get_bind().dialect.name
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    keys = list(model.__table__.primary_key.columns)  # type: ignore[attr-defined]
    statement = insert(model).values(**values).on_conflict_do_nothing().returning(*keys)
    return session.execute(statement).first() is not None


def count_up(session: Session, model: type[Base], **key: Any) -> int:
    """Add one to the row's `count`, which begins at one; the count after it."""
    dialect = session.get_bind().dialect.name
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    table = model.__table__
    statement = insert(model).values(**key, count=1)
    counted = statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),  # type: ignore[attr-defined]
        set_={"count": table.c.count + 1},
    ).returning(table.c.count)
    return int(session.execute(counted).scalar_one())


def _leave_what_cannot_be_written(context: ExceptionContext) -> None:
    """A connection that was opened while the store could not be written stays so for good (SQLite falls back
    to reading; PostgreSQL behind a standby): it goes, and so do those opened with it."""
    if READ_ONLY.search(str(context.original_exception)):
        context.is_disconnect = True


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=20,
            max_overflow=20,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": 5, "options": f"-c lock_timeout={LOCK_SECONDS}s"},
        )
    engine = create_engine(
        url,
        hide_parameters=True,  # an error's text must not carry what callers say
        connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False},
        pool_size=20,
        max_overflow=20,
    )

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: see _begin
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("hotline_read", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
