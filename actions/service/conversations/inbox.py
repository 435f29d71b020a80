"""The first and the last of a turn's three short transactions, as far as the store is concerned.

(a) `accept` takes a message in, once; (b) is `turn_effects`; (c) `finish` makes dialogue, transcript and
answer current together.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from actions.errors import Conflict, NotFound
from actions.service.clock import Clock
from actions.service.conversations import episodes
from actions.service.ids import new_id
from actions.service.masking import masked
from actions.service.outgoing.reaching import in_turn
from actions.store.conversations import Conversation, Message, Turn
from actions.store.database import insert_new

SEVERAL = ""
"""In place of a licence: more than one person spoke here, so it stands in nobody's transcripts."""


@dataclass(frozen=True)
class Accepted:
    """A message taken in, or recognised: `answer` is the recorded one if it was answered before."""

    turn_id: str
    conversation_id: str
    new: bool
    content: dict[str, Any]
    """As it came the first time: what is delivered again is served as that."""
    answer: dict[str, Any] | None


def fingerprint(secret: bytes, *parts: object) -> str:
    """A keyed hash of a message, so that a code in it cannot be guessed back from the row."""
    return hmac.new(
        secret, "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()


@dataclass(frozen=True)
class Arrival:
    """A message as its door hands it in: unique by channel, account and external id.

    `licence_no` is whom the account speaks for; a bearer binds the conversation for good.
    """

    channel: str
    account: str
    external_id: str
    body_hash: str
    content: dict[str, Any]
    address: str | None
    licence_no: str | None = None
    bearer_licence: str | None = None


def accept(session: Session, clock: Clock, arrival: Arrival) -> Accepted:
    """Transaction (a): the inbox row under its unique key.

    Raises:
        Conflict: the same id came before with another text.
    """
    known = _known(session, arrival)
    if known is None:
        conversation = episodes.current(
            session,
            clock,
            arrival.channel,
            arrival.account,
            address=arrival.address,
            licence_no=arrival.licence_no,
        )
        turn_id = new_id()
        inserted = insert_new(
            session,
            Turn,
            id=turn_id,
            conversation_id=conversation.id,
            channel=arrival.channel,
            account=arrival.account,
            external_id=arrival.external_id,
            body_hash=arrival.body_hash,
            content=arrival.content,
            received_at=clock(),
            deferred=False,
        )
        if inserted:
            conversation.last_at = clock()
            conversation.bound_licence_no = arrival.bearer_licence or conversation.bound_licence_no
            return Accepted(turn_id, conversation.id, True, arrival.content, None)
        known = _known(session, arrival)
        assert known is not None  # it was there before ours
    if known.body_hash != arrival.body_hash:
        raise Conflict("同一条消息编号已经用于另一段内容，请换一个编号。")
    return Accepted(known.id, known.conversation_id, False, known.content, known.answer)


def _known(session: Session, arrival: Arrival) -> Turn | None:
    return session.scalar(
        select(Turn).where(
            Turn.channel == arrival.channel,
            Turn.account == arrival.account,
            Turn.external_id == arrival.external_id,
        )
    )


def conversation_of(session: Session, turn_id: str) -> Conversation:
    """The conversation of a turn. Raises NotFound for one that never came in."""
    turn = session.get(Turn, turn_id)
    if turn is None:
        raise NotFound
    return session.get_one(Conversation, turn.conversation_id)


def keep_dialogue(session: Session, turn_id: str, state: str) -> bool:
    """Write the dialogue as pending under its turn; False if that turn is unknown or already finished."""
    changed = session.execute(
        update(Turn)
        .where(Turn.id == turn_id, Turn.finished_at.is_(None) | Turn.deferred)
        .values(dialogue=state)
        .returning(Turn.id)
    )
    return changed.first() is not None


def current_dialogue(session: Session, conversation_id: str) -> str | None:
    """The dialogue after the last finished turn of this conversation."""
    return session.scalar(
        select(Turn.dialogue)
        .join(Conversation, Conversation.dialogue_turn_id == Turn.id)
        .where(Conversation.id == conversation_id)
    )


@dataclass(frozen=True)
class Finished:
    """What a turn ends with. `talked`: the assistant's new dialogue counts; otherwise it stays as it was."""

    heard: str
    said: list[dict[str, Any]]
    answer: dict[str, Any]
    talked: bool
    ended: bool = False
    deferred: bool = False
    licence_no: str | None = None
    """Who the caller is known to be by now."""
    author: str = "bot"
    code_asked: bool = False
    """The answer ends with the question for a code: digits are a code then, and nothing else."""


def finish(session: Session, clock: Clock, turn_id: str, result: Finished) -> dict[str, Any]:
    """Transaction (c): dialogue, transcript and answer become current together.

    Returns the recorded answer: the first one, if the turn was finished before. A deferred turn that is
    served later keeps the answer that went out and gets its dialogue and transcript now.
    """
    turn = session.get_one(Turn, turn_id, with_for_update=True)
    if turn.answer is not None and not turn.deferred:
        return turn.answer
    conversation = session.get_one(Conversation, turn.conversation_id)
    in_turn(session, conversation.id)
    now = clock()
    if result.heard and turn.answer is None:
        session.add(_line(conversation.id, turn_id, "caller", result.heard, [], now))
    for reply in result.said:
        session.add(
            _line(conversation.id, turn_id, result.author, reply["text"], reply.get("options", []), now)
        )
    if result.talked:
        before = conversation.dialogue_turn_id
        if before and before != turn_id:
            session.execute(update(Turn).where(Turn.id == before).values(dialogue=None))
        conversation.dialogue_turn_id = turn_id
    turn.answer = turn.answer or result.answer
    turn.deferred = result.deferred
    turn.finished_at = turn.finished_at or now
    conversation.code_asked = result.code_asked
    if conversation.licence_no is None:
        conversation.licence_no = result.licence_no
    elif result.licence_no not in (None, conversation.licence_no):
        conversation.licence_no = SEVERAL
    if result.ended:
        conversation.ended_at = now
    return turn.answer


@dataclass(frozen=True)
class Kept:
    """What the inbox still has of a message that is to be served again."""

    turn_id: str
    conversation_id: str
    channel: str
    account: str
    external_id: str
    address: str | None
    content: dict[str, Any]


def said_late(session: Session, turn_id: str) -> None:
    """The door left while the answer was being recorded: it stands beside the turn from now on."""
    session.execute(
        update(Message).where(Message.turn_id == turn_id, Message.author == "bot").values(author="system")
    )


def recorded_answer(session: Session, turn_id: str) -> dict[str, Any] | None:
    return session.get_one(Turn, turn_id).answer


def unserved(session: Session, turn_id: str) -> list[Kept]:
    """Earlier turns of the same conversation that were cut short or deferred, oldest first."""
    turn = session.get_one(Turn, turn_id)
    return _kept(
        session,
        Turn.conversation_id == turn.conversation_id,
        Turn.id != turn_id,
        Turn.received_at <= turn.received_at,
        Turn.finished_at.is_(None) | Turn.deferred,
    )


def still_unserved(session: Session, turn_id: str) -> bool:
    turn = session.get_one(Turn, turn_id)
    return turn.finished_at is None or turn.deferred


def kept_for_later(session: Session, channels: Sequence[str], before: datetime) -> list[Kept]:
    """Turns of these channels that were deferred, or came before that moment and were never finished, oldest
    first."""
    cut = Turn.finished_at.is_(None) & (Turn.received_at < before)
    return _kept(session, cut | Turn.deferred, Turn.channel.in_(channels))


def cut_short(session: Session, channels: Sequence[str]) -> list[Kept]:
    """Turns of these channels that were never finished, oldest first."""
    return _kept(session, Turn.finished_at.is_(None), Turn.channel.in_(channels))


def _kept(session: Session, *where: ColumnElement[bool]) -> list[Kept]:
    rows = session.execute(
        select(Turn, Conversation.address)
        .join(Conversation, Conversation.id == Turn.conversation_id)
        .where(*where)
        .order_by(Turn.received_at, Turn.id)
    )
    return [
        Kept(
            turn.id, turn.conversation_id, turn.channel, turn.account, turn.external_id, address, turn.content
        )
        for turn, address in rows
    ]


def _line(
    conversation_id: str, turn_id: str, author: str, text: str, options: list[Any], at: datetime
) -> Message:
    return Message(
        conversation_id=conversation_id,
        turn_id=turn_id,
        author=author,
        text=masked(text),
        options=options,
        at=at,
    )
