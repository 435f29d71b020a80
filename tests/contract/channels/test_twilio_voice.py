"""A telephone caller, by really signed hooks."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import httpx
import pytest
from fastapi.testclient import TestClient
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from api.gateway.messages import Answer, Event, Option, Said

from .fake_house import PUBLIC, FakeHouse

START = f"{PUBLIC}/channels/twilio/voice"
CALL = "CA" + "c" * 32


class Twilio:
    """Calls the doors as Twilio does: it knows the public URL, the wire leads to an inner address."""

    def __init__(self, client: TestClient, house: FakeHouse) -> None:
        self.client, self.house = client, house

    def form(self, **more: str) -> dict[str, str]:
        own = {
            "AccountSid": self.house.settings.twilio_account_sid or "",
            "CallSid": CALL,
            "From": "+8613800010001",
        }
        return own | more

    def post(self, url: str, algorithm: str | None = None, **fields: str) -> httpx.Response:
        form = self.form(**fields)
        validator = RequestValidator(self.house.settings.twilio_auth_token)
        headers = {"X-Twilio-Signature": validator.compute_signature(url.partition("#")[0], form, algorithm)}
        if algorithm:
            headers["X-Twilio-Webhooks-Signature-Settings"] = f"key=k,algorithm={algorithm}"
        return self.send(url, form, headers)

    def send(self, url: str, form: dict[str, str], headers: dict[str, str]) -> httpx.Response:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        response: httpx.Response = self.client.post(target, data=form, headers=headers)
        return response

    def twiml(self, url: str, **fields: str) -> Element:
        response = self.post(url, **fields)
        assert response.status_code == 200, response.text
        return ElementTree.fromstring(response.content)

    def begin(self, answer: Answer | None = None) -> str:
        """The action URL of the first gather."""
        if answer:
            self.house.gateway.answer = answer
        return action(self.twiml(START))


@pytest.fixture
def twilio(doors_client: TestClient, house: FakeHouse) -> Twilio:
    return Twilio(doors_client, house)


def gather(twiml: Element) -> Element:
    found = twiml.find("Gather")
    assert found is not None
    return found


def action(twiml: Element) -> str:
    return gather(twiml).attrib["action"]


def spoken(element: Element) -> str:
    return "".join(say.text or "" for say in element.iter("Say"))


def test_a_call_begins_with_the_greeting_inside_a_gather(twilio: Twilio, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("您好，这里是 12368。"),))
    twiml = twilio.twiml(START)
    listening = gather(twiml)
    assert spoken(listening) == "您好，这里是 12368。"
    assert set(listening.attrib["input"].split()) == {"dtmf", "speech"}
    assert listening.attrib["language"] == "cmn-Hans-CN"
    assert listening.attrib["actionOnEmptyResult"] == "true"
    assert listening.attrib["speechTimeout"].isdecimal()
    assert "numDigits" not in listening.attrib
    assert 0 < len(listening.attrib["hints"].split(",")) <= 100
    (asked,) = house.gateway.asked
    assert (asked.channel, asked.event, asked.text, asked.address) == (
        "voice",
        "started",
        "",
        "+8613800010001",
    )
    assert asked.account == f"{house.settings.twilio_account_sid}/{CALL}"
    assert asked.external_id == f"{CALL}:0"


def test_words_go_to_the_next_step(twilio: Twilio, house: FakeHouse) -> None:
    second = action(twilio.twiml(twilio.begin(), SpeechResult="查一下我的案件"))
    twilio.post(second, SpeechResult="谢谢")
    _, first, then = house.gateway.asked
    assert (first.text, first.keys, first.event, first.external_id) == (
        "查一下我的案件",
        False,
        None,
        f"{CALL}:1",
    )
    assert (then.text, then.external_id) == ("谢谢", f"{CALL}:2")


def test_the_same_action_called_again_is_the_same_turn(twilio: Twilio, house: FakeHouse) -> None:
    step = twilio.begin()
    twilio.post(step, SpeechResult="确认")
    twilio.post(step, SpeechResult="确认")
    assert house.gateway.asked[1] == house.gateway.asked[2]


@pytest.mark.parametrize(
    ("fields", "text", "event"),
    [
        ({"Digits": "0"}, "", "human"),
        ({"Digits": "9"}, "", "repeat"),
        ({"Digits": "1"}, "1", None),
        ({"Digits": "90"}, "90", None),
        ({"SpeechResult": ""}, "", "silence"),
        ({}, "", "silence"),
    ],
)
def test_keys_and_silence(
    twilio: Twilio, house: FakeHouse, fields: dict[str, str], text: str, event: Event | None
) -> None:
    twilio.post(twilio.begin(), **fields)
    asked = house.gateway.asked[-1]
    assert (asked.text, asked.event) == (text, event)
    assert asked.keys == ("Digits" in fields)


@pytest.mark.parametrize("digits", ["0", "9", "11101201510123456"])
def test_while_a_number_is_dictated_every_key_is_part_of_it(
    twilio: Twilio, house: FakeHouse, digits: str
) -> None:
    twilio.post(twilio.begin(Answer((Said("请输入执业证号"),), dictating=True)), Digits=digits)
    asked = house.gateway.asked[-1]
    assert (asked.text, asked.event, asked.keys) == (digits, None, True)


def test_whoever_dictates_is_waited_for_longer(twilio: Twilio, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("您要办什么？"),))
    talking = gather(twilio.twiml(START)).attrib
    house.gateway.answer = Answer((Said("请报案号"),), dictating=True)
    dictating = gather(twilio.twiml(START)).attrib
    for wait in ("timeout", "speechTimeout"):
        assert int(dictating[wait]) > int(talking[wait])
    assert dictating["finishOnKey"] == "#"


def test_an_ended_call_says_goodbye_and_hangs_up(twilio: Twilio, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("再见。"),), ended=True)
    twiml = twilio.twiml(START)
    assert [element.tag for element in twiml] == ["Say", "Hangup"]
    assert spoken(twiml) == "再见。"


def test_a_late_answer_is_fetched_by_the_same_turn_and_not_for_ever(twilio: Twilio, house: FakeHouse) -> None:
    step = twilio.begin()
    house.gateway.answer = Answer((), late=True)
    twiml = twilio.twiml(step, SpeechResult="查开庭")
    for _ in range(10):
        redirect = twiml.find("Redirect")
        if redirect is None:
            break
        twiml = twilio.twiml(redirect.text or "")
    assert {asked.external_id for asked in house.gateway.asked[1:]} == {f"{CALL}:1"}
    assert spoken(gather(twiml))
    twilio.post(action(twiml), SpeechResult="还在吗")
    assert house.gateway.asked[-1].external_id == f"{CALL}:2"


def test_options_are_offered_by_key(twilio: Twilio, house: FakeHouse) -> None:
    options = (Option("提交", "提交"), Option("修改", "修改"))
    house.gateway.answer = Answer((Said("要提交吗？", options),))
    heard = spoken(twilio.twiml(START))
    assert "提交请按1" in heard
    assert "修改请按2" in heard


def test_nothing_that_cannot_be_spoken_is_spoken(twilio: Twilio, house: FakeHouse) -> None:
    text = "**案号**（2026）京0105民初10086号\n- 见[平台](https://a.cn/x?y=1)\x00\x0b与 https://a.cn/z。<Hangup/>"
    house.gateway.answer = Answer((Said(text),))
    twiml = twilio.twiml(START)
    heard = spoken(twiml)
    assert not set("*（）[]<>\x00") & set(heard)
    assert "http" not in heard
    assert "二零二六年，京零幺零五，民初，幺零零八六号" in heard
    assert twiml.find(".//Hangup") is None


def test_a_very_long_answer_still_fits_into_twiml(twilio: Twilio, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("第一千一百六十五条：行为人因过错侵害他人民事权益。" * 3000),))
    assert len(twilio.post(START).content) < 64_000


def test_a_failing_turn_is_answered_in_chinese_and_the_call_goes_on(
    twilio: Twilio, house: FakeHouse, caplog: pytest.LogCaptureFixture
) -> None:
    step = twilio.begin()
    house.gateway.answer = RuntimeError("password of 13800010001")
    twiml = twilio.twiml(step, SpeechResult="我要投诉")
    assert "抱歉" in spoken(gather(twiml))
    assert "RuntimeError" in caplog.text
    assert "13800010001" not in caplog.text


def test_the_fallback_leads_back_to_the_step_that_failed(twilio: Twilio, house: FakeHouse) -> None:
    step = twilio.begin()
    twiml = twilio.twiml(f"{START}/fallback", ErrorUrl=step, ErrorCode="11205")
    assert spoken(twiml)
    back = twiml.findtext("Redirect") or ""
    twilio.post(back)
    assert house.gateway.asked[-1].external_id == f"{CALL}:1"
    for _ in range(10):
        twiml = twilio.twiml(f"{START}/fallback", ErrorUrl=back, ErrorCode="11205")
        back = twiml.findtext("Redirect") or ""
        if not back:
            break
    assert twiml.find("Hangup") is not None


def test_the_fallback_of_the_first_hook_begins_the_call(twilio: Twilio, house: FakeHouse) -> None:
    twilio.post(twilio.twiml(f"{START}/fallback", ErrorUrl=START).findtext("Redirect") or "")
    asked = house.gateway.asked[-1]
    assert (asked.event, asked.external_id) == ("started", f"{CALL}:0")


def test_the_end_of_a_call_is_passed_on(twilio: Twilio, house: FakeHouse) -> None:
    assert twilio.post(f"{START}/status", CallStatus="in-progress").status_code == 204
    assert house.gateway.hung_up == []
    twilio.post(f"{START}/status", CallStatus="completed")
    assert house.gateway.hung_up == [f"{house.settings.twilio_account_sid}/{CALL}"]


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", "sip:someone@example.cn", ""])
def test_a_hidden_number_is_no_address(twilio: Twilio, house: FakeHouse, caller: str) -> None:
    twilio.post(START, From=caller)
    assert house.gateway.asked[-1].address is None


# Who is let in


@pytest.mark.parametrize("algorithm", [None, "HMAC_SHA1", "HMAC_SHA256"])
def test_both_signature_algorithms_are_known(twilio: Twilio, algorithm: str | None) -> None:
    assert twilio.post(START, algorithm).status_code == 200


def test_connection_overrides_are_no_part_of_the_signature(twilio: Twilio) -> None:
    assert twilio.post(f"{START}#rc=3&rp=all&ct=2000").status_code == 200


def test_the_signature_may_name_the_standard_port(twilio: Twilio, house: FakeHouse) -> None:
    form = twilio.form()
    with_port = START.replace(".cn/", ".cn:443/")
    signature = RequestValidator(house.settings.twilio_auth_token).compute_signature(with_port, form)
    assert twilio.send(START, form, {"X-Twilio-Signature": signature}).status_code == 200


def test_the_host_header_proves_nothing(twilio: Twilio, house: FakeHouse) -> None:
    form = twilio.form()
    forged = "https://attacker.example.cn/channels/twilio/voice"
    signature = RequestValidator(house.settings.twilio_auth_token).compute_signature(forged, form)
    headers = {"X-Twilio-Signature": signature, "Host": "attacker.example.cn", "X-Forwarded-Proto": "https"}
    assert twilio.send(START, form, headers).status_code == 403
    assert house.gateway.asked == []


@pytest.mark.parametrize("path", ["", "/step?n=1&d=0&r=0&t=x", "/fallback", "/status"])
@pytest.mark.parametrize("signature", [None, "", "AAAA", "签名"])
def test_without_its_signature_no_hook_is_heard(
    twilio: Twilio, house: FakeHouse, path: str, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Twilio-Signature": signature.encode("utf-8")}
    parts = urlsplit(START + path)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    response = twilio.client.post(target, data=twilio.form(CallStatus="completed"), headers=headers)
    assert response.status_code == 403
    assert house.gateway.asked == []
    assert house.gateway.hung_up == []


def test_a_changed_field_breaks_the_signature(twilio: Twilio, house: FakeHouse) -> None:
    form = twilio.form(SpeechResult="同意")
    signature = RequestValidator(house.settings.twilio_auth_token).compute_signature(START, form)
    changed = form | {"SpeechResult": "不同意"}
    assert twilio.send(START, changed, {"X-Twilio-Signature": signature}).status_code == 403


def test_another_account_is_refused_even_if_signed(twilio: Twilio, house: FakeHouse) -> None:
    assert twilio.post(START, AccountSid="AC" + "2" * 32).status_code == 403
    assert house.gateway.asked == []


@pytest.mark.parametrize(
    "change", [("n=1", "n=2"), ("d=0", "d=1"), ("r=0", "r=1"), ("t=", "t=0"), ("n=1", "n=x")]
)
def test_a_step_that_the_house_did_not_name_is_refused(
    twilio: Twilio, house: FakeHouse, change: tuple[str, str]
) -> None:
    step = twilio.begin()
    assert twilio.post(step.replace(*change), SpeechResult="好").status_code == 403
    assert len(house.gateway.asked) == 1


def test_a_step_belongs_to_its_call(twilio: Twilio, house: FakeHouse) -> None:
    assert twilio.post(twilio.begin(), CallSid="CA" + "d" * 32, SpeechResult="好").status_code == 403


@pytest.mark.parametrize("missing", ["twilio_account_sid", "twilio_auth_token"])
def test_a_door_that_is_not_set_up_says_so(twilio: Twilio, house: FakeHouse, missing: str) -> None:
    form = twilio.form()
    house.settings = house.settings.model_copy(update={missing: None})
    response = twilio.send(START, form, {})
    assert response.status_code == 503
    assert "开通" in response.json()["detail"]


def test_a_call_without_its_id_is_no_call(twilio: Twilio, house: FakeHouse) -> None:
    assert twilio.post(START, CallSid="").status_code == 422
    assert house.gateway.asked == []
