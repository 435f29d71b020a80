"""What is personal is sealed in the database, and opens with the keys alone."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, event, select, text, update

from actions.service import outbox
from actions.store import keys
from actions.store.conversations import Conversation, Message, Outgoing, Turn
from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.resealing import rotate
from actions.store.sealed import PREFIX, Raw, key_of

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WORDS, NUMBER = "我姓林，电话一三八零零零一零零零一", "+8613800010001"


def said(database: Database, number: int = 1) -> None:
    with database.write() as session:
        conversation = Conversation(
            id=f"c{number}",
            channel="sms",
            account="x",
            address=NUMBER,
            opened_at=NOW,
            last_at=NOW,
        )
        session.add(conversation)
        session.flush()
        session.add(
            Turn(
                id=f"t{number}",
                conversation_id=f"c{number}",
                channel="sms",
                account="x",
                external_id=str(number),
                body_hash="",
                content={"text": WORDS},
                answer={"replies": [WORDS]},
                dialogue=WORDS,
                received_at=NOW,
            )
        )
        session.add(
            Message(conversation_id=f"c{number}", author="caller", text=WORDS, options=[[WORDS]], at=NOW)
        )
        outbox.send(session, lambda: NOW, "sms", NUMBER, WORDS)


def as_it_stands(database: Database) -> str:
    tables = ("conversations", "turns", "messages", "outbox")
    with database.engine.connect() as connection:
        rows = [row for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]
        connection.rollback()
    return "\n".join(map(str, rows))


def test_the_database_holds_no_words_and_no_numbers(database: Database) -> None:
    said(database)
    kept = as_it_stands(database)
    assert WORDS not in kept and "13800010001" not in kept and PREFIX in kept
    with database.read() as session:
        turn = session.get_one(Turn, "t1")
        assert (turn.content, turn.answer, turn.dialogue) == ({"text": WORDS}, {"replies": [WORDS]}, WORDS)
        assert session.scalars(select(Message)).one().options == [[WORDS]]
        assert session.scalars(select(Outgoing)).one().address == NUMBER


def test_without_the_keys_nothing_opens(database: Database, tmp_path: Path) -> None:
    said(database)
    other = Database(
        database.engine.url.render_as_string(hide_password=False), Keyring(tmp_path / "other.json")
    )
    with pytest.raises(KeyError), other.read() as session:
        session.scalars(select(Message.text)).all()
    other.close()


def test_a_value_moved_to_another_column_does_not_open(database: Database) -> None:
    said(database)
    with database.engine.connect() as connection:
        sealed = connection.execute(text("SELECT text FROM messages")).scalar_one()
        connection.rollback()
    with database.write() as session:
        session.execute(update(Outgoing).values(text=Raw(sealed)))
    with pytest.raises(InvalidTag), database.read() as session:
        session.scalars(select(Outgoing.text)).one()


def test_what_was_written_before_there_were_seals_is_read_and_sealed_by_a_rotation(
    database: Database,
) -> None:
    said(database)
    with database.write() as session:
        session.execute(update(Message).values(text=Raw(WORDS)))
    assert WORDS in as_it_stands(database)
    rotate(database)
    assert WORDS not in as_it_stands(database)
    with database.read() as session:
        assert session.scalars(select(Message.text)).one() == WORDS


def test_keys_are_rotated_while_people_write(database: Database, own_keys: Keyring) -> None:
    for number in range(20):
        said(database, number)
    asked, enough, written = threading.Semaphore(), threading.Event(), 20

    def write() -> None:
        nonlocal written
        while asked.acquire() and not enough.is_set():
            said(database, written)
            written += 1

    def ask(_connection: Connection) -> None:
        """With every transaction of the rotation somebody writes."""
        if threading.current_thread() is not writer:
            asked.release()

    writer = threading.Thread(target=write)
    event.listen(database.engine, "begin", ask)
    writer.start()
    try:
        old = own_keys.newest()[0]
        rotate(database)
        assert old in own_keys.names(), "it stays for what was being written with it"
        rotate(database)
    finally:
        enough.set()
        asked.release()
        writer.join()
        event.remove(database.engine, "begin", ask)
    assert rotate(database).dropped
    assert old not in own_keys.names()
    with database.read() as session:
        assert set(session.scalars(select(Message.text))) == {WORDS}
        assert len(session.scalars(select(Turn)).all()) == written
    assert f"{PREFIX}{old}" not in as_it_stands(database)


def test_the_file_of_keys_is_its_owners_alone_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    one, other = Keyring(path), Keyring(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert one.newest() == other.newest()
    assert one.add() == other.newest()[0], "who has it open takes the new key"


def test_a_store_without_keys_says_so(tmp_path: Path, own_keys: Keyring) -> None:
    keys.use(None)
    try:
        database = Database(f"sqlite:///{tmp_path / 'x.db'}")
        with pytest.raises(RuntimeError):
            _ = database.keys
    finally:
        keys.use(own_keys)


def test_the_name_of_a_key_is_read_from_what_it_sealed() -> None:
    assert key_of("s1:abcd:xyz") == "abcd"
    assert key_of("plain") is None
