"""What a door gets from the gateway when something goes wrong."""

from __future__ import annotations

import asyncio

import pytest

from actions.errors import NotFound
from api.channels.asking import ask, ask_or_raise
from api.gateway.messages import Inbound

from .fake_house import FakeGateway

INBOUND = Inbound("web", "account", "m1", text="查案件")


def test_our_own_errors_reach_a_door_that_has_statuses() -> None:
    gateway = FakeGateway(NotFound())
    with pytest.raises(NotFound):
        asyncio.run(ask_or_raise(gateway, INBOUND))
    assert asyncio.run(ask(gateway, INBOUND)).replies[0].text == NotFound().message


def test_any_other_failure_is_one_chinese_sentence_everywhere() -> None:
    gateway = FakeGateway(ZeroDivisionError("division by zero"))
    for way in (ask, ask_or_raise):
        (said,) = asyncio.run(way(gateway, INBOUND)).replies
        assert said.text.isprintable() and not any("a" <= letter.lower() <= "z" for letter in said.text)
