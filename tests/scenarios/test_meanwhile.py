"""While a form is being filled in, the record changes: nothing is registered that could not be any more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from actions.service.feed import import_feed
from actions.store.matters import Request
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS, Caller
from tests.scenarios.script import LAWYERS, verify

WHO = "方知行"
CASE = "（2026）浙0106民初4501号"
ENDED = {
    "type": "representation",
    "case_number": CASE,
    "licence_no": LAWYERS[WHO][0],
    "authority": "special",
    "verified": True,
    "until": "2026-11-22",
}
JUDGED = {"type": "milestone", "case_number": CASE, "kind": "judged", "at": "2026-11-23T09:00:00+08:00"}
CLOSED_ONLINE = {
    "type": "court",
    "code": "浙0106",
    "name": "杭州市西湖区人民法院",
    "level": "基层",
    "online_functions": ["request.file_review"],
}
CHANGES = {
    "the mandate ends": (ENDED, "没有查到"),
    "the judgment is pronounced": (JUDGED, "已经裁判"),
    "the court takes it no longer": (CLOSED_ONLINE, "没有在线开放"),
}


def read_back(house: RunningHouse, channel: str) -> Caller:
    caller = CALLERS[channel](house)
    caller.say("我的建设工程案申请撤诉，双方已经和解了")
    verify(caller, WHO)
    assert "和解" in caller.last, caller.talk
    return caller


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("channel", ["web", "voice"])
def test_what_changed_is_told_and_nothing_registered(
    house: RunningHouse, channel: str, change: dict[str, Any], told: str
) -> None:
    caller = read_back(house, channel)
    line = json.dumps(change, ensure_ascii=False).encode()
    assert not import_feed(house.db, [line], clock=house.clock).refused
    caller.say("对")
    assert told in caller.last, caller.talk
    with house.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 0
