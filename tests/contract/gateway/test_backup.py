"""A backup taken while people talk is one moment of the store, and comes back on either database."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select

from actions.store import audit_chain, dumping
from actions.store.conversations import Conversation, Message, Turn
from actions.store.database import Database
from actions.store.migrating import alembic_config, migrate
from tests.contract.gateway import hooks
from tests.contract.gateway.conftest import Standing


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    """A store of its own to restore into; it has the keys of the house."""
    return Database(f"sqlite:///{tmp_path / 'restored.db'}")


def talking(standing: Standing, enough: threading.Event, said: list[str]) -> None:
    number, conversation = 0, str(uuid.uuid4())
    while not enough.is_set():
        message = uuid.uuid4().hex
        answer = hooks.web(standing.http, f"第{number}句", conversation=conversation, message=message)
        assert answer.status_code == 200
        said.append(message)
        number += 1


def test_a_backup_with_traffic_going_on_is_whole(standing: Standing, tmp_path: Path, empty: Database) -> None:
    migrate_like(standing.db)
    files = standing.house.settings.data_dir / "files"
    (files / "20261123000017").mkdir(parents=True)
    (files / "20261123000017" / "one").write_bytes(b"%PDF-1.7")
    enough, said = threading.Event(), list[str]()
    talkers = [threading.Thread(target=talking, args=(standing, enough, said)) for _ in range(4)]
    for talker in talkers:
        talker.start()
    try:
        while len(said) < 20:
            enough.wait(0.01)
        before = set(said)
        rows = dumping.dump(standing.db, files, tmp_path / "backup.tar.gz")
    finally:
        enough.set()
        for talker in talkers:
            talker.join()
    assert rows["turns"] >= len(before)
    assert (tmp_path / "backup.tar.gz").stat().st_mode & 0o777 == 0o600

    ring = standing.db.keys
    restored = Database(empty.engine.url.render_as_string(hide_password=False), ring)
    migrate(restored)
    assert dumping.load(restored, tmp_path / "files", tmp_path / "backup.tar.gz", replace=False) == rows
    assert (tmp_path / "files" / "20261123000017" / "one").read_bytes() == b"%PDF-1.7"
    with restored.read() as session:
        turns = session.scalars(select(Turn)).all()
        assert before <= {turn.external_id for turn in turns}
        assert {turn.conversation_id for turn in turns} == set(session.scalars(select(Conversation.id)))
        for turn in turns:
            lines = session.scalars(select(Message).where(Message.turn_id == turn.id)).all()
            assert bool(lines) == (turn.answer is not None), "a turn and its transcript are of one moment"
        assert list(audit_chain.verify(session)) == []
    with pytest.raises(dumping.Unreadable, match="--replace"):
        dumping.load(restored, tmp_path / "files", tmp_path / "backup.tar.gz", replace=False)
    dumping.load(restored, tmp_path / "files", tmp_path / "backup.tar.gz", replace=True)
    restored.close()


def test_a_backup_goes_back_into_the_database_it_came_from(standing: Standing, tmp_path: Path) -> None:
    migrate_like(standing.db)
    hooks.web(standing.http, "恢复以前")
    rows = dumping.dump(standing.db, tmp_path / "none", tmp_path / "backup.tar.gz")
    hooks.web(standing.http, "恢复以后就没有的")
    dumping.load(standing.db, tmp_path / "none", tmp_path / "backup.tar.gz", replace=True)
    assert [turn.content["text"] for turn in standing.turns()] == ["恢复以前"]
    assert hooks.web(standing.http, "接着说").status_code == 200  # ids go on where they were
    assert rows["turns"] == 1


@pytest.mark.parametrize("damage", [lambda raw: raw[: len(raw) // 2], lambda raw: b"no archive"])
def test_what_is_damaged_is_not_restored(standing: Standing, tmp_path: Path, damage: object) -> None:
    migrate_like(standing.db)
    hooks.web(standing.http, "你好")
    whole = tmp_path / "backup.tar.gz"
    dumping.dump(standing.db, tmp_path / "none", whole)
    whole.write_bytes(damage(whole.read_bytes()))  # type: ignore[operator]
    with pytest.raises(dumping.Unreadable):
        dumping.load(standing.db, tmp_path / "none", whole, replace=True)
    assert len(standing.turns()) == 1


def migrate_like(db: Database) -> None:
    """The tests' stores are made of the tables in code: say which migration that is."""
    with db.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.stamp(config, "head")
