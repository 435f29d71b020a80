"""A hearing that the lawyer entered himself counts where a talk tells of clashes; courts see the time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS
from tests.scenarios.script import LAWYERS, verify

OWN = {"starts_at": "2026-12-09T10:00:00+08:00", "kind": "劳动仲裁开庭", "place": "仲裁院二庭"}


@pytest.mark.parametrize("channel", ["web", "voice", "sms"])
def test_a_clash_with_an_own_hearing_is_told_unasked(house: RunningHouse, channel: str) -> None:
    licence, phone = LAWYERS["林知远"]
    his = house.lawyer_headers(licence, "林知远", phone)
    house.http.post("/api/v1/hearings", json=OWN, headers=his).raise_for_status()
    house.passes(timedelta(minutes=2))  # codes go out once a minute
    caller = CALLERS[channel](house)
    caller.say("我的行政处罚案什么时候开庭")
    told = verify(caller, "林知远")
    assert "劳动仲裁开庭" in told and "冲突" in told and "先定庭" in told
    court = house.http.get("/api/v1/staff/clashes", headers=house.staff_headers("chaoyang-supervisor")).json()
    seen = [each for each in court["items"] if each["hearing_id"] == "h-318"]
    assert [each["other_starts_at"] for each in seen] == [OWN["starts_at"]]
    assert "仲裁" not in str(court)
