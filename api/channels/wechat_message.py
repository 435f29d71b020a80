"""What an official account is sent, and what is asked of the gateway by it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from actions.service.channels import CHANNELS
from actions.service.outgoing.allowances import Deed
from api.channels.wechat_menu import words_of
from api.channels.wechat_security import refused
from api.gateway.messages import Inbound

NOTICE = "【收到不支持的消息类型"
"""How WeChat itself begins, as a text, where it could not hand on what was sent."""


@dataclass(frozen=True)
class WeChatMessage:
    """One message or event; fields that a kind does not have are empty."""

    kind: str
    sender: str
    """The openid."""
    receiver: str
    created: str
    msg_id: str
    content: str
    recognition: str
    event: str
    event_key: str

    @classmethod
    def read(cls, root: Element) -> WeChatMessage:
        """Raises Forbidden without kind or sender."""
        names = ("MsgType", "FromUserName", "ToUserName", "CreateTime", "MsgId")
        more = ("Content", "Recognition", "Event", "EventKey")
        message = cls(*((root.findtext(name) or "").strip() for name in names + more))
        if not message.kind or not message.sender:
            raise refused()
        return message

    @property
    def external_id(self) -> str:
        """Events have none of their own; who sent them is in no one's key to be read."""
        said = f"{self.sender}{self.created}{self.event}{self.event_key}"
        return self.msg_id or hashlib.sha256(said.encode()).hexdigest()

    @property
    def clicked(self) -> bool:
        return self.kind == "event" and self.event == "CLICK"

    @property
    def deed(self) -> Deed | None:
        """For what the platform lets us write back by ourselves."""
        if self.kind == "event":
            return {"CLICK": "click", "subscribe": "subscribe"}.get(self.event)  # type: ignore[return-value]
        return "message"


def asked(message: WeChatMessage) -> Inbound | str | None:
    """What the gateway is asked; or the key of the door's own reply; or nothing."""
    text = {"text": message.content, "voice": message.recognition}.get(message.kind, "")
    if message.clicked:
        text = words_of(message.event_key) or ""
    started = message.kind == "event" and message.event == "subscribe"
    if text.startswith(NOTICE):
        return "channel.wechat_words_only"
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
