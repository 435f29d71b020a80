"""A WeChat official account, signed and encrypted as the platform does it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from wechatpy.crypto import PrpCrypto, WeChatCrypto  # type: ignore[import-untyped]

from actions.store.conversations import Outgoing
from api.gateway.messages import Answer, Option, Said

from .fake_house import AES_KEY, FakeHouse

PATH = "/channels/wechat"
OPENID = "oInvented_0001"
TEXT = "<MsgType>text</MsgType><Content><![CDATA[查案件]]></Content><MsgId>700001</MsgId>"


def message(inner: str = TEXT) -> str:
    head = f"<ToUserName>gh_hotline</ToUserName><FromUserName>{OPENID}</FromUserName>"
    head += "<CreateTime>1795226400</CreateTime>"
    return f"<xml>{head}{inner}</xml>"


class WeChat:
    """The platform's side."""

    def __init__(self, client: TestClient, house: FakeHouse) -> None:
        self.client, self.house = client, house
        self.crypto = WeChatCrypto("officialtoken", AES_KEY, "wx0123456789abcdef")
        self.nonces = 0

    def stamp(self, off: timedelta = timedelta(0)) -> dict[str, str]:
        self.nonces += 1
        return {"timestamp": str(int((self.house.clock() + off).timestamp())), "nonce": f"n{self.nonces}"}

    @staticmethod
    def signature(*signed: str) -> str:
        return hashlib.sha1("".join(sorted(signed)).encode()).hexdigest()

    def plain(self, body: str = "", stamp: dict[str, str] | None = None) -> httpx.Response:
        stamp = stamp or self.stamp()
        query = stamp | {"signature": self.signature("officialtoken", *stamp.values()), "openid": OPENID}
        response: httpx.Response = self.client.post(PATH, params=query, content=(body or message()).encode())
        return response

    def secure(
        self, body: str = "", stamp: dict[str, str] | None = None, crypto: Any = None, **change: str
    ) -> httpx.Response:
        stamp = stamp or self.stamp()
        envelope = (crypto or self.crypto).encrypt_message(
            body or message(), stamp["nonce"], stamp["timestamp"]
        )
        sealed = ElementTree.fromstring(envelope).findtext("Encrypt") or ""
        query = stamp | {
            "signature": self.signature("officialtoken", *stamp.values()),
            "encrypt_type": "aes",
            "msg_signature": self.signature("officialtoken", *stamp.values(), sealed),
        }
        response: httpx.Response = self.client.post(PATH, params=query | change, content=envelope)
        return response

    def opened(self, response: httpx.Response) -> Element:
        envelope = ElementTree.fromstring(response.content)
        signature, stamp = envelope.findtext("MsgSignature"), envelope.findtext("TimeStamp")
        nonce = envelope.findtext("Nonce")
        return ElementTree.fromstring(self.crypto.decrypt_message(response.text, signature, stamp, nonce))


@pytest.fixture
def wechat(doors_client: TestClient, house: FakeHouse) -> WeChat:
    return WeChat(doors_client, house)


def content(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    root = ElementTree.fromstring(response.content)
    assert (root.findtext("ToUserName"), root.findtext("FromUserName")) == (OPENID, "gh_hotline")
    return root.findtext("Content") or ""


# The URL check


def test_the_url_check_is_echoed(wechat: WeChat) -> None:
    stamp = wechat.stamp()
    query = stamp | {"echostr": "5836258", "signature": wechat.signature("officialtoken", *stamp.values())}
    response = wechat.client.get(PATH, params=query)
    assert response.text == "5836258"
    assert response.headers["content-type"].startswith("text/plain")


def test_an_encrypted_url_check_is_opened(wechat: WeChat) -> None:
    stamp = wechat.stamp()
    sealed = PrpCrypto(wechat.crypto.key).encrypt("5836258", "wx0123456789abcdef").decode()
    signature = wechat.signature("officialtoken", *stamp.values(), sealed)
    response = wechat.client.get(PATH, params=stamp | {"echostr": sealed, "msg_signature": signature})
    assert response.text == "5836258"


def test_a_wrong_url_check_is_refused(wechat: WeChat) -> None:
    assert (
        wechat.client.get(PATH, params=wechat.stamp() | {"echostr": "x", "signature": "0" * 40}).status_code
        == 403
    )
    assert wechat.client.get(PATH).status_code == 403


# Messages


def test_a_text_is_answered_within_the_same_call(wechat: WeChat, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("请选择：", (Option("开庭", "a"),)), Said("也可以说人工。")))
    assert content(wechat.plain()) == "请选择：\n1. 开庭\n\n也可以说人工。"
    (asked,) = house.gateway.asked
    assert (asked.channel, asked.account, asked.address) == ("wechat", OPENID, OPENID)
    assert (asked.external_id, asked.text, asked.event) == ("700001", "查案件", None)
    assert asked.window_seconds < 5


