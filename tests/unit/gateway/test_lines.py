"""Between processes on one PostgreSQL, a line is served by one at a time; a dead one's lease passes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text, update

from actions.service.conversations import leases
from actions.store import Base
from actions.store.conversations import Lease
from actions.store.database import Database
from api.gateway.lines import LeasedLines, OwnLines, lines_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LINE, OTHER = ("sms", "+8613900000001"), ("sms", "+8613900000002")


@pytest.fixture
def db(postgres_url: str) -> Iterator[Database]:
    made = Database(postgres_url)
    Base.metadata.create_all(made.engine)
    with made.write() as session:
        session.execute(text("DELETE FROM leases"))
    yield made
    made.close()


def test_a_second_process_waits_until_the_first_has_finished(db: Database) -> None:
    first, second = LeasedLines(db), LeasedLines(db)
    order, entered = [], threading.Event()

    def other() -> None:
        with second.held(LINE):
            order.append("second")
        entered.set()

    with first.held(LINE):
        thread = threading.Thread(target=other)
        thread.start()
        with second.held(OTHER):  # another line is not kept waiting
            order.append("other line")
        assert not entered.is_set()
        order.append("first")
    thread.join(10)
    assert order == ["other line", "first", "second"]


def test_the_lease_of_a_dead_process_passes_on(db: Database) -> None:
    line = leases.key_of(*LINE)
    with db.write() as session:
        assert leases.take(session, line, "dead")
    with db.write() as session:
        assert not leases.take(session, line, "heir")
        session.execute(update(Lease).values(until=LONG_AGO))
    with db.write() as session:
        assert leases.take(session, line, "heir")
        assert leases.renew(session, [line], "dead") == 0, "what has passed on does not come back"
        assert leases.renew(session, [line], "heir") == 1


def test_what_is_held_is_renewed_and_given_back(db: Database) -> None:
    lines = LeasedLines(db)
    with lines.held(LINE):
        with db.write() as session:
            session.execute(update(Lease).values(until=LONG_AGO))
        lines.renew_once()
        with db.write() as session:
            assert not leases.take(session, leases.key_of(*LINE), "another")
    with db.write() as session:
        assert leases.take(session, leases.key_of(*LINE), "another")


def test_one_process_alone_needs_no_lease(tmp_path: Path) -> None:
    alone = Database(f"sqlite:///{tmp_path / 'hotline.db'}")
    assert isinstance(lines_of(alone), OwnLines)
    with lines_of(alone).held(LINE):
        pass
    alone.close()
