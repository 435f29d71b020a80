"""Telling the lawyer how his request goes on, on the channel that he used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.service.identity.callers import caller_of
from actions.service.identity.register import FeedRegister, IdentityRegister
from actions.service.ids import LicenceNo
from actions.service.outgoing import outbox
from actions.service.requests import speech
from actions.service.requests.receipt import Receipt
from actions.service.wording import Modality
from actions.store.conversations import Conversation
from actions.store.matters import Request

_MODALITY: dict[str, Modality] = {"web": "rich", "wechat": "rich", "sms": "short"}


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
    """Telephone: an SMS to the registered number. Web, SMS, WeChat: in the conversation, without facts of the
    case if it is verified no more. Platform: nothing, the history shows it."""
    if request.channel == "voice":
        phone = _phone(session, request.licence_no, reach)
        if phone:
            text = speech.notice(request, status_title, note, missing, "short", reach.site, full=True)
            outbox.send(session, clock, "sms", phone, text)
        return
    conversation = session.get(Conversation, request.conversation_id) if request.conversation_id else None
    if conversation is None or conversation.channel not in _MODALITY:
        return
    full = _still_his(session, clock, conversation, request.licence_no, reach)
    modality = _MODALITY[conversation.channel]
    text = speech.notice(request, status_title, note, missing, modality, reach.site, full=full)
    outbox.tell(session, clock, conversation, text)


def send_receipt(
    session: Session, clock: Clock, receipt: Receipt, licence_no: str, channel: str, reach: Reach = HERE
) -> None:
    """After a telephone call: the receipt and the link to sign, to the registered number."""
    phone = _phone(session, licence_no, reach) if channel == "voice" else None
    if phone:
        text = speech.registered(receipt, "short", reach.site)
        outbox.send(session, clock, "sms", phone, text, dedupe_key=f"receipt:{receipt.receipt_no}")


def _phone(session: Session, licence_no: str, reach: Reach) -> str | None:
    person = reach.register.find(session, LicenceNo(licence_no))
    return person.phone if person and person.active else None


def _still_his(
    session: Session, clock: Clock, conversation: Conversation, licence_no: str, reach: Reach
) -> bool:
    phone = _phone(session, licence_no, reach)
    if phone is None:
        return False
    if licence_no == conversation.bound_licence_no:
        return True
    if conversation.channel == "sms" and conversation.address == phone:
        return True
    caller = caller_of(
        session, clock, reach.register, channel=conversation.channel, account=conversation.account
    )
    return caller.licence_no == licence_no
