"""Messages as the providers deliver them, to a house on loopback."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from api.settings import Settings

Deliver = Callable[[], httpx.Response]
VOICE, SMS, WECHAT, WEB = (
    "/channels/twilio/voice",
    "/channels/twilio/sms",
    "/channels/wechat",
    "/channels/web/messages",
)
TWILIO_HOOKS = (VOICE, f"{VOICE}/step", f"{VOICE}/fallback", f"{VOICE}/status", SMS)


@dataclass(frozen=True)
class Doors:
    """Where messages go, signed as the settings say."""

    http: httpx.Client
    settings: Settings

    def web(self, conversation: str, message: str, text: str) -> httpx.Response:
        body = {"conversation_id": conversation, "message_id": message, "text": text}
        return self.http.post(WEB, json=body)

    def sms(self, number: str, message: str, text: str) -> httpx.Response:
        return self.twilio(SMS, {"From": number, "MessageSid": message, "Body": text})

    def voice(self, number: str, call: str) -> httpx.Response:
        return self.twilio(VOICE, {"From": number, "CallSid": call, "CallStatus": "ringing"})

    def twilio(
        self, path: str, fields: dict[str, str], *, signature: str | None = None, account: str | None = None
    ) -> httpx.Response:
        form = {"AccountSid": account or self.settings.twilio_account_sid or "", "To": "+861012368"} | fields
        return self.http.post(
            path, data=form, headers={"X-Twilio-Signature": signature or self.signed(path, form)}
        )

    def signed(self, path: str, form: dict[str, str]) -> str:
        validator = RequestValidator(self.settings.twilio_auth_token)
        return str(validator.compute_signature(self.settings.public + path, form))

    def wechat(self, openid: str, message: str, text: str) -> httpx.Response:
        return self.http.post(WECHAT, params=self.stamp(), content=wechat_xml(openid, message, text))

    def stamp(self, *, token: str | None = None, at: float | None = None) -> dict[str, str]:
        now, nonce = str(int(at or time.time())), uuid.uuid4().hex[:12]
        signed = "".join(sorted([token or self.settings.wechat_token or "", now, nonce]))
        return {
            "timestamp": now,
            "nonce": nonce,
            "signature": hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest(),
        }


def wechat_xml(openid: str, message: str, text: str) -> bytes:
    return (
        f"<xml><ToUserName>gh</ToUserName><FromUserName>{openid}</FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType>text</MsgType>"
        f"<Content>{text}</Content><MsgId>{message}</MsgId></xml>"
    ).encode()
