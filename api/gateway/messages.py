"""What a door hands in, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from actions.service.channels import ChannelName

Event = Literal["started", "silence", "human", "repeat"]
"""What a caller does without words: begins a call, says nothing, presses 0, presses 9."""


@dataclass(frozen=True)
class Inbound:
    """One message, verified and parsed by its door.

    `account` and `external_id` as the contract's section 2 has them ("Once"); `address` is where a later
    message can be sent (E.164 number, openid) or None; `bearer_licence` is whom a valid bearer token names.
    """

    channel: ChannelName
    account: str
    external_id: str
    text: str = ""
    event: Event | None = None
    keys: bool = False
    """The text was pressed, not said."""
    clarity: float | None = None
    """How sure the recogniser was of the words, from 0 to 1, where it said so."""
    address: str | None = None
    bearer_licence: str | None = None
    client: str | None = None
    """The network address it came from, where that is the caller's own."""
    window_seconds: float = 20.0
    """How long the door can wait for the answer; then it goes out by the outbox where the channel has one."""


@dataclass(frozen=True)
class Option:
    title: str
    text: str


@dataclass(frozen=True)
class Said:
    """One reply, already worded for its channel."""

    text: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Answer:
    replies: tuple[Said, ...]
    handled_by: Literal["bot", "queue", "staff"] = "bot"
    ended: bool = False
    dictating: bool = field(default=False)
    """A long number is being asked for: wait longer, take keys up to `#`."""
    late: bool = False
    """The window closed before the answer was there: nothing to send now, the outbox has it."""
