"""Secrets, then the assistant: no transaction is open while it thinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.service.channels import CHANNELS
from actions.service.clock import today
from actions.service.conversations.secrets import HIDDEN, examined
from actions.service.turn_effects import Effects
from actions.service.work import Means
from api.gateway.live_turn import LiveTurn
from api.gateway.talk import Assistant

SECRET_EFFECT = -1
"""The gateway's own effect of a turn, before those of the assistant."""


@dataclass(frozen=True)
class Talked:
    """Replies as (key, facts); `counts`: the assistant gave them, and its new dialogue is the present one."""

    replies: list[dict[str, Any]]
    counts: bool = True


def talk(means: Means, assistant: Assistant, live: LiveTurn) -> Talked:
    """What there is to say. Raises AssistantDown, TurnFailed."""
    if live.doubtful:
        return Talked([{"key": "identity.digits_doubtful", "facts": {}}], counts=False)
    inbound = live.inbound
    capabilities = CHANNELS[inbound.channel]
    checked = _examined(means, live)
    if checked is not None and checked.get("unasked") and checked["outcome"] == "wrong":
        return Talked([{"key": "identity.digits_wrong", "facts": {"left": checked["left"]}}], counts=False)
    metadata: dict[str, Any] = {
        "turn_id": live.turn_id,
        "channel": inbound.channel,
        "modality": capabilities.modality,
        "keys": inbound.keys,
        "clarity": inbound.clarity,
        "today": today(means.clock).isoformat(),
        "event_facts": checked,
    }
    message: dict[str, Any] = {"sender": live.conversation_id, "metadata": metadata}
    if checked is not None:
        message["event"] = checked["event"]
    elif inbound.event in ("started", "silence"):
        message["event"] = inbound.event
    else:
        message["text"] = metadata["words"] = live.words
    return Talked(assistant.talk(message, capabilities.talk_seconds))


def _examined(means: Means, live: LiveTurn) -> dict[str, Any] | None:
    """What became of a code or PIN in this turn: tried once, however often the turn is run."""
    secret, inbound = live.secret, live.inbound
    if secret is None and inbound.text != HIDDEN:
        return None

    def examine() -> dict[str, Any]:
        # the digits died with the process, and nobody has sent them again; or he is signed in, and no code
        # makes him another
        if secret is None or inbound.bearer_licence is not None:
            return {"event": "code_refused", "outcome": "none", "left": 0, "name": None}
        found = examined(work, secret=secret, channel=inbound.channel, account=inbound.account)
        return found if secret.asked else found | {"unasked": True}

    with means.writing() as work:
        return Effects(live.turn_id, SECRET_EFFECT).once(work.session, "secret_examined", examine)
