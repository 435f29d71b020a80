"""Where, and in which words, somebody is reached outside a turn: decided here and nowhere else.

A conversation that can be written into is the place. After a telephone call it is an SMS: to the registered
number of the lawyer who was verified, and to nobody else where it is the lawyer who must hear of it; whoever
rang unverified is reached at the number he rang from, without facts of any case. On the platform nothing is
sent, its pages show it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import BadInput
from actions.service import outbox
from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.identity.callers import caller_of
from actions.service.ids import LicenceNo
from actions.service.wording import Modality
from actions.service.work import Work
from actions.store.conversations import Conversation, Message
from bot.language.case_number import parse_exact

UNVERIFIED = "来电人没有核验身份，短信里不能写案件信息。"


@dataclass(frozen=True)
class Way:
    """A channel of CHANNELS and an address on it; None where the transcript is all, or no number is known."""

    channel: str
    address: str | None
    trusted: bool
    """Nobody else reads it: facts of a case may be said."""

    @property
    def modality(self) -> Modality:
        return CHANNELS[self.channel].modality


def there(conversation: Conversation, *, trusted: bool = True) -> Way:
    """In the conversation itself, which can be written into."""
    sent = CHANNELS[conversation.channel].later == "outbox"
    return Way(conversation.channel, conversation.address if sent else None, trusted)


def to_lawyer(
    work: Work,
    licence_no: str,
    channel: str,
    conversation: Conversation | None,
) -> Way | None:
    """To the lawyer himself, about what he did on `channel`; None where he is not told by himself.

    In a conversation that is verified no more the way is not trusted.
    """
    phone = _registered_phone(work, licence_no)
    if CHANNELS[channel].later == "sms":
        return Way("sms", phone, trusted=True) if phone else None
    if conversation is None or CHANNELS[conversation.channel].later not in ("stream", "outbox"):
        return None
    return there(conversation, trusted=_still_his(work, conversation, licence_no, phone))


def registered(work: Work, licence_no: str) -> Way | None:
    """By SMS to the registered number, wherever he spoke; None where there is none any more."""
    phone = _registered_phone(work, licence_no)
    return Way("sms", phone, trusted=True) if phone else None


def to_caller(work: Work, conversation: Conversation, licence_no: str | None) -> Way:
    """To whoever spoke in a conversation; `licence_no` is whom he was verified as, if at all."""
    if CHANNELS[conversation.channel].later != "sms":
        return there(conversation)
    phone = _registered_phone(work, licence_no) if licence_no else None
    if phone:
        return Way("sms", phone, trusted=True)
    return Way("sms", conversation.address, trusted=False)


def send(session: Session, clock: Clock, way: Way, text: str, *, dedupe_key: str | None = None) -> None:
    """Raises BadInput for a case number on a way that is not trusted."""
    if not way.trusted and _names_case(text):
        raise BadInput(UNVERIFIED)
    if way.address:
        outbox.send(session, clock, way.channel, way.address, text, dedupe_key=dedupe_key)


def in_turn(session: Session, conversation_id: str) -> None:
    """Until this transaction ends nobody else adds a line to the conversation: lines are numbered in the
    order in which they come to be seen, so that whoever follows them by number misses none."""
    session.execute(select(Conversation.id).where(Conversation.id == conversation_id).with_for_update())


def tell(session: Session, clock: Clock, conversation: Conversation, way: Way, text: str) -> None:
    """Say it in the transcript of a conversation and send it. Raises as `send`."""
    in_turn(session, conversation.id)
    line = Message(
        conversation_id=conversation.id, author="system", text=text, options=[], staff=None, at=clock()
    )
    session.add(line)
    send(session, clock, way, text)


def _registered_phone(work: Work, licence_no: str) -> str | None:
    """His who still practises: whoever is suspended may have had to give the telephone back."""
    person = work.register.find(work.session, LicenceNo(licence_no))
    return person.phone if person and person.active else None


def _still_his(
    work: Work,
    conversation: Conversation,
    licence_no: str,
    phone: str | None,
) -> bool:
    if phone is None:
        return False
    if licence_no == conversation.bound_licence_no or conversation.address == phone:
        return True
    caller = caller_of(work, channel=conversation.channel, account=conversation.account)
    return caller.licence_no == licence_no


def _names_case(text: str) -> bool:
    starts = [place for place, sign in enumerate(text) if sign in "(（"]
    return any(
        parse_exact(text[start : end + 1])
        for start in starts
        for end, sign in enumerate(text[start : start + 60], start)
        if sign == "号"
    )
