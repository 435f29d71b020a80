"""Whatever comes in, a polite answer goes out, and the talk goes on."""

from __future__ import annotations

import json
import re

import pytest

from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS, Caller, WebCaller, WeChatCaller
from tests.scenarios.script import verify

CHINESE = re.compile(r"[\u4e00-\u9fff]")
INTERNAL = re.compile(r"Traceback|Exception|Error|undefined|\{\{|\}\}|\bNone\b|action_|event\.")

EVERYWHERE = {
    "long": "我要查案子" * 2000,
    "long_digits": "1" * 10_000,
    "emoji": "👍👍🏽🎉",
    "english": "Hello, when is my hearing? I am a lawyer from Shanghai.",
    "punctuation": "？？？！！……",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% for %}",
    "odd_letters": "ａｂｃ １２３ ㈠ ㍿ ﷽ \u202e倒过来\u202c",
}
NOT_IN_XML = {
    "control": "查\x00开\x07庭\x1b[2J",
    "unassigned": "开庭\uffff\ufffe",
    "binary": bytes(range(256)).decode("latin-1"),
}
NO_XML = {
    "nothing": b"",
    "binary": bytes(range(256)),
    "half a surrogate": b"<xml><MsgType>text</MsgType><Content>&#xD800;</Content></xml>",
    "control": "<xml><MsgType>text</MsgType><Content>开\x07庭</Content></xml>".encode(),
    "no message": b"<xml/>",
}
NO_FORM = {
    "nothing": b"",
    "binary": bytes(range(256)),
    "half a surrogate": b"Body=%ED%A0%80&From=%2B8613911112222",
}


def polite(answer: str) -> None:
    assert CHINESE.search(answer), answer
    assert not INTERNAL.search(answer), answer


def goes_on(caller: Caller) -> None:
    assert "9,080 元" in caller.say("五十二万八千的标的诉讼费多少")


@pytest.mark.parametrize("text", EVERYWHERE.values(), ids=EVERYWHERE)
@pytest.mark.parametrize("channel", ["web", "voice", "sms", "wechat"])
def test_anything_written_or_heard(house: RunningHouse, channel: str, text: str) -> None:
    caller = CALLERS[channel](house)
    polite(caller.say(text))
    goes_on(caller)


@pytest.mark.parametrize("text", NOT_IN_XML.values(), ids=NOT_IN_XML)
@pytest.mark.parametrize("channel", ["web", "voice", "sms"])
def test_characters_that_xml_cannot_carry(house: RunningHouse, channel: str, text: str) -> None:
    caller = CALLERS[channel](house)
    polite(caller.say(text))
    goes_on(caller)


@pytest.mark.parametrize("text", ["", " ", "　", "\n\n"])
@pytest.mark.parametrize("channel", ["web", "sms", "voice", "wechat"])
def test_nothing(house: RunningHouse, channel: str, text: str) -> None:
    caller = CALLERS[channel](house)
    polite(caller.say(text))
    goes_on(caller)


@pytest.mark.parametrize("escaped", [r"\ud800", r"开庭\udfff吗", r"\ud83d"])
def test_half_a_surrogate_in_json(house: RunningHouse, escaped: str) -> None:
    caller = WebCaller(house)
    body = f'{{"conversation_id": "{caller.conversation_id}", "message_id": "1", "text": "{escaped}"}}'
    answer = house.http.post(
        "/channels/web/messages", content=body.encode(), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    polite(answer.json()["replies"][0]["text"])
    caller.numbered("2", "你好")().raise_for_status()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe", json.dumps({"text": 1}).encode()], ids=repr
)
def test_a_body_that_is_no_message(house: RunningHouse, body: bytes) -> None:
    answer = house.http.post(
        "/channels/web/messages", content=body, headers={"content-type": "application/json"}
    )
    assert 400 <= answer.status_code < 500
    polite(answer.json()["detail"])


@pytest.mark.parametrize("body", NO_XML.values(), ids=NO_XML)
def test_a_wechat_body_that_is_no_message(house: RunningHouse, body: bytes) -> None:
    caller = WeChatCaller(house)
    answer = caller.delivered(body)()
    assert 400 <= answer.status_code < 500, answer.text
    polite(answer.json()["detail"])
    goes_on(caller)


@pytest.mark.parametrize("body", NO_FORM.values(), ids=NO_FORM)
@pytest.mark.parametrize("path", ["voice", "sms"])
def test_a_twilio_body_that_is_no_form(house: RunningHouse, path: str, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "X-Twilio-Signature": "nobody's"}
    answer = house.http.post(f"/channels/twilio/{path}", content=body, headers=headers)
    assert answer.status_code == 403, answer.text
    polite(answer.json()["detail"])
    goes_on(CALLERS[path](house))


@pytest.mark.parametrize("channel", ["web", "voice"])
def test_nonsense_in_a_form_leaves_the_form_as_it_was(house: RunningHouse, channel: str) -> None:
    caller = CALLERS[channel](house)
    caller.say("我的买卖合同案申请延期开庭")
    verify(caller, "林知远")
    for nonsense in ("👍👍🏽🎉", "？？？！！……", "嗯"):
        polite(caller.say(nonsense))
    assert "住院" in caller.say("那几天我要住院做手术")
    for nonsense in (
        "👍👍🏽🎉",
        "Hello, when is my hearing?",
        "1" * 10_000,
        bytes(range(256)).decode("latin-1"),
    ):
        polite(caller.say(nonsense))
        assert "收件号" not in caller.last
    assert "登记" in caller.say("对")
