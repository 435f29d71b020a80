"""A message on its way through the stages of a turn."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from actions.service.conversations.inbox import Kept
from actions.service.conversations.secrets import HIDDEN, Secret, doubtful
from api.gateway.messages import Answer, Inbound

GO_ON = ("继续", "喂", "在吗", "好了吗", "")


@dataclass
class LiveTurn:
    """One accepted message. `guard` orders the answer becoming current and the door giving up; it is held for
    no longer than that takes."""

    inbound: Inbound
    turn_id: str
    conversation_id: str
    secret: Secret | None = None
    guard: threading.Lock = field(default_factory=threading.Lock)
    left: bool = False
    """The door has stopped waiting: the answer must go out by another way."""
    answer: Answer | None = None
    """Set, under the guard, as soon as it is recorded."""

    @classmethod
    def of_kept(cls, kept: Kept) -> LiveTurn:
        """What the inbox still has of a message. Secrets are not in it."""
        inbound = Inbound(
            kept.channel,  # type: ignore[arg-type]
            kept.account,
            kept.external_id,
            address=kept.address,
            **kept.content,
        )
        return cls(inbound, kept.turn_id, kept.conversation_id)

    @property
    def words(self) -> str:
        """Keys that stand for words; 0 calls a person even where digits are awaited."""
        if self.inbound.event == "human" or (self.inbound.keys and self.inbound.text == "0"):
            return "转人工"
        return "再说一遍" if self.inbound.event == "repeat" else self.inbound.text

    @property
    def shown(self) -> str:
        """What the transcript shows of the caller."""
        if self.secret is not None:
            return HIDDEN
        keys = {"started": "", "silence": "", "human": "［按键 0］", "repeat": "［按键 9］"}
        return keys.get(self.inbound.event or "", self.inbound.text)

    @property
    def doubtful(self) -> bool:
        """Digits were hidden that may be a code or a sum: the caller is asked."""
        return self.secret is None and doubtful(self.inbound.text)

    @property
    def only_waits(self) -> bool:
        """Nothing new: the caller asks whether it goes on."""
        if self.inbound.event is not None:
            return self.inbound.event == "silence"
        return self.inbound.text.strip("，。！？ ") in GO_ON
