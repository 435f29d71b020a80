"""What each channel can carry: data, so that wording asks capabilities and never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True)
class Capabilities:
    modality: Literal["spoken", "short", "rich"]
    window_seconds: float
    """How long the other side waits for the answer."""
    talk_seconds: float
    """How long the assistant may think."""
    pushes: bool
    """Later messages can be sent to the caller by themselves."""
    idle: timedelta
    """Silence after which the next message begins a new episode."""


CHANNELS: dict[str, Capabilities] = {
    "web": Capabilities("rich", 20.0, 15.0, True, timedelta(hours=24)),
    "voice": Capabilities("spoken", 9.0, 6.0, False, timedelta(hours=4)),
    "sms": Capabilities("short", 9.0, 15.0, True, timedelta(minutes=30)),
    "wechat": Capabilities("rich", 3.8, 15.0, True, timedelta(hours=24)),
}
