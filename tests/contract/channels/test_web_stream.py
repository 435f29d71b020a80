"""The web chat's stream: what its events carry, and who may listen."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select

from actions.errors import NotSignedIn
from actions.service.conversations.listening import Heard
from actions.service.identity import tokens
from actions.service.identity.register import FeedRegister
from actions.service.work import Means
from actions.store.conversations import Conversation, Message
from actions.store.database import Database
from actions.store.records import Lawyer
from api.channels import web, web_stream
from api.channels.web_stream import Watch
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


@pytest.fixture
def listening(database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Listening:
    monkeypatch.setattr(web_stream, "LOOK_EVERY_SECONDS", 0.01)
    return Listening(database, clock)


def say(house: Listening, author: str, text: str) -> None:
    with house.db.write() as session:
        session.add(Message(conversation_id="c", author=author, text=text, options=[], at=house.clock()))


def own(house: Listening, owner: str, **more: Any) -> None:
    with house.db.write() as session:
        found = session.scalar(select(Conversation))
        if found is None:
            now = house.clock()
            found = Conversation(id="c", channel="web", account="a", opened_at=now, last_at=now)
            session.add(found)
        found.owner = owner
        for name, value in more.items():
            setattr(found, name, value)


async def listen(house: Listening, watch: Watch, count: int, after: int | None, *acts: Any) -> list[str]:
    """The first `count` pieces of a stream; after each of them one of `acts` is done."""
    left, pieces = list(acts), []
    stream = web_stream.stream(cast(House, house), watch, "a", None, after)
    async for piece in stream:
        pieces.append(piece)
        if left:
            await asyncio.to_thread(left.pop(0))
        if len(pieces) == count:
            break
    await cast(AsyncGenerator[str], stream).aclose()
    return pieces


def heard(house: Listening, count: int, after: int | None, *acts: Any) -> list[tuple[str, dict[str, Any]]]:
    """The first `count` events; the filling that comes before them is no event."""
    acts = (lambda: None, *acts)
    found = asyncio.run(asyncio.wait_for(listen(house, Watch(), count + 1, after, *acts), 10))[1:]
    parts = [dict(line.split(": ", 1) for line in event.strip().split("\n")) for event in found]
    assert all(part["id"] == json.loads(part["data"])["id"] for part in parts)
    return [(part["event"], json.loads(part["data"])) for part in parts]


def test_the_first_event_has_an_id_to_come_back_to(listening: Listening) -> None:
    assert [(kind, one["id"]) for kind, one in heard(listening, 1, None)] == [("status", "0")]
    own(listening, "staff")
    say(listening, "bot", "您好")
    ((kind, first),) = heard(listening, 1, None)
    say(listening, "staff", "请讲")
    assert (kind, first["handled_by"]) == ("status", "staff")
    missed, _ = heard(listening, 2, int(first["id"]))
    assert missed[1]["text"] == "请讲"


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
    _, (kind, status) = heard(listening, 2, None, lambda: own(listening, "staff"))
    assert (kind, status["handled_by"]) == ("status", "staff")
    assert set(status) == {"id", "text", "options", "handled_by", "at"}
    assert datetime.fromisoformat(status["at"]) == listening.clock()


def test_it_may_be_opened_before_the_first_message(listening: Listening) -> None:
    def begin() -> None:
        own(listening, "bot")
        say(listening, "staff", "请讲")

    assert [one["text"] for _, one in heard(listening, 2, None, begin)] == ["", "请讲"]


def test_that_staff_write_is_seen(listening: Listening) -> None:
    own(listening, "staff")
    until = listening.clock() + timedelta(seconds=6)
    _, (kind, one) = heard(listening, 2, None, lambda: own(listening, "staff", typing_until=until))
    assert (kind, one["handled_by"], one["text"]) == ("typing", "staff", "")


def test_it_goes_on_being_heard_in_silence(listening: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_stream, "HEARTBEAT_SECONDS", 0.02)
    found = asyncio.run(asyncio.wait_for(listen(listening, Watch(), 4, None), 10))
    assert [piece.startswith(":") for piece in found] == [True, False, True, True]
    assert len(found[0].encode()) > 2048


def test_it_ends_when_the_conversation_becomes_somebodys(listening: Listening) -> None:
    own(listening, "bot")
    bind = (lambda: None, lambda: own(listening, "bot", bound_licence_no=LICENCE))
    found = asyncio.run(asyncio.wait_for(listen(listening, Watch(), 9, None, *bind), 10))
    assert len(found) == 2


def test_two_hundred_listen_at_the_price_of_one(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All hear what is said; the store is asked by one look for all of them, however many they are."""
    own(listening, "staff")
    looks: list[int] = []
    look = web_stream._look

    def counted(house: House, after: Mapping[str, int | None]) -> dict[str, Heard]:
        looks.append(len(after))
        return look(house, after)

    async def all_of_them() -> list[list[str]]:
        watch = Watch()
        everybody = [asyncio.create_task(listen(listening, watch, 3, None)) for _ in range(200)]
        while len(watch.listeners) < 200:
            await asyncio.sleep(0.01)
        looks.clear()
        await asyncio.to_thread(say, listening, "staff", "请讲")
        return await asyncio.gather(*everybody)

    monkeypatch.setattr(web_stream, "_look", counted)
    found = asyncio.run(asyncio.wait_for(all_of_them(), 60))
    assert all("请讲" in pieces[-1] for pieces in found)
    assert 1 <= len(looks) < 100


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