def test_secure_mode_is_answered_in_secure_mode(wechat: WeChat, house: FakeHouse) -> None:
    response = wechat.secure()
    assert response.status_code == 200
    assert wechat.opened(response).findtext("Content") == "您好"
    assert "您好" not in response.text
    assert house.gateway.asked[0].text == "查案件"


def test_a_recognised_voice_message_is_words(wechat: WeChat, house: FakeHouse) -> None:
    inner = "<MsgType>voice</MsgType><MediaId>m</MediaId><MsgId>700002</MsgId><Recognition>{}</Recognition>"
    wechat.plain(message(inner.format("我要查开庭。")))
    assert house.gateway.asked[0].text == "我要查开庭。"
    assert "没有听清" in content(wechat.plain(message(inner.format(""))))
    assert len(house.gateway.asked) == 1


def test_subscribing_begins_a_conversation_once_per_event(wechat: WeChat, house: FakeHouse) -> None:
    inner = "<MsgType>event</MsgType><Event>subscribe</Event><EventKey></EventKey>"
    content(wechat.plain(message(inner)))
    content(wechat.plain(message(inner)))
    first, again = house.gateway.asked
    assert (first.event, first.text) == ("started", "")
    assert first.external_id == again.external_id != ""


def test_other_events_are_taken_note_of_silently(wechat: WeChat, house: FakeHouse) -> None:
    assert wechat.plain(message("<MsgType>event</MsgType><Event>unsubscribe</Event>")).text == "success"
    assert house.gateway.asked == []


@pytest.mark.parametrize("kind", ["image", "video", "location", "link", "something-new"])
def test_what_cannot_be_understood_is_said_politely(wechat: WeChat, house: FakeHouse, kind: str) -> None:
    assert "文字" in content(wechat.plain(message(f"<MsgType>{kind}</MsgType><MsgId>7</MsgId>")))
    assert house.gateway.asked == []


@pytest.mark.parametrize("answer", [Answer(()), Answer((Said("晚了"),), late=True)])
def test_what_comes_later_leaves_the_passive_answer_empty(
    wechat: WeChat, house: FakeHouse, answer: Answer
) -> None:
    house.gateway.answer = answer
    assert wechat.plain().text == "success"
    assert wechat.secure().text == "success"


def test_an_answer_cannot_break_out_of_its_element(wechat: WeChat, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said("a]]></Content><MsgType>image</MsgType><Content><![CDATA[b\x02"),))
    response = wechat.plain()
    root = ElementTree.fromstring(response.content)
    assert [element.text for element in root.iter("MsgType")] == ["text"]


LONG = "".join(f"第{number}点，当事人有权申请回避。" for number in range(120))
CHOICES = (Option("查开庭", "a"), Option("申请延期", "b"))


def test_without_the_secret_a_long_answer_is_one_message_with_its_question_whole(
    wechat: WeChat, house: FakeHouse
) -> None:
    house.settings = house.settings.model_copy(update={"wechat_app_secret": None})
    house.gateway.answer = Answer((Said(LONG), Said(f"{LONG}还要办哪一样？", CHOICES)))
    said = content(wechat.plain())
    assert len(said.encode()) <= 2047
    assert said.startswith("第0点")
    assert said.endswith("还要办哪一样？\n1. 查开庭\n2. 申请延期")
    assert "从略" in said


