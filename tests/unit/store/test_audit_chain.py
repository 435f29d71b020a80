"""The audit: a row that is changed, removed or put in is found; concurrent writers make one chain."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from actions.service import audit
from actions.store import audit_chain
from actions.store.conversations import Audit, AuditAnchor
from actions.store.database import Database

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def note(database: Database, number: int, at: datetime = NOW) -> None:
    with database.write() as session:
        audit.note(session, lambda: at, "staff:zheng", "case.view", f"case {number}", None, kind=number)


def faults(database: Database) -> list[str]:
    with database.read() as session:
        return [fault.kind for fault in audit_chain.verify(session)]


@pytest.fixture
def audited(database: Database) -> Database:
    for number in range(1, 8):
        note(database, number)
    return database


def test_an_untouched_audit_is_whole(audited: Database) -> None:
    assert faults(audited) == []


def forged(link: int | None) -> Callable[[Session], object]:
    row = {"at": NOW, "actor": "system", "action": "x", "subject": "y", "details": {}, "link": link}
    return lambda session: session.execute(insert(Audit).values(**row, mark="0" * 64))


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        (lambda s: s.execute(update(Audit).where(Audit.link == 4).values(actor="staff:li")), "changed"),
        (lambda s: s.execute(update(Audit).where(Audit.link == 4).values(details={"kind": 5})), "changed"),
        (lambda s: s.execute(update(Audit).where(Audit.link == 4).values(at=NOW - timedelta(1))), "changed"),
        (lambda s: s.execute(delete(Audit).where(Audit.link == 4)), "removed"),
        (lambda s: s.execute(delete(Audit).where(Audit.link == 7)), "removed"),
        (lambda s: s.execute(delete(Audit).where(Audit.link == 1)), "removed"),
        (forged(None), "inserted"),
        (forged(8), "changed"),
        (lambda s: s.execute(update(AuditAnchor).values(link=3)), "anchor"),
        (lambda s: s.execute(delete(AuditAnchor)), "inserted"),
    ],
)
def test_what_was_done_to_it_is_found(
    audited: Database, tamper: Callable[[Session], object], kind: str
) -> None:
    with audited.write() as session:
        tamper(session)
    assert kind in faults(audited)


def test_writers_at_once_make_one_chain(database: Database) -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda number: note(database, number), range(80)))
    assert faults(database) == []
    with database.read() as session:
        assert session.scalar(select(func.max(Audit.link))) == 80


def test_what_is_rolled_back_leaves_no_gap(audited: Database) -> None:
    with pytest.raises(ZeroDivisionError), audited.write() as session:
        audit.note(session, lambda: NOW, "system", "x", "y")
        session.flush()
        raise ZeroDivisionError
    with audited.write() as session:
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            audit.note(session, lambda: NOW, "system", "inner", "y")
            session.flush()
            raise ZeroDivisionError
        audit.note(session, lambda: NOW, "system", "outer", "y")
    assert faults(audited) == []


def test_the_beginning_may_be_deleted_in_time(database: Database) -> None:
    for number in range(5):
        note(database, number, NOW + timedelta(days=number))
    with database.write() as session:
        assert audit_chain.cut(session, NOW + timedelta(days=2)) == 2
    note(database, 9, NOW + timedelta(days=9))
    assert faults(database) == []
    with database.write() as session:
        session.execute(delete(Audit).where(Audit.link == 3))
    assert "removed" in faults(database)


def test_rows_from_before_the_chain_are_taken_into_it(database: Database) -> None:
    with database.write() as session:
        session.add(Audit(at=NOW, actor="system", action="old", subject="row", details={}))
    with database.write() as session:
        audit_chain.adopt(session)
    note(database, 1)
    assert faults(database) == []
