"""What must not be kept: codes nowhere, licence numbers not in transcripts and logs."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from actions.store.conversations import Audit, Conversation, Effect, Message, Outgoing, Turn
from actions.store.matters import Evaluation, Feedback, Request, Ticket
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS
from tests.scenarios.script import LAWYERS

LICENCE, PHONE = LAWYERS["林知远"]
KEPT = (Turn, Message, Effect, Conversation, Audit, Outgoing, Feedback, Evaluation, Request, Ticket)


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("web", "{}"),
        ("web", "验证码是{}"),
        ("sms", "{}"),
        ("wechat", "{}"),
        ("wechat", "我的验证码 {} 谢谢"),
        ("voice", "{}"),
    ],
)
def test_no_code_and_no_licence_stays(house: RunningHouse, channel: str, words: str) -> None:
    caller = CALLERS[channel](house)
    caller.say("我的买卖合同案什么时候开庭")
    caller.say(f"{LICENCE}，林知远")
    code = house.code(PHONE)
    assert "核验通过" in caller.say(words.format(code))
    caller.say("那天我在上海还有个庭，帮我申请延期")

    kept = everything(house)
    assert not re.search(rf"(?<![\d.]){code}(?!\d)", kept)
    with house.db.read() as session:
        lines = list(session.scalars(select(Message.text)))
    assert any("［验证码］" in line for line in lines)
    assert any("11101" in line for line in lines), "the licence is shown, masked"
    assert not any(LICENCE in line or PHONE.removeprefix("+86") in line for line in lines)
    log = (house.settings.data_dir / "hotline.log").read_text(encoding="utf-8", errors="replace")
    assert LICENCE not in log
    assert code not in log


def test_a_code_pressed_and_one_said_on_the_telephone(house: RunningHouse) -> None:
    caller = CALLERS["voice"](house)
    caller.say("我的买卖合同案什么时候开庭")
    caller.press(LICENCE)
    code = house.code(PHONE)
    spoken = "".join("零一二三四五六七八九"[int(digit)] for digit in code)
    assert "核验通过" in caller.say(spoken)
    kept = everything(house)
    assert spoken not in kept
    assert not re.search(rf"(?<![\d.]){code}(?!\d)", kept)


@pytest.mark.parametrize("side_step", ["我要投诉", "取消", "我要评价", "诉讼费怎么收", "你是谁"])
@pytest.mark.parametrize("words", ["{}", "{} 谢谢"])
def test_a_code_after_a_side_step_stays_nowhere(house: RunningHouse, side_step: str, words: str) -> None:
    caller = CALLERS["web"](house)
    caller.say("我的买卖合同案什么时候开庭")
    caller.say(f"{LICENCE}，林知远")
    code = house.code(PHONE)
    caller.say(side_step)
    assert "核验通过" in caller.say(words.format(code))
    caller.say(words.format(code))  # sent once more: it is used up
    caller.say("对")
    assert not re.search(rf"(?<![\d.]){code}(?!\d)", everything(house))


def test_after_a_pause_the_pause_is_said_and_nothing_leaks(house: RunningHouse) -> None:
    caller = CALLERS["web"](house)
    caller.say("我的买卖合同案什么时候开庭")
    caller.say(f"{LICENCE}，林知远")
    code = house.code(PHONE)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        caller.say(wrong)
    assert "暂停" in caller.last
    assert "暂停" in caller.say(code)
    assert "六位数字" in caller.say(f"标的{code}元，诉讼费多少")
    caller.say("我的买卖合同案什么时候开庭")
    assert "暂停" in caller.say(f"{LICENCE}，林知远")
    assert not re.search(rf"(?<![\d.]){code}(?!\d)", everything(house))


def everything(house: RunningHouse) -> str:
    """All that is kept of conversations, as one text; messages that are still to be sent have gone."""
    house.sent(PHONE)
    with house.db.read() as session:
        rows = [
            {column.key: getattr(row, column.key) for column in table.__mapper__.column_attrs}
            for table in KEPT
            for row in session.scalars(select(table))
        ]
    return json.dumps(rows, ensure_ascii=False, default=str)
