"""A store from before: who stood readable as the key of a conversation stands sealed after the migration."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, make_url, text

from actions.service.clock import system_clock
from actions.service.identity.accounts import known_account
from actions.store.database import Database
from actions.store.keys import Keyring
from actions.store.migrating import alembic_config, differences

NUMBER, OPENID, ADDRESS = "+8613800010001", "oX-invented-openid-0001", "203.0.113.9"
AT = {"at": system_clock()}


@pytest.fixture(params=["sqlite", "postgresql"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty store with keys of its own and the tables of 0011."""
    ring = Keyring(tmp_path / "keys.json")
    if request.param == "sqlite":
        store = Database(f"sqlite:///{tmp_path / 'old.db'}", ring)
        _at(store, "0011")
        yield store
        store.close()
        return
    name = f"hotline_test_{uuid.uuid4().hex[:12]}"
    url = make_url(request.getfixturevalue("postgres_url"))
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    store = Database(url.set(database=name).render_as_string(hide_password=False), ring)
    _at(store, "0011")
    yield store
    store.close()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


def _at(store: Database, revision: str) -> None:
    with store.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        (command.downgrade if revision == "0011" and _tables(store) else command.upgrade)(config, revision)


def _tables(store: Database) -> bool:
    with store.read() as session:
        wanted = {
            "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'accounts'",
            "postgresql": "SELECT count(*) FROM information_schema.tables WHERE table_name = 'accounts'",
        }
        return bool(session.execute(text(wanted[store.engine.dialect.name])).scalar())


def _put(store: Database) -> None:
    conversation = (
        "INSERT INTO conversations (id, channel, account, opened_at, last_at, owner, code_asked)"
        " VALUES (:id, :channel, :account, :at, :at, 'bot', false)"
    )
    verification = (
        "INSERT INTO verifications (id, channel, account, licence_no, method, phone, verified_at, expires_at)"
        " VALUES ('v', 'wechat', :account, 'L', 'code', '-', :at, :at)"
    )
    pause = "INSERT INTO pauses (channel, account, subject, wrong) VALUES (:channel, :account, 'L', 5)"
    with store.write() as session:
        for number, (channel, account) in enumerate(
            (("sms", NUMBER), ("sms", NUMBER), ("wechat", OPENID), ("web", "w"), ("voice", "AC/CA"))
        ):
            row = {"id": f"c{number}", "channel": channel, "account": account}
            session.execute(text(conversation), row | AT)
        session.execute(text(verification), {"account": OPENID} | AT)
        session.execute(text(pause), {"channel": "platform", "account": ADDRESS})
        session.execute(text(pause), {"channel": "sms", "account": NUMBER})


def _stands(store: Database, table: str) -> list[str]:
    with store.read() as session:
        return sorted(session.execute(text(f"SELECT account FROM {table}")).scalars())


def test_it_goes_there_and_back(before: Database) -> None:
    _put(before)
    kept = {table: _stands(before, table) for table in ("conversations", "verifications", "pauses")}
    _at(before, "0012")
    with before.read() as session:
        names = (("sms", NUMBER), ("wechat", OPENID), ("platform", ADDRESS))
        number, openid, address = (str(known_account(session, *name)) for name in names)
    assert _stands(before, "conversations") == sorted([number, number, openid, "w", "AC/CA"])
    assert _stands(before, "verifications") == [openid]
    assert _stands(before, "pauses") == sorted([address, number])
    assert differences(before) == []
    _at(before, "0011")
    assert {table: _stands(before, table) for table in kept} == kept
