"""Callers: each plays its provider's protocol against the public doors, and hears what people would."""

from __future__ import annotations

import hashlib
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import httpx
from defusedxml.ElementTree import fromstring
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from tests.running import RunningHouse, until


class Caller(ABC):
    """Somebody on one channel. `last` is the latest answer as read or heard, all of it."""

    channel: str

    def __init__(self, house: RunningHouse) -> None:
        self.house = house
        self.last = ""
        self.ended = False
        self.talk: list[str] = []
        """Everything said and heard, for whoever reads a failure."""

    def begin(self) -> str:
        """What happens before a word is said: on written channels nothing."""
        return ""

    def say(self, text: str) -> str:
        return self._heard(text, self._say(text))

    def press(self, digits: str) -> str:
        """Keys; where there are none, digits are typed."""
        return self.say(digits)

    def silence(self) -> str:
        raise NotImplementedError(f"nobody notices silence on {self.channel}")

    def mumble(self, text: str) -> str:
        raise NotImplementedError(f"words are as they are written on {self.channel}")

    @abstractmethod
    def parcel(self, text: str) -> Callable[[], httpx.Response]:
        """One message as the provider delivers it; delivered again it is the same message."""

    @abstractmethod
    def _say(self, text: str) -> str: ...

    def _heard(self, said: str, answer: str) -> str:
        self.talk += [f"> {said}", answer]
        self.last = answer
        return answer


class WebCaller(Caller):
    channel = "web"

    def __init__(self, house: RunningHouse, headers: dict[str, str] | None = None) -> None:
        super().__init__(house)
        self.conversation_id = str(uuid.uuid4())
        self.headers = headers or {}
        self.answer: dict[str, Any] = {}
        self._numbers = count(1)

    def parcel(self, text: str) -> Callable[[], httpx.Response]:
        return self.numbered(str(next(self._numbers)), text)

    def numbered(self, message_id: str, text: str) -> Callable[[], httpx.Response]:
        body = {"conversation_id": self.conversation_id, "message_id": message_id, "text": text}
        return lambda: self.house.http.post("/channels/web/messages", json=body, headers=self.headers)

    def _say(self, text: str) -> str:
        answer = self.parcel(text)()
        assert answer.status_code == 200, answer.text
        self.answer = answer.json()
        self.ended = self.answer["ended"]
        return "\n".join(
            "\n".join([reply["text"], *(option["title"] for option in reply["options"])])
            for reply in self.answer["replies"]
        )


class _TwilioCaller(Caller):
    number = "+8613911112222"

    def _signed(self, path: str, fields: dict[str, str]) -> httpx.Response:
        settings = self.house.settings
        form = {
            "AccountSid": settings.twilio_account_sid or "",
            "From": self.number,
            "To": "+861012368",
        } | fields
        signature = RequestValidator(settings.twilio_auth_token).compute_signature(
            settings.public + path, form
        )
        return self.house.http.post(path, data=form, headers={"X-Twilio-Signature": signature})


