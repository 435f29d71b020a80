"""Numbers, openids and client addresses: sealed in one place, found by keyed hashes that can be changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from actions.errors import Conflict
from actions.service.conversations import callbacks
from actions.service.identity.accounts import account_of, known_account
from actions.store.conversations import Conversation
from actions.store.database import Database
from actions.store.identities import Account
from actions.store.keys import Keyring
from actions.store.matters import CallbackNumber, Ticket
from actions.store.resealing import rotate

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NUMBER, OPENID = "+8613800010001", "oX-invented-openid-0001"


@pytest.fixture
def store(database: Database, tmp_path: Path) -> Iterator[Database]:
    """With keys of its own, as an installation has them."""
    url = database.engine.url.render_as_string(hide_password=False)
    own = Database(url, Keyring(tmp_path / "own" / "keys.json"))
    yield own
    own.close()


def account(store: Database, name: str = NUMBER, channel: str = "sms") -> str:
    with store.write() as session:
        return account_of(session, lambda: NOW, channel, name)


def test_an_account_is_one_and_says_nothing_of_its_name(store: Database) -> None:
    kept = {
        (channel, name): account(store, name, channel)
        for channel in ("sms", "wechat")
        for name in (NUMBER, OPENID)
    }
    assert len(set(kept.values())) == 4
    assert all(account(store, name, channel) == one for (channel, name), one in kept.items())
    with store.engine.connect() as connection:
        stands = str(connection.execute(text("SELECT * FROM accounts")).all())
        connection.rollback()
    assert NUMBER not in stands and OPENID not in stands


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_what_is_nobodys_name_stays_as_it_is(store: Database, channel: str) -> None:
    assert account(store, "AC1/CA1", channel) == "AC1/CA1"


def test_two_first_messages_at_once_are_of_one_account(store: Database) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(account(store))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1


def test_the_keys_of_the_look_ups_are_changed_while_people_write(store: Database) -> None:
    before = {f"+86139{number:08d}": "" for number in range(30)}
    before = {name: account(store, name) for name in before}
    enough, wrong = threading.Event(), list[str]()

    def write() -> None:
        number = 0
        while not enough.is_set():
            name = f"+86139{number % 60:08d}"
            if account(store, name) != before.setdefault(name, account(store, name)):
                wrong.append(name)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        (old,) = store.keys.names("lookups")
        assert rotate(store).marked >= 30
        assert old in store.keys.names("lookups"), "it stays for what was being written with it"
        rotate(store)
    finally:
        enough.set()
        writer.join()
    rotate(store)
    assert old not in store.keys.names("lookups")
    assert wrong == []
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == len(before)
        assert all(known_account(session, "sms", name) == one for name, one in before.items())


def test_a_number_is_found_by_the_key_before_and_by_the_one_after(store: Database) -> None:
    with store.write() as session:
        session.add(Conversation(id="c", channel="voice", account="x", opened_at=NOW, last_at=NOW))
        session.flush()
        kept = {
            "kind": "callback",
            "conversation_id": "c",
            "reason": "回电",
            "created_at": NOW,
            "due_at": NOW,
        }
        session.add_all([Ticket(receipt_no=number, **kept) for number in ("1", "2")])
        session.flush()
        callbacks.keep_number(session, lambda: NOW, "1", NUMBER)
    store.keys.add("lookups")
    for _ in range(2):  # before the hashes are made anew, and after
        with pytest.raises(Conflict), store.write() as session:
            callbacks.keep_number(session, lambda: NOW, "2", NUMBER)
        rotate(store)
    with store.read() as session:
        mark = session.scalars(select(CallbackNumber.number_mark)).one()
    assert mark is not None and mark.startswith(store.keys.names("lookups")[-1])


def test_keys_from_when_one_did_for_look_ups_and_audit_stay_good(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    key = "A" * 43 + "="
    path.write_text(f'{{"lookup": "{key}", "keys": [{{"id": "a", "key": "{key}", "made_at": "x"}}]}}')
    ring = Keyring(path)
    bare = ring.mark("lookups", "lookup", "x")
    assert len(bare) == 64 and ring.mark("audits", "lookup", "x") == bare
    ring.add("lookups")
    assert ring.mark("lookups", "lookup", "x") != bare and ring.marks("lookups", "lookup", "x")[1] == bare
    assert ring.mark("audits", "lookup", "x") == bare
