"""What each channel can do, declared once: whoever needs to know asks the capability, never the name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from actions.service.wording import Modality

ChannelName = Literal["web", "voice", "sms", "wechat"]
"""The channels that one can speak on."""


@dataclass(frozen=True)
class Length:
    """How much one message holds; bytes are those of UTF-8."""

    most: int
    unit: Literal["characters", "bytes"] = "characters"

    def head(self, text: str) -> str:
        """The longest beginning that fits."""
        if self.unit == "characters":
            return text[: self.most]
        return text.encode()[: self.most].decode(errors="ignore")

    def fits(self, text: str) -> bool:
        return len(text if self.unit == "characters" else text.encode()) <= self.most

    @property
    def half(self) -> Length:
        return Length(self.most // 2, self.unit)

    def without(self, text: str) -> Length:
        """What is left beside a text that goes with it."""
        return Length(self.most - len(text if self.unit == "characters" else text.encode()), self.unit)


@dataclass(frozen=True)
class Channel:
    """One channel. What has a default is so on a channel that no conversation is held on."""

    title: str
    """What it is called to people."""
    modality: Modality
    """Whose words are made for it."""
    later: Literal["stream", "outbox", "sms"] | None
    """How somebody is reached outside a turn: he reads the transcript as it grows, a message is sent to his
    address, an SMS is sent once the call is over, or not at all."""
    window_seconds: float = 0.0
    """How long the other side waits for the answer."""
    talk_seconds: float = 0.0
    """How long the assistant may think."""
    idle: timedelta = timedelta(0)
    """Silence after which the next message begins a new episode."""
    verified_for: timedelta = timedelta(0)
    """How long a verification of the account holds. A telephone account is one call, and four hours is the
    longest that a call can be."""
    verification_slides: bool = False
    """The time runs from the last message."""
    message: Length | None = None
    """How much one message holds, where there is a limit."""
    keys: bool = False
    """What is pressed arrives."""
    buttons: bool = False
    """Options are shown to be pressed; elsewhere they are numbered."""
    announced: bool = True
    """The caller is told by the channel itself that an automatic assistant answers."""
    staff_join: bool = False
    """Staff can answer in the conversation itself; otherwise they call back."""
    own_ids: bool = False
    """The caller's side makes the message ids, so one may come again with another text."""
    numbers: bool = False
    """Its addresses are telephone numbers."""
    named_accounts: bool = False
    """An account is a person's own name, a number or an openid: it is kept sealed."""
    shared_accounts: bool = False
    """An account may stand for many people: it is a client address."""

    @property
    def by_ear(self) -> bool:
        """What arrives was heard and recognised."""
        return self.modality == "spoken"


CHANNELS: dict[str, Channel] = {
    "web": Channel(
        "网页",
        "rich",
        "stream",
        window_seconds=20.0,
        talk_seconds=15.0,
        idle=timedelta(hours=24),
        verified_for=timedelta(days=30),
        buttons=True,
        staff_join=True,
        own_ids=True,
    ),
    "voice": Channel(
        "电话",
        "spoken",
        "sms",
        window_seconds=9.0,
        talk_seconds=6.0,
        idle=timedelta(hours=4),
        verified_for=timedelta(hours=4),
        keys=True,
        numbers=True,
    ),
    "sms": Channel(
        "短信",
        "short",
        "outbox",
        window_seconds=9.0,
        talk_seconds=15.0,
        idle=timedelta(minutes=30),
        verified_for=timedelta(minutes=30),
        verification_slides=True,
        message=Length(1600),
        announced=False,
        named_accounts=True,
        staff_join=True,
        numbers=True,
    ),
    "wechat": Channel(
        "微信",
        "rich",
        "outbox",
        window_seconds=3.8,
        talk_seconds=15.0,
        idle=timedelta(hours=24),
        verified_for=timedelta(days=30),
        message=Length(2047, "bytes"),
        announced=False,
        named_accounts=True,
        staff_join=True,
    ),
    "platform": Channel("律师平台", "rich", None, named_accounts=True, shared_accounts=True),
}
"""By the name that the store keeps. SMS: Twilio refuses longer texts; WeChat: the platform's limit of a text
message, passive or of customer service."""

WRITTEN_TO = tuple(name for name, channel in CHANNELS.items() if channel.later == "outbox")
"""Those that a message can be sent to by itself."""
