"""Telling the lawyer how his request goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.service.identity.register import FeedRegister, IdentityRegister
from actions.service.outgoing.reaching import send, tell, to_lawyer
from actions.service.requests import speech
from actions.service.requests.receipt import Receipt
from actions.store.conversations import Conversation
from actions.store.matters import Request


@dataclass(frozen=True)
class Reach:
    """Who a licence belongs to, and the public address that links begin with (empty: no links are sent)."""

    register: IdentityRegister = field(default_factory=FeedRegister)
    site: str = ""


HERE = Reach()


def tell_lawyer(
    session: Session,
    clock: Clock,
    request: Request,
    status_title: str,
    *,
    note: str | None,
    missing: Sequence[str],
    reach: Reach = HERE,
) -> None:
    """Where and how `reaching` says; in a conversation that is verified no more without facts of the case."""
    conversation = session.get(Conversation, request.conversation_id) if request.conversation_id else None
    way = to_lawyer(session, clock, reach.register, request.licence_no, request.channel, conversation)
    if way is None:
        return
    text = speech.notice(request, status_title, note, missing, way.modality, reach.site, full=way.trusted)
    if conversation is not None and way.channel == conversation.channel:
        tell(session, clock, conversation, way, text)
    else:
        send(session, clock, way, text)


def send_receipt(
    session: Session, clock: Clock, receipt: Receipt, licence_no: str, channel: str, reach: Reach = HERE
) -> None:
    """After a telephone call: the receipt and the link to sign. Elsewhere the answer itself has said it."""
    way = to_lawyer(session, clock, reach.register, licence_no, channel, None)
    if way is not None:
        text = speech.registered(receipt, way.modality, reach.site)
        send(session, clock, way, text, dedupe_key=f"receipt:{receipt.receipt_no}")
