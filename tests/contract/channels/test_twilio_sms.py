"""A short message, by a really signed hook."""

from __future__ import annotations

from xml.etree import ElementTree

import httpx
import pytest
from fastapi.testclient import TestClient
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from actions.errors import Conflict
from api.gateway.messages import Answer, Option, Said

from .fake_house import PUBLIC, FakeHouse

PATH = "/channels/twilio/sms"
MESSAGE = "SM" + "e" * 32


def post(client: TestClient, house: FakeHouse, sign: bool = True, **more: str) -> httpx.Response:
    own = {
        "AccountSid": house.settings.twilio_account_sid or "",
        "MessageSid": MESSAGE,
        "From": "+8613800010001",
    }
    form = own | {"Body": "查案件", "To": "+861012368000"} | more
    signature = RequestValidator(house.settings.twilio_auth_token).compute_signature(PUBLIC + PATH, form)
    response: httpx.Response = client.post(
        PATH, data=form, headers={"X-Twilio-Signature": signature if sign else "x"}
    )
    return response


def texts(response: httpx.Response) -> list[str]:
    assert response.status_code == 200
    return [message.text or "" for message in ElementTree.fromstring(response.content).iter("Message")]


def test_the_number_is_the_account_and_the_message_id_the_key(
    doors_client: TestClient, house: FakeHouse
) -> None:
    post(doors_client, house)
    (asked,) = house.gateway.asked
    assert (asked.channel, asked.account, asked.address) == ("sms", "+8613800010001", "+8613800010001")
    assert asked.external_id == f"{house.settings.twilio_account_sid}/{MESSAGE}"
    assert asked.text == "查案件"


@pytest.mark.parametrize("sender", ["+266696687", "Restricted", "INFO", "12368", "+86" + "1" * 40, "+139x"])
def test_a_sender_who_may_be_many_people_has_no_conversation_but_each_message(
    doors_client: TestClient, house: FakeHouse, sender: str
) -> None:
    for number in range(2):
        post(doors_client, house, From=sender, MessageSid=f"SM{number:032d}")
    first, second = house.gateway.asked
    assert first.account != second.account and sender not in (first.account, second.account)
    assert first.address is second.address is None


def test_options_are_numbered_lines(doors_client: TestClient, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("请选择：", (Option("开庭", "a"), Option("费用", "b"))),))
    assert texts(post(doors_client, house)) == ["请选择：\n1. 开庭\n2. 费用"]


@pytest.mark.parametrize("answer", [Answer(()), Answer((), late=True), Answer((Said("晚了"),), late=True)])
def test_nothing_is_sent_when_there_is_nothing_to_say_now(
    doors_client: TestClient, house: FakeHouse, answer: Answer
) -> None:
    house.gateway.answer = answer
    assert texts(post(doors_client, house)) == []


def test_what_is_too_long_for_one_message_goes_in_several(doors_client: TestClient, house: FakeHouse) -> None:
    text = "当事人有权申请回避。" * 400
    house.gateway.answer = Answer((Said(text),))
    sent = texts(post(doors_client, house))
    assert max(map(len, sent)) <= 1600
    assert "".join(sent) == text


def test_markup_in_an_answer_stays_text(doors_client: TestClient, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("a</Message><Message>b\x01"),))
    assert texts(post(doors_client, house)) == ["a</Message><Message>b"]


def test_a_picture_is_answered_without_a_turn(doors_client: TestClient, house: FakeHouse) -> None:
    (text,) = texts(post(doors_client, house, Body="", NumMedia="1"))
    assert "文字" in text
    assert house.gateway.asked == []


def test_an_error_meant_for_the_person_is_said(doors_client: TestClient, house: FakeHouse) -> None:
    house.gateway.answer = Conflict("这一步已经办过了。")
    assert texts(post(doors_client, house)) == ["这一步已经办过了。"]


def test_wrong_signature_and_foreign_account_are_refused(doors_client: TestClient, house: FakeHouse) -> None:
    assert post(doors_client, house, sign=False).status_code == 403
    assert post(doors_client, house, AccountSid="AC" + "9" * 32).status_code == 403
    assert house.gateway.asked == []