def test_what_is_too_long_comes_later_as_a_whole_and_once(wechat: WeChat, house: FakeHouse) -> None:
    house.gateway.answer = Answer((Said(LONG), Said("还要办哪一样？", CHOICES)))
    assert [wechat.plain().text, wechat.secure().text] == ["success", "success"]
    with house.means.reading() as work:
        (row,) = work.session.scalars(select(Outgoing)).all()
    assert (row.address, row.text) == (OPENID, f"{LONG}\n\n还要办哪一样？\n1. 查开庭\n2. 申请延期")


@pytest.mark.parametrize("sign", ["\x02", "\x0b", "&#2;", "&#xFFFE;", "\ufffe"])
def test_a_control_character_costs_nobody_his_message(wechat: WeChat, house: FakeHouse, sign: str) -> None:
    typed = message(TEXT.replace("<![CDATA[查案件]]>", f"查{sign}案件"))
    assert content(wechat.plain(typed)) == "您好"
    assert house.gateway.asked[0].text == "查案件"


def test_broken_bytes_cost_nobody_his_message(wechat: WeChat, house: FakeHouse) -> None:
    stamp = wechat.stamp()
    query = stamp | {"signature": wechat.signature("officialtoken", *stamp.values())}
    body = message().encode().replace("案".encode(), b"\xff")
    assert wechat.client.post(PATH, params=query, content=body).status_code == 200
    assert house.gateway.asked[0].text.startswith("查")


def test_what_a_user_types_stays_words(wechat: WeChat, house: FakeHouse) -> None:
    """As the platform escapes it: a section may end and begin again inside."""
    typed = "a]]>&lt;/Content>"
    escaped = typed.replace("]]>", "]]]]><![CDATA[>")
    wechat.plain(message(TEXT.replace("查案件", escaped)))
    assert house.gateway.asked[0].text == typed


def test_pressing_the_menu_says_what_it_stands_for(wechat: WeChat, house: FakeHouse) -> None:
    inner = "<MsgType>event</MsgType><Event>CLICK</Event><EventKey>{}</EventKey>"
    wechat.plain(message(inner.format("hearings")))
    wechat.plain(message(inner.format("person")))
    first, second = house.gateway.asked
    assert (first.text, second.text) == ("我的案子什么时候开庭", "转人工")
    assert first.external_id != second.external_id
    assert wechat.plain(message(inner.format("gone"))).text == "success"


def test_the_platforms_own_notice_is_no_sentence(wechat: WeChat, house: FakeHouse) -> None:
    notice = "【收到不支持的消息类型，暂无法显示】"
    assert "文字" in content(wechat.plain(message(TEXT.replace("查案件", notice))))
    assert house.gateway.asked == []


def test_a_failing_turn_is_answered_in_chinese(wechat: WeChat, house: FakeHouse) -> None:
    house.gateway.answer = KeyError("secret")
    assert "抱歉" in content(wechat.plain())


# Who is let in


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_future_timestamp_is_refused(wechat: WeChat, house: FakeHouse, minutes: int) -> None:
    off = timedelta(minutes=minutes)
    assert wechat.plain(stamp=wechat.stamp(off)).status_code == 403
    assert wechat.secure(stamp=wechat.stamp(off)).status_code == 403
    assert house.gateway.asked == []


@pytest.mark.parametrize("timestamp", ["", "x", "²", "-1", "9" * 40])
def test_a_timestamp_that_is_none_is_refused(wechat: WeChat, timestamp: str) -> None:
    assert wechat.plain(stamp={"timestamp": timestamp, "nonce": "n"}).status_code == 403


def test_a_stamp_with_another_body_is_refused_and_with_the_same_is_a_retry(
    wechat: WeChat, house: FakeHouse
) -> None:
    stamp = wechat.stamp()
    assert wechat.plain(stamp=stamp).status_code == 200
    assert wechat.plain(stamp=stamp).status_code == 200
    forged = message(TEXT.replace("查案件", "申请撤诉"))
    assert wechat.plain(forged, stamp).status_code == 403
    house.clock.passes(timedelta(minutes=4, seconds=59))
    assert wechat.plain(forged, stamp).status_code == 403
    assert [asked.text for asked in house.gateway.asked] == ["查案件", "查案件"]


