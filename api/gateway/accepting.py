"""Transaction (a): a message is taken in once, without the secrets in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.service import budgets
from actions.service.budgets import BudgetName
from actions.service.channels import CHANNELS
from actions.service.conversations import episodes, inbox
from actions.service.conversations.secrets import taken
from actions.service.identity.accounts import account_of
from actions.service.identity.callers import caller_of, touch
from actions.service.work import Means, Work
from api.gateway.live_turn import LiveTurn
from api.gateway.messages import Inbound


def accept(means: Means, inbound: Inbound) -> tuple[LiveTurn, dict[str, Any] | None]:
    """The message as taken in, and its recorded answer if it was answered before.

    Raises Conflict (same id, other text), NotSignedIn or NotFound (a conversation bound to somebody).
    """
    with means.writing() as work:
        account = account_of(work.session, work.clock, inbound.channel, inbound.account)
        inbound = replace(inbound, account=account)
        episodes.may_speak(work.session, inbound.channel, inbound.account, inbound.bearer_licence)
        kept = taken(work, inbound.channel, inbound.account, inbound.text, keys=inbound.keys)
        caller = caller_of(
            work,
            channel=inbound.channel,
            account=inbound.account,
            bearer_licence=inbound.bearer_licence,
        )
        content = {
            "text": kept.text,
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
        if accepted.new:
            _spend(work, inbound, caller.licence_no)
        touch(work.session, work.clock, inbound.channel, inbound.account)
    # Delivered again after its code was used, a message looks like any other digits; over the telephone
    # it may come without its words. What the inbox has is what counts.
    heard = replace(inbound, **accepted.content)
    return LiveTurn(heard, accepted.turn_id, accepted.conversation_id, kept.secret), accepted.answer


def _spend(work: Work, inbound: Inbound, licence_no: str | None) -> None:
    """Raises TooMany: then nothing of the message is kept."""
    sender: BudgetName = "message.number" if CHANNELS[inbound.channel].numbers else "message.openid"
    budgets.spend(work, "message.address", inbound.client)
    budgets.spend(work, sender, inbound.address)
    budgets.spend(work, "message.licence", licence_no)


def _fingerprint(means: Means, inbound: Inbound) -> str:
    """Who makes his own ids may reuse one for another text; providers repeat a step without its words."""
    own_ids = CHANNELS[inbound.channel].own_ids
    return inbox.fingerprint(means.secrets.secret_key, inbound.text) if own_ids else ""
