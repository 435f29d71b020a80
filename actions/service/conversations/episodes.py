"""Conversations as doors see them: the episode of an account, and whose it is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import NotFound, NotSignedIn
from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.identity import callers
from actions.service.ids import new_id
from actions.store.conversations import Conversation

ANSWERED_BY = {"bot": "bot", "queued": "queue", "staff": "staff"}
"""A conversation's owner in the words of the contract (`handled_by`)."""


def conversation(session: Session, conversation_id: str) -> Conversation:
    return session.get_one(Conversation, conversation_id)


def latest(session: Session, channel: str, account: str) -> Conversation | None:
    """The last episode of an account, open or not."""
    return session.scalar(
        select(Conversation)
        .where(Conversation.channel == channel, Conversation.account == account)
        .order_by(Conversation.opened_at.desc(), Conversation.id)
        .limit(1)
    )


def of_account(session: Session, channel: str, account: str) -> list[Conversation]:
    """All episodes of an account, the first one first."""
    wanted = select(Conversation).where(Conversation.channel == channel, Conversation.account == account)
    return list(session.scalars(wanted.order_by(Conversation.opened_at, Conversation.id)))


def current(
    session: Session,
    clock: Clock,
    channel: str,
    account: str,
    *,
    address: str | None,
    licence_no: str | None = None,
) -> Conversation:
    """The open episode of this account; a new one after an end, a long silence, or for another person.

    `licence_no` is whom the account speaks for now, if anyone.
    """
    last = latest(session, channel, account)
    now = clock()
    if last is not None and last.ended_at is None:
        goes_on = last.owner != "bot" or now - last.last_at < CHANNELS[channel].idle
        same_person = licence_no is None or last.licence_no in (None, licence_no)
        if goes_on and same_person:
            return last
    begun = Conversation(
        id=new_id(),
        channel=channel,
        account=account,
        address=address,
        opened_at=now,
        last_at=now,
        owner="bot",
        bound_licence_no=last.bound_licence_no if last else None,
        rating_until=last.rating_until if last else None,
    )
    session.add(begun)
    session.flush()
    return begun


def may_speak(session: Session, channel: str, account: str, bearer_licence: str | None) -> None:
    """A web conversation bound to a lawyer wants that lawyer's bearer from then on.

    Raises NotSignedIn without one, NotFound with another's.
    """
    last = latest(session, channel, account)
    bound = last.bound_licence_no if last else None
    if bound and bearer_licence is None:
        raise NotSignedIn("这个会话已经绑定律师账号，请先登录。")
    if bound and bearer_licence != bound:
        raise NotFound


def hang_up(session: Session, clock: Clock, account: str) -> None:
    """A telephone call is over: its episode and its verification end."""
    callers.end(session, clock, "voice", account)
    last = latest(session, "voice", account)
    if last is not None and last.ended_at is None:
        last.ended_at = clock()
