"""An effect of a turn: once, whole or not at all, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions.errors import BadInput
from actions.service.audit import note
from actions.service.turn_effects import Effects, brought_about
from actions.store.conversations import Audit, Conversation, Turn
from actions.store.database import Database

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def begin(session: Session) -> None:
    session.add(Conversation(id="c", channel="web", account="a", opened_at=NOW, last_at=NOW, owner="bot"))
    session.flush()
    session.add(
        Turn(
            id="t",
            conversation_id="c",
            channel="web",
            account="a",
            external_id="1",
            body_hash="-",
            content={},
            received_at=NOW,
        )
    )


def test_what_fails_half_way_leaves_nothing_and_may_be_tried_again(database: Database) -> None:
    def fail() -> dict[str, Any]:
        note(session, clock, "system", "half.done", "t")
        session.flush()
        raise BadInput("不行")

    with database.write() as session:
        begin(session)
        with pytest.raises(BadInput):
            Effects("t").once(session, "thing", fail)
    with database.write() as session:
        assert session.query(Audit).count() == 0
        assert not brought_about(session, "t", 0)
        assert Effects("t").once(session, "thing", lambda: {"done": True}) == {"done": True}
    with database.read() as session:
        assert brought_about(session, "t", 0)


def test_one_turn_does_several_things_in_their_order(database: Database) -> None:
    with database.write() as session:
        begin(session)
        effects = Effects("t")
        effects.once(session, "first", lambda: {"n": 1})
        effects.once(session, "second", lambda: {"n": 2})
    with database.write() as session:
        again = Effects("t")
        assert again.once(session, "first", lambda: {"n": 3}) == {"n": 1}
        assert again.once(session, "second", lambda: {"n": 4}) == {"n": 2}
        with pytest.raises(RuntimeError):
            Effects("t").once(session, "another", lambda: {})
