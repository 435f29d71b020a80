"""The WeChat official account: URL check, messages and events, plain and secure mode."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from xml.etree.ElementTree import Element

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse
from wechatpy.replies import TextReply  # type: ignore[import-untyped]

from actions.errors import NotConnected
from actions.service.channels import CHANNELS
from actions.service.wording import say
from api.channels.asking import ask
from api.channels.body import read_body
from api.channels.wechat_security import (
    SeenNonces,
    check_stamp,
    enveloped,
    opened,
    parse_xml,
    refused,
)
from api.entry.house import House, TheHouse
from api.gateway.messages import Answer, Inbound, Said
from api.gateway.written import as_text, parts
from api.settings import Settings

Body = Annotated[bytes, Depends(read_body)]
NOTHING_TO_SAY = "success"


@dataclass(frozen=True)
class WeChatMessage:
    """What an official account is sent; fields that a kind does not have are empty."""

    kind: str
    sender: str
    """The openid."""
    receiver: str
    created: str
    msg_id: str
    content: str
    recognition: str
    event: str

    @classmethod
    def read(cls, root: Element) -> WeChatMessage:
        """Raises Forbidden without kind or sender."""
        names = ("MsgType", "FromUserName", "ToUserName", "CreateTime", "MsgId")
        more = ("Content", "Recognition", "Event")
        message = cls(*((root.findtext(name) or "").strip() for name in names + more))
        if not message.kind or not message.sender:
            raise refused()
        return message

    @property
    def external_id(self) -> str:
        return self.msg_id or f"{self.sender}{self.created}{self.event}"


def wechat_router(seen: SeenNonces) -> APIRouter:
    """The door; `seen` is kept as long as the service runs."""
    router = APIRouter(prefix="/channels/wechat", tags=["channels"])

    @router.get("")
    def url_check(request: Request, house: TheHouse) -> PlainTextResponse:
        settings, query = _open(house), request.query_params
        echo = query.get("echostr", "")
        sealed = echo if "msg_signature" in query else None
        check_stamp(settings, query, house.clock(), sealed=sealed)
        return PlainTextResponse(echo if sealed is None else opened(settings, sealed))

    @router.post("")
    async def message_came(request: Request, house: TheHouse, body: Body) -> Response:
        settings, now = _open(house), house.clock()
        message, secure = _verified(settings, request.query_params, body, now, seen)
        text = await _answer(house, message)
        if not text:
            return PlainTextResponse(NOTHING_TO_SAY)
        xml = _passive(message, text, now)
        if secure:
            xml = enveloped(settings, xml, secrets.token_hex(8), now)
        return Response(xml, media_type="application/xml")

    return router


def _open(house: House) -> Settings:
    """Raises NotConnected (503) without app id or token."""
    if not (house.settings.wechat_app_id and house.settings.wechat_token):
        raise NotConnected(say("channel.closed", {}, "rich"))
    return house.settings


def _verified(
    settings: Settings, query: Mapping[str, str], body: bytes, now: datetime, seen: SeenNonces
) -> tuple[WeChatMessage, bool]:
    """The message and whether it came in secure mode.

    A retry in secure mode is encrypted anew: what counts as the same is the message inside.
    """
    secure = "msg_signature" in query or query.get("encrypt_type") == "aes"
    if not secure and settings.wechat_plain == "off":
        raise refused()
    if secure:
        sealed = parse_xml(body).findtext("Encrypt") or ""
        stamp = check_stamp(settings, query, now, sealed=sealed)
        content = opened(settings, sealed).encode()
    else:
        stamp = check_stamp(settings, query, now, sealed=None)
        content = body
    if not seen.same(stamp, content, now):
        raise refused()
    return WeChatMessage.read(parse_xml(content)), secure


async def _answer(house: House, message: WeChatMessage) -> str:
    """What to say at once; empty: nothing, or it comes later."""
    inbound = _inbound(message)
    if isinstance(inbound, Inbound):
        answer = await ask(house.gateway, inbound)
        return "" if answer.late else as_text(answer)
    return as_text(Answer((Said(say(inbound, {}, "rich")),))) if inbound else ""


def _inbound(message: WeChatMessage) -> Inbound | str | None:
    """What the gateway is asked; or the key of the door's own reply; or nothing."""
    text = {"text": message.content, "voice": message.recognition}.get(message.kind, "")
    started = message.kind == "event" and message.event == "subscribe"
    if not text and not started:
        own = {"event": None, "voice": "channel.wechat_unheard"}
        return own.get(message.kind, "channel.wechat_words_only")
    return Inbound(
        channel="wechat",
        account=message.sender,
        external_id=message.external_id,
        text=text,
        event="started" if started else None,
        address=message.sender,
        window_seconds=CHANNELS["wechat"].window_seconds,
    )


def _passive(message: WeChatMessage, text: str, now: datetime) -> str:
    safe = _fitting(text.replace("]]>", "]] >"))  # would end the CDATA section
    reply = TextReply(source=message.receiver, target=message.sender, time=int(now.timestamp()), content=safe)
    return str(reply.render())


def _fitting(text: str) -> str:
    longest, more = CHANNELS["wechat"].message, say("channel.more_cut", {}, "rich")
    if longest is None or longest.head(text) == text:
        return text
    return next(parts(text, longest.without(more))) + more
