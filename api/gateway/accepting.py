"""Transaction (a): a message is taken in once, without the secrets in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.service.channels import CHANNELS
from actions.service.conversations import episodes, inbox
from actions.service.conversations.secrets import HIDDEN, taken
from actions.service.identity.callers import caller_of, touch
from actions.service.work import Means
from api.gateway.live_turn import LiveTurn
from api.gateway.messages import Inbound
from api.gateway.storable import storable


def accept(means: Means, inbound: Inbound) -> tuple[LiveTurn, dict[str, Any] | None]:
    """The message as taken in, and its recorded answer if it was answered before.

    Raises Conflict (same id, other text), NotSignedIn or NotFound (a conversation bound to somebody).
    """
    inbound = replace(inbound, text=storable(inbound.text))
    with means.writing() as work:
        episodes.may_speak(work.session, inbound.channel, inbound.account, inbound.bearer_licence)
        secret = taken(
            work.session, work.clock, inbound.channel, inbound.account, inbound.text, keys=inbound.keys
        )
        caller = caller_of(
            work,
            channel=inbound.channel,
            account=inbound.account,
            bearer_licence=inbound.bearer_licence,
        )
        content = {
            "text": HIDDEN if secret else inbound.text,
            "event": inbound.event,
            "keys": inbound.keys,
            "clarity": inbound.clarity,
        }
        arrival = inbox.Arrival(
            channel=inbound.channel,
            account=inbound.account,
            external_id=inbound.external_id,
            body_hash=_fingerprint(means, inbound),
            content=content,
            address=inbound.address,
            licence_no=caller.licence_no,
            bearer_licence=inbound.bearer_licence,
        )
        accepted = inbox.accept(work.session, work.clock, arrival)
        touch(work.session, work.clock, inbound.channel, inbound.account)
    # Delivered again after its code was used, a message looks like any other digits; over the telephone
    # it may come without its words. What the inbox has is what counts.
    heard = replace(inbound, **accepted.content)
    return LiveTurn(heard, accepted.turn_id, accepted.conversation_id, secret), accepted.answer


def _fingerprint(means: Means, inbound: Inbound) -> str:
    """Who makes his own ids may reuse one for another text; providers repeat a step without its words."""
    own_ids = CHANNELS[inbound.channel].own_ids
    return inbox.fingerprint(means.secrets.secret_key, inbound.text) if own_ids else ""
