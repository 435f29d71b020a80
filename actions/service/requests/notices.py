"""Telling the lawyer how his request goes on."""

from __future__ import annotations

from collections.abc import Sequence

from actions.service.outgoing.reaching import send, tell, to_lawyer
from actions.service.requests import speech
from actions.service.requests.receipt import Receipt
from actions.service.work import Work
from actions.store.conversations import Conversation
from actions.store.matters import Request


def tell_lawyer(
    work: Work,
    request: Request,
    status_title: str,
    *,
    note: str | None,
    missing: Sequence[str],
) -> None:
    """Where and how `reaching` says; in a conversation that is verified no more without facts of the case."""
    conversation = (
        work.session.get(Conversation, request.conversation_id) if request.conversation_id else None
    )
    way = to_lawyer(work, request.licence_no, request.channel, conversation)
    if way is None:
        return
    text = speech.notice(request, status_title, way, work.site, note=note, missing=missing)
    if conversation is not None and way.channel == conversation.channel:
        tell(work.session, work.clock, conversation, way, text)
    else:
        send(work.session, work.clock, way, text)


def send_receipt(work: Work, receipt: Receipt, licence_no: str, channel: str) -> None:
    """After a telephone call: the receipt and the link to sign. Elsewhere the answer itself has said it."""
    way = to_lawyer(work, licence_no, channel, None)
    if way is not None:
        text = speech.registered(receipt, way.modality, work.site)
        send(work.session, work.clock, way, text, dedupe_key=f"receipt:{receipt.receipt_no}")
