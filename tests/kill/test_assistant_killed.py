"""The assistant dies over a message: the caller hears that it goes on, and it does, with nothing lost."""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from actions.dialogue.actions import PerformTask
from actions.service.wording import say
from actions.store import Base
from api.app import create_app
from api.settings import Settings
from api.wiring import AssistantAddress, House, build
from tests.kill import ledger
from tests.kill.stage import (
    REASON,
    SECRET_KEY,
    Running,
    WebCaller,
    ask_postponement,
    code_sent,
    enter_lawyer,
    until,
    up_to_read_back,
)

GOING_ON = say("trouble.going_on", {}, "rich")


@dataclass
class Fate:
    """What befalls the assistant: killed once, over an action that has just done its work; or away."""

    assistant: Running
    armed: bool = False
    away: bool = False
    killed: int | None = None

    def url(self) -> str | None:
        return None if self.away else self.assistant.process.url

    def strike(self) -> None:
        if self.armed:
            self.armed = False
            self.killed = self.assistant.process.pid
            assert self.killed
            os.kill(self.killed, signal.SIGKILL)

    def wait_for_restart(self) -> None:
        process = self.assistant.process
        until(lambda: process.pid != self.killed, "a new assistant")
        process.until_ready()


@pytest.fixture
def fate(assistant: Running, monkeypatch: pytest.MonkeyPatch) -> Fate:
    fate, original = Fate(assistant), PerformTask.run

    @functools.wraps(original)
    def run(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        fate.strike()
        return result

    monkeypatch.setattr(PerformTask, "run", run)
    return fate


@pytest.fixture
def house(fate: Fate, tmp_path: Path) -> Iterator[House]:
    settings = Settings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'hotline.db'}",
        public_url="http://127.0.0.1:8000",
        secret_key=SECRET_KEY,
    )
    secret, port = fate.assistant.inner_secret, fate.assistant.inner_port
    house, _ = build(settings, AssistantAddress(fate.url), inner_secret=secret, inner_port=port)
    Base.metadata.create_all(house.db.engine)
    house.start()
    yield house
    house.stop()


@pytest.fixture
def caller(house: House) -> WebCaller:
    client = TestClient(create_app(house))
    return WebCaller(lambda body: client.post("/channels/web/messages", json=body))


def test_what_was_done_before_the_assistant_died_is_told_afterwards(
    house: House, fate: Fate, caller: WebCaller
) -> None:
    lawyer = enter_lawyer(house.db)
    up_to_read_back(caller, lawyer, house.settings.data_dir)

    fate.armed = True
    message_id = caller.next_id()
    assert caller.send(message_id, "对") == GOING_ON
    [(receipt_no, _, _)] = ledger.requests_of(house.db, lawyer)

    fate.wait_for_restart()
    assert receipt_no in caller.say("继续")
    assert ledger.receipts(house.db, caller, message_id) == [receipt_no]
    assert caller.send(message_id, "对") == GOING_ON
    caller.say("五分")
    assert ledger.grades_of(house.db, lawyer) == [(5, receipt_no)]
    assert len(ledger.requests_of(house.db, lawyer)) == 1


@pytest.mark.parametrize("impatient", ["继续", "好了吗？"])
def test_who_asks_whether_it_goes_on_has_not_said_yes(
    house: House, fate: Fate, caller: WebCaller, impatient: str
) -> None:
    lawyer = enter_lawyer(house.db)
    ask_postponement(caller, lawyer)
    caller.say(code_sent(house.settings.data_dir, lawyer))

    fate.away = True
    assert caller.say(REASON) == GOING_ON
    assert caller.say(impatient) == GOING_ON

    fate.away = False
    assert caller.say("继续").count("请核对") == 1
    assert ledger.requests_of(house.db, lawyer) == []
    caller.say("对")
    [(_, case_number, reason)] = ledger.requests_of(house.db, lawyer)
    assert (case_number, reason) == (lawyer.case_number, REASON)
