"""What an assistant may not do is told him in a talk as the API tells it: each function, none by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.service.functions import Function, functions
from actions.service.identity.visibility import grantable
from actions.store.conversations import Audit
from actions.store.matters import Request
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS
from tests.scenarios.script import LAWYERS, verify

CODE_AGAIN = timedelta(seconds=61)
NAME, CASE = "许一诺", "（2026）京0105民初10086号"
FORBIDDEN = [each for each in functions().values() if each.is_request and not grantable(each.code)]


@pytest.mark.parametrize("function", FORBIDDEN, ids=lambda each: each.code)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_no_assistant_does_what_is_his_lawyers(house: RunningHouse, function: Function, channel: str) -> None:
    licence, phone = LAWYERS[NAME]
    headers = house.lawyer_headers(licence, NAME, phone)
    asked = {"function": function.code, "case_number": CASE}
    refused = house.http.post("/api/v1/requests", json=asked, headers=headers)
    assert refused.status_code == 403, refused.text

    caller = CALLERS[channel](house)
    caller.say("我的买卖合同案什么时候开庭")
    house.passes(CODE_AGAIN)
    verify(caller, NAME)
    told = caller.say(f"买卖合同案我要{function.name}")
    assert refused.json()["detail"] in told
    with house.db.read() as session:
        assert not session.scalars(select(Request)).all()
        barred = session.scalars(select(Audit).where(Audit.action == "function.barred")).all()
    assert [row.details["function"] for row in barred] == [function.code] * 2, "each refusal is kept"