class VoiceCaller(_TwilioCaller):
    """A call: what is heard are the `<Say>` texts; the next step is wherever the TwiML points."""

    channel = "voice"
    FIRST = "/channels/twilio/voice"

    def __init__(self, house: RunningHouse) -> None:
        super().__init__(house)
        self.call_sid = f"CA{uuid.uuid4().hex}"
        self._next: str | None = self.FIRST

    def begin(self) -> str:
        if self._next is None:
            self.call_sid, self._next, self.ended = f"CA{uuid.uuid4().hex}", self.FIRST, False
        return self._heard("（拨入）", self._step({}))

    def press(self, digits: str) -> str:
        return self._heard(f"（按键 {digits}）", self._step({"Digits": digits}))

    def silence(self) -> str:
        return self._heard("（沉默）", self._step({}))

    def mumble(self, text: str) -> str:
        """Words that the recogniser itself doubts."""
        return self._heard(f"（含糊）{text}", self._step({"SpeechResult": text, "Confidence": "0.12"}))

    def parcel(self, text: str) -> Callable[[], httpx.Response]:
        return self._webhook({"SpeechResult": text, "Confidence": "0.87"})

    def _say(self, text: str) -> str:
        if self._next == self.FIRST:
            self.begin()
        return self._step({"SpeechResult": text, "Confidence": "0.87"})

    def _webhook(self, fields: dict[str, str]) -> Callable[[], httpx.Response]:
        assert self._next is not None, "the call is over"
        path, form = self._next, {"CallSid": self.call_sid, "CallStatus": "in-progress"} | fields
        return lambda: self._signed(path, form)

    def _step(self, fields: dict[str, str]) -> str:
        answer = self._webhook(fields)()
        assert answer.status_code == 200, answer.text
        twiml = fromstring(answer.text)
        heard = [say.text or "" for say in twiml.iter("Say")]
        gather, redirect = twiml.find("Gather"), twiml.find("Redirect")
        if redirect is not None:
            self._next = self._path(redirect.text or "")
            return "\n".join([*heard, self._step(fields)])
        self._next = None if gather is None else self._path(gather.attrib["action"])
        if self._next is None:
            assert twiml.find("Hangup") is not None, answer.text
            self.hang_up()
        return "\n".join(heard)

    def hang_up(self) -> None:
        self.ended, self._next = True, None
        self._signed("/channels/twilio/voice/status", {"CallSid": self.call_sid, "CallStatus": "completed"})

    def _path(self, url: str) -> str:
        assert url.startswith(self.house.settings.public), url
        parts = urlsplit(url)
        return f"{parts.path}?{parts.query}"


class _Pushed(Caller):
    """A channel on which an answer that took too long comes as a message of its own."""

    address: str

    def _or_later(self, answer: str, before: int) -> str:
        if answer:
            return answer
        until(lambda: len(self.house.sent(self.address)) > before)
        return self.house.sent(self.address)[before]


class SmsCaller(_TwilioCaller, _Pushed):
    channel = "sms"
    address = _TwilioCaller.number

    def parcel(self, text: str) -> Callable[[], httpx.Response]:
        fields = {"Body": text, "MessageSid": f"SM{uuid.uuid4().hex}"}
        return lambda: self._signed("/channels/twilio/sms", fields)

    def _say(self, text: str) -> str:
        before = len(self.house.sent(self.address))
        answer = self.parcel(text)()
        assert answer.status_code == 200, answer.text
        return self._or_later(
            "\n".join(one.text or "" for one in fromstring(answer.text).iter("Message")), before
        )


class WeChatCaller(_Pushed):
    channel = "wechat"

    def __init__(self, house: RunningHouse) -> None:
        super().__init__(house)
        self.address = f"o{uuid.uuid4().hex[:27]}"
        self._numbers = count(24000000000000001)

    def parcel(self, text: str) -> Callable[[], httpx.Response]:
        body = (
            f"<xml><ToUserName>gh_hotline</ToUserName><FromUserName>{self.address}</FromUserName>"
            f"<CreateTime>{int(self.house.clock().timestamp())}</CreateTime><MsgType>text</MsgType>"
            f"<Content>{escape(text)}</Content><MsgId>{next(self._numbers)}</MsgId></xml>"
        )
        return self.delivered(body.encode())

    def delivered(self, body: bytes) -> Callable[[], httpx.Response]:
        """Whatever body, under a right signature: in plain mode that does not cover it."""
        stamp, nonce = str(int(self.house.clock().timestamp())), uuid.uuid4().hex[:10]
        signed = sorted([self.house.settings.wechat_token or "", stamp, nonce])
        query = {
            "timestamp": stamp,
            "nonce": nonce,
            "signature": hashlib.sha1("".join(signed).encode()).hexdigest(),
        }
        return lambda: self.house.http.post("/channels/wechat", params=query, content=body)

    def _say(self, text: str) -> str:
        before = len(self.house.sent(self.address))
        answer = self.parcel(text)()
        assert answer.status_code == 200, answer.text
        content = "" if answer.text == "success" else fromstring(answer.text).findtext("Content") or ""
        return self._or_later(content, before)


CALLERS: dict[str, type[Caller]] = {
    caller.channel: caller for caller in (WebCaller, VoiceCaller, SmsCaller, WeChatCaller)
}
