"""A message delivered again is the same message; another conversation's message is another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import func, select

from actions.store.conversations import Turn
from actions.store.matters import Request
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS, WebCaller
from tests.scenarios.script import verify

DELIVERIES = 3


def at_once(deliver: Callable[[], httpx.Response]) -> list[httpx.Response]:
    together = threading.Barrier(DELIVERIES)

    def one(_: int) -> httpx.Response:
        together.wait()
        return deliver()

    with ThreadPoolExecutor(DELIVERIES) as pool:
        return list(pool.map(one, range(DELIVERIES)))


@pytest.mark.parametrize("house", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("channel", ["web", "sms", "wechat", "voice"])
def test_three_deliveries_at_once_are_one_turn_and_one_receipt(house: RunningHouse, channel: str) -> None:
    caller = CALLERS[channel](house)
    caller.say("我的买卖合同案申请延期开庭")
    verify(caller, "林知远")
    caller.say("那几天我要住院做手术")
    before = turns(house)
    answers = at_once(caller.parcel("对"))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert turns(house) == before + 1
    with house.db.read() as session:
        receipt = session.scalars(select(Request.receipt_no)).one()
    told = receipt if channel != "voice" else " ".join(receipt[:4])
    assert told in answers[0].text


def test_the_first_message_three_times_at_once_begins_one_conversation(house: RunningHouse) -> None:
    answers = at_once(WebCaller(house).parcel("五十二万八千的标的诉讼费多少"))
    assert len({answer.text for answer in answers}) == 1
    assert turns(house) == 1


def test_the_same_number_in_two_conversations_is_two_messages(house: RunningHouse) -> None:
    one, other = WebCaller(house), WebCaller(house)
    assert "9,080 元" in one.numbered("1", "五十二万八千的标的诉讼费多少")().text
    assert "50 元" in other.numbered("1", "一万元的标的诉讼费多少")().text
    assert turns(house) == 2


def test_the_same_number_with_another_text_is_refused(house: RunningHouse) -> None:
    caller = WebCaller(house)
    first = caller.numbered("1", "五十二万八千的标的诉讼费多少")()
    assert caller.numbered("1", "转人工")().status_code == 409
    assert caller.numbered("1", "五十二万八千的标的诉讼费多少")().json() == first.json()
    assert turns(house) == 1


def turns(house: RunningHouse) -> int:
    with house.db.read() as session:
        return session.scalar(select(func.count()).select_from(Turn)) or 0
