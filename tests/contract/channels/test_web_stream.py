"""The web chat's stream: what its events carry, and who may listen."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import pytest
from sqlalchemy import select

from actions.errors import NotSignedIn
from actions.service.identity import tokens
from actions.service.identity.register import FeedRegister
from actions.service.work import Means
from actions.store.conversations import Conversation, Message
from actions.store.database import Database
from actions.store.records import Lawyer
from api.channels import web
from api.wiring import House
from tests.working import SECRETS

from .fake_house import FakeClock

LICENCE = "11101201810000001"


@dataclass
class Listening:
    """The house as the stream sees it."""

    db: Database
    clock: FakeClock
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def means(self) -> Means:
        return Means(self.db, self.clock, FeedRegister(), SECRETS)


class Connected:
    async def is_disconnected(self) -> bool:
        return False


@pytest.fixture
def listening(database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Listening:
    monkeypatch.setattr(web, "LOOK_EVERY_SECONDS", 0)
    return Listening(database, clock)


def say(house: Listening, author: str, text: str) -> None:
    with house.db.write() as session:
        session.add(Message(conversation_id="c", author=author, text=text, options=[], at=house.clock()))


def own(house: Listening, owner: str) -> None:
    with house.db.write() as session:
        found = session.scalar(select(Conversation))
        if found is None:
            now = house.clock()
            found = Conversation(id="c", channel="web", account="a", opened_at=now, last_at=now)
            session.add(found)
        found.owner = owner


def heard(house: Listening, count: int, after: int | None, *acts: Any) -> list[tuple[str, dict[str, Any]]]:
    """The first `count` events of a stream; each of `acts` is done at another look."""
    left = list(acts)

    class Acting(Connected):
        async def is_disconnected(self) -> bool:
            if left:
                left.pop(0)()
            return False

    async def listen() -> list[str]:
        events: list[str] = []
        stream = web._stream(cast(House, house), cast(Any, Acting()), "a", None, after)
        async for event in stream:
            if not event.startswith(":"):
                events.append(event)
            if len(events) == count:
                break
        await cast(AsyncGenerator[str], stream).aclose()
        return events

    found = asyncio.run(asyncio.wait_for(listen(), 10))
    parts = [dict(line.split(": ", 1) for line in event.strip().split("\n")) for event in found]
    return [(part["event"], json.loads(part["data"])) for part in parts]


def test_lines_say_who_answers_now_and_whose_they_are(listening: Listening) -> None:
    own(listening, "queued")
    say(listening, "caller", "转人工")
    say(listening, "staff", "请讲")
    say(listening, "system", "已为您登记")
    found = heard(listening, 2, 0)
    assert [(kind, line["handled_by"], line["author"]) for kind, line in found] == [
        ("message", "queue", "staff"),
        ("message", "queue", "system"),
    ]


def test_a_change_of_who_answers_has_a_moment(listening: Listening) -> None:
    own(listening, "bot")
    ((kind, status),) = heard(listening, 1, None, lambda: None, lambda: own(listening, "staff"))
    assert (kind, status["handled_by"]) == ("status", "staff")
    assert set(status) == {"id", "text", "options", "handled_by", "at"}
    assert datetime.fromisoformat(status["at"]) == listening.clock()


def test_who_comes_back_hears_who_answers_now(listening: Listening) -> None:
    own(listening, "staff")
    say(listening, "staff", "请讲")
    assert [(kind, one["handled_by"]) for kind, one in heard(listening, 1, 1)] == [("status", "staff")]


def test_it_may_be_opened_before_the_first_message(listening: Listening) -> None:
    acts = (lambda: None, lambda: own(listening, "bot"), lambda: say(listening, "staff", "请讲"))
    assert [one["text"] for _, one in heard(listening, 1, None, *acts)] == ["请讲"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_of_a_token_is_read_in_any_case(listening: Listening, scheme: str) -> None:
    with listening.db.write() as session:
        session.add(
            Lawyer(licence_no=LICENCE, name="李慕白", phone="+8613800000001", kind="专职", status="active")
        )
        session.flush()
        token = tokens.issue_lawyer(listening.means.within(session), LICENCE).access_token
    house = cast(House, listening)
    assert asyncio.run(web.bearer(house, f"{scheme} {token}")) == LICENCE
    for other in (f"Basic {token}", token, scheme):
        with pytest.raises(NotSignedIn):
            asyncio.run(web.bearer(house, other))
