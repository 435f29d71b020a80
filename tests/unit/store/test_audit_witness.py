"""The audit as a whole: what is taken away with its anchors, or made anew, is missed by who saw it before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from actions.service import audit
from actions.store import audit_chain, audit_witness
from actions.store.conversations import Audit, AuditAnchor
from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.migrating import take_in
from actions.store.resealing import rotate

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def note(store: Database, number: int) -> None:
    with store.write() as session:
        audit.note(session, lambda: NOW + timedelta(days=number), "staff:zheng", "case.view", str(number))


@pytest.fixture
def seen(database: Database, tmp_path: Path) -> Iterator[Database]:
    """Five rows, and it is known how far they reach."""
    url = database.engine.url.render_as_string(hide_password=False)
    store = Database(url, Keyring(tmp_path / "own" / "keys.json"))
    for number in range(5):
        note(store, number)
    with store.read() as session:
        audit_witness.remember(session)
    yield store
    store.close()


def faults(store: Database) -> list[str]:
    with store.read() as session:
        return [fault.kind for fault in (*audit_witness.faults(session), *audit_chain.verify(session))]


def gone(session: Session) -> None:
    session.execute(delete(Audit))
    session.execute(delete(AuditAnchor))


def made_anew(session: Session) -> None:
    session.execute(update(Audit).values(link=None, mark=None))
    session.execute(update(Audit).where(Audit.subject == "2").values(actor="staff:li"))
    session.execute(delete(AuditAnchor))


@pytest.mark.parametrize("tamper", [gone, made_anew])
def test_it_cannot_begin_anew(seen: Database, tamper: Callable[[Session], None]) -> None:
    with seen.write() as session:
        tamper(session)
    take_in(seen)
    assert faults(seen) != []


def test_a_copy_from_before_is_missed(seen: Database) -> None:
    with seen.read() as session:
        head = session.get_one(AuditAnchor, audit_chain.HEAD)
        kept = {"link": head.link, "mark": head.mark, "seal": head.seal}
    note(seen, 6)
    with seen.read() as session:
        audit_witness.remember(session)
    with seen.write() as session:
        session.execute(delete(Audit).where(Audit.link == 6))
        session.execute(update(AuditAnchor).where(AuditAnchor.name == audit_chain.HEAD).values(**kept))
    assert faults(seen) == ["removed"]


def test_what_goes_on_or_is_deleted_in_time_is_not_missed(seen: Database) -> None:
    note(seen, 6)
    assert faults(seen) == []
    for days in (3, 5, 9):
        with seen.write() as session:
            audit_chain.cut(session, NOW + timedelta(days=days))
        assert faults(seen) == []


def test_the_marks_hold_over_changes_of_the_keys(seen: Database) -> None:
    for number in range(3):
        rotate(seen)
        note(seen, 10 + number)
    assert faults(seen) == []
    with seen.write() as session:
        session.execute(update(Audit).where(Audit.link == 2).values(actor="staff:li"))
    assert faults(seen) == ["changed"]
    with seen.write() as session:
        session.execute(update(Audit).where(Audit.link == 2).values(mark="0000:forged"))
    assert "changed" in faults(seen)


def test_a_key_of_the_audit_goes_with_the_last_row_that_it_marked(seen: Database) -> None:
    (first,) = seen.keys.names("audits")
    rotate(seen)
    rotate(seen)
    assert first in seen.keys.names("audits")
    note(seen, 11)
    with seen.write() as session:
        audit_chain.cut(session, NOW + timedelta(days=10))
    note(seen, 12)
    with seen.write() as session:
        audit_chain.cut(session, NOW + timedelta(days=12))
    rotate(seen)
    assert first not in seen.keys.names("audits")
    assert faults(seen) == []
