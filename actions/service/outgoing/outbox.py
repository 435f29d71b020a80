"""Messages that leave later than an answer, or beside it. Written in the transaction that causes them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.store.conversations import Conversation, Message, Outgoing


def send(
    session: Session,
    clock: Clock,
    channel: str,
    address: str,
    text: str,
    *,
    dedupe_key: str | None = None,
    secret: bool = False,
) -> None:
    """Queue a text for `sms` (E.164 number) or `wechat` (openid). `secret` texts are blanked once sent."""
    now = clock()
    session.add(
        Outgoing(
            channel=channel,
            address=address,
            text=text,
            secret=secret,
            dedupe_key=dedupe_key,
            created_at=now,
            next_try_at=now,
        )
    )


def tell(
    session: Session,
    clock: Clock,
    conversation: Conversation,
    text: str,
    *,
    author: str = "system",
    staff: str | None = None,
) -> None:
    """Say something in a conversation outside a turn: into its transcript, and out by its channel.

    The web reads the transcript through its event stream; SMS and WeChat get an outgoing message.
    """
    session.add(
        Message(
            conversation_id=conversation.id, author=author, text=text, options=[], staff=staff, at=clock()
        )
    )
    if conversation.channel in ("sms", "wechat") and conversation.address:
        send(session, clock, conversation.channel, conversation.address, text)