def test_another_process_knows_the_stamp_too(
    wechat: WeChat, house: FakeHouse, another_client: TestClient
) -> None:
    stamp = wechat.stamp()
    assert wechat.plain(stamp=stamp).status_code == 200
    elsewhere = WeChat(another_client, house)
    assert elsewhere.plain(message(TEXT.replace("查案件", "申请撤诉")), stamp).status_code == 403
    assert elsewhere.plain(stamp=stamp).status_code == 200


def test_a_stamp_from_the_future_is_remembered_as_long_as_it_is_accepted(
    wechat: WeChat, house: FakeHouse
) -> None:
    stamp = wechat.stamp(timedelta(minutes=5))
    assert wechat.plain(stamp=stamp).status_code == 200
    house.clock.passes(timedelta(minutes=9, seconds=59))
    assert wechat.plain(message(TEXT.replace("查案件", "申请撤诉")), stamp).status_code == 403


def test_a_retry_encrypted_anew_is_still_a_retry(wechat: WeChat) -> None:
    stamp = wechat.stamp()
    assert wechat.secure(stamp=stamp).status_code == 200
    assert wechat.secure(stamp=stamp).status_code == 200
    assert wechat.secure(message(TEXT.replace("查案件", "撤诉")), stamp).status_code == 403


def test_a_secure_stamp_cannot_be_used_again_in_plain_mode(wechat: WeChat, house: FakeHouse) -> None:
    stamp = wechat.stamp()
    wechat.secure(stamp=stamp)
    assert wechat.plain(message(TEXT.replace("查案件", "撤诉")), stamp).status_code == 403
    assert len(house.gateway.asked) == 1


def test_a_wrong_signature_is_refused(wechat: WeChat, house: FakeHouse) -> None:
    assert (
        wechat.client.post(
            PATH, params=wechat.stamp() | {"signature": "0" * 40}, content=message()
        ).status_code
        == 403
    )
    assert (
        wechat.client.post(PATH, params=wechat.stamp() | {"signature": "签"}, content=message()).status_code
        == 403
    )
    assert wechat.secure(msg_signature="0" * 40).status_code == 403
    assert house.gateway.asked == []


def test_the_app_id_inside_counts(wechat: WeChat, house: FakeHouse) -> None:
    other = WeChatCrypto("officialtoken", AES_KEY, "wxsomebodyelse")
    assert wechat.secure(crypto=other).status_code == 403
    assert house.gateway.asked == []


@pytest.mark.parametrize("sealed", ["", "AAAA", "不是密文", "A" * 64])
def test_a_broken_envelope_is_refused(wechat: WeChat, sealed: str) -> None:
    stamp = wechat.stamp()
    query = stamp | {"msg_signature": wechat.signature("officialtoken", *stamp.values(), sealed)}
    body = f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode()
    assert wechat.client.post(PATH, params=query, content=body).status_code == 403


def test_plain_mode_can_be_closed(wechat: WeChat, house: FakeHouse) -> None:
    house.settings = house.settings.model_copy(update={"wechat_plain": "off"})
    assert wechat.plain().status_code == 403
    assert house.gateway.asked == []
    assert wechat.secure().status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><xml><Content>&e;</Content></xml>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        + message(TEXT.replace("<![CDATA[查案件]]>", "&b;")),
        "<xml>",
        "不是 XML",
        "<xml></xml>",
    ],
)
def test_xml_with_entities_or_without_sense_is_refused(wechat: WeChat, house: FakeHouse, body: str) -> None:
    assert wechat.plain(body).status_code == 403
    assert wechat.secure(body).status_code == 403
    assert house.gateway.asked == []


@pytest.mark.parametrize("missing", ["wechat_app_id", "wechat_token"])
def test_a_door_that_is_not_set_up_says_so(wechat: WeChat, house: FakeHouse, missing: str) -> None:
    house.settings = house.settings.model_copy(update={missing: None})
    for response in (wechat.client.get(PATH), wechat.client.post(PATH, content=message().encode())):
        assert response.status_code == 503
        assert "开通" in response.json()["detail"]
