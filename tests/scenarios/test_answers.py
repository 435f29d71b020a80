"""What staff answer to a message comes back on the channel it was left on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.store.conversations import Message
from actions.store.matters import Request
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS
from tests.scenarios.script import verify

ANSWER = "请在开庭三日前提交证人名单"


@pytest.mark.parametrize("channel", list(CALLERS))
def test_the_answer_to_a_message_comes_back(house: RunningHouse, channel: str) -> None:
    caller = CALLERS[channel](house)
    caller.say("我要给买卖合同案的法官留言")
    verify(caller, "林知远")
    caller.say("请问证人名单什么时候提交")
    assert "登记" in caller.say("对")
    with house.db.read() as session:
        request = session.scalars(select(Request)).one()
    clerk = house.staff_headers("chaoyang-clerk")
    for status, note in (("under_review", "已转承办法官"), ("granted", ANSWER)):
        url, move = f"/api/v1/staff/requests/{request.receipt_no}", {"status": status, "note": note}
        house.http.patch(url, json=move, headers=clerk).raise_for_status()
    with house.db.read() as session:
        transcript = [each.text for each in session.scalars(select(Message).order_by(Message.id))]
    address = {"voice": "+8613800010001"}.get(channel, getattr(caller, "address", ""))
    told = house.sent(address)[-1] if address else transcript[-1]
    assert ANSWER in told and "已答复" in told
    assert "准许" not in told
    asked = house.http.get(
        "/api/v1/requests", headers=house.lawyer_headers("11101201510123456", "林知远", "+8613800010001")
    )
    assert asked.json()["items"][0]["history"][-1]["note"] == ANSWER


def test_an_answer_to_a_court_of_another_is_not_possible(house: RunningHouse) -> None:
    caller = CALLERS["web"](house)
    caller.say("我要给买卖合同案的法官留言")
    verify(caller, "林知远")
    caller.say("请问证人名单什么时候提交")
    caller.say("对")
    with house.db.read() as session:
        request = session.scalars(select(Request)).one()
    url = f"/api/v1/staff/requests/{request.receipt_no}"
    other = house.staff_headers("pudong-supervisor")
    answer = house.http.patch(url, json={"status": "under_review", "note": "不归我管"}, headers=other)
    assert answer.status_code == 404
