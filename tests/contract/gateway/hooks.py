"""Messages as the providers deliver them."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from api.settings import Settings

NUMBER, OPENID = "+8613911112222", "openid-of-the-tests"


def web(
    http: httpx.Client, text: str, *, conversation: str | None = None, message: str | None = None
) -> httpx.Response:
    body = {
        "conversation_id": conversation or str(uuid.uuid4()),
        "message_id": message or uuid.uuid4().hex,
        "text": text,
    }
    return http.post("/channels/web/messages", json=body)


def sms(http: httpx.Client, settings: Settings, text: str, *, message: str | None = None) -> httpx.Response:
    fields = {"From": NUMBER, "MessageSid": message or f"SM{uuid.uuid4().hex}", "Body": text}
    return twilio(http, settings, "/channels/twilio/sms", fields)


def voice(http: httpx.Client, settings: Settings) -> httpx.Response:
    fields = {"From": NUMBER, "CallSid": f"CA{uuid.uuid4().hex}", "CallStatus": "ringing"}
    return twilio(http, settings, "/channels/twilio/voice", fields)


def twilio(http: httpx.Client, settings: Settings, path: str, fields: dict[str, str]) -> httpx.Response:
    form = {"AccountSid": settings.twilio_account_sid or "", "To": "+861012368"} | fields
    signed = RequestValidator(settings.twilio_auth_token).compute_signature(settings.public + path, form)
    return http.post(path, data=form, headers={"X-Twilio-Signature": signed})


def wechat(
    http: httpx.Client, settings: Settings, text: str, *, message: str | None = None
) -> httpx.Response:
    now, nonce = str(int(time.time())), uuid.uuid4().hex[:10]
    signed = sorted([settings.wechat_token or "", now, nonce])
    query = {
        "timestamp": now,
        "nonce": nonce,
        "signature": hashlib.sha1("".join(signed).encode()).hexdigest(),
    }
    xml = (
        f"<xml><ToUserName>gh</ToUserName><FromUserName>{OPENID}</FromUserName><CreateTime>{now}</CreateTime>"
        f"<MsgType>text</MsgType><Content>{text}</Content><MsgId>{message or uuid.uuid4().int}</MsgId></xml>"
    )
    return http.post("/channels/wechat", params=query, content=xml.encode())


DOORS: dict[str, Callable[[httpx.Client, Settings], httpx.Response]] = {
    "web": lambda http, settings: web(http, "你好"),
    "sms": lambda http, settings: sms(http, settings, "你好"),
    "voice": voice,
    "wechat": lambda http, settings: wechat(http, settings, "你好"),
}
"""One message by each door."""
