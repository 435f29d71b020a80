"""Conversations, turns (the inbox), what turns brought about, transcript, outbox, audit."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.sealed import Sealed, SealedJson
from actions.store.types import Base, Key, Moment


class Conversation(Base):
    """One episode of talk on one channel account; the next episode is another row.

    `account` is what the contract calls the account: for the web a hash of the browser's secret id,
    for the telephone AccountSid/CallSid, for SMS the number, for WeChat the openid. `address` is where a
    later message can be sent (number or openid), if anywhere.
    """

    __tablename__ = "conversations"
    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Key]
    account: Mapped[str]
    address: Mapped[str | None] = mapped_column(Sealed("conversations.address"))
    opened_at: Mapped[Moment]
    last_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    owner: Mapped[str] = mapped_column(default="bot")
    claimed_by: Mapped[Key | None] = mapped_column(ForeignKey("staff.username"))
    court_code: Mapped[Key | None]
    licence_no: Mapped[Key | None]
    """Whose conversation it became by verification or token; shows it in that lawyer's transcripts."""
    bound_licence_no: Mapped[Key | None]
    """Set by the first bearer on the web, for good."""
    dialogue_turn_id: Mapped[Key | None]
    rating_until: Mapped[Moment | None]
    code_asked: Mapped[bool] = mapped_column(default=False)
    """The last answer asked for a one-time code: digits are taken for one."""
    typing_until: Mapped[Moment | None]
    """Until then a member of staff counts as writing."""


Index("ix_conversations_account", Conversation.channel, Conversation.account, Conversation.opened_at)


class Turn(Base):
    """One message from outside and its recorded answer: the inbox.

    `content` holds what was said, with an awaited code or PIN already taken out. `dialogue` is the state
    of the assistant after this turn: pending until `finished_at` is set and the conversation points here.
    """

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("channel", "account", "external_id"),)
    id: Mapped[Key] = mapped_column(primary_key=True)
    conversation_id: Mapped[Key] = mapped_column(ForeignKey("conversations.id"), index=True)
    channel: Mapped[Key]
    account: Mapped[str]
    external_id: Mapped[str]
    body_hash: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("turns.content"))
    received_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    answer: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("turns.answer"))
    deferred: Mapped[bool] = mapped_column(default=False)
    """Answered with "we are recovering": what was said is still to be served, before the next turn."""
    dialogue: Mapped[str | None] = mapped_column(Sealed("turns.dialogue"))


class Lease(Base):
    """Which process serves a line of talk at present, where several run; dead ones' leases run out."""

    __tablename__ = "leases"
    line: Mapped[Key] = mapped_column(primary_key=True)
    """Hash of channel and account."""
    holder: Mapped[Key]
    until: Mapped[Moment]
    """By the database's clock."""


class Stamp(Base):
    """What came under a signed stamp (timestamp and nonce) of a door, while such a stamp is accepted."""

    __tablename__ = "stamps"
    mark: Mapped[Key] = mapped_column(primary_key=True)
    """Keyed hash of door and stamp."""
    content: Mapped[Key]
    until: Mapped[Moment] = mapped_column(index=True)


class Effect(Base):
    """What a turn brought about, once: a second run of the turn gets the first outcome."""

    __tablename__ = "effects"
    turn_id: Mapped[Key] = mapped_column(ForeignKey("turns.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    outcome: Mapped[dict[str, Any]] = mapped_column(SealedJson("effects.outcome"))


class Message(Base):
    """A line of a transcript, personal data already masked."""

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[Key] = mapped_column(ForeignKey("conversations.id"), index=True)
    turn_id: Mapped[Key | None]
    author: Mapped[str]
    """`caller`, `bot`, `staff` or `system`."""
    text: Mapped[str] = mapped_column(Sealed("messages.text"))
    options: Mapped[list[Any]] = mapped_column(SealedJson("messages.options"), default=list)
    staff: Mapped[Key | None]
    at: Mapped[Moment]


class Outgoing(Base):
    """A message to be sent later than, or beside, an answer: the outbox."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    channel: Mapped[Key]
    address: Mapped[str] = mapped_column(Sealed("outbox.address"))
    text: Mapped[str] = mapped_column(Sealed("outbox.text"))
    secret: Mapped[bool] = mapped_column(default=False)
    """True for codes: the text is blanked once sent."""
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[Moment]
    next_try_at: Mapped[Moment] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    parts_sent: Mapped[int] = mapped_column(default=0)
    """Of a text that takes several messages: how many have gone out, never to go out again."""
    waits_for_word: Mapped[bool] = mapped_column(default=False)
    """The channel takes nothing more for this address until its owner writes again."""
    sent_at: Mapped[Moment | None]
    given_up_at: Mapped[Moment | None]


class Allowance(Base):
    """How many messages a channel still takes for an address since its owner last did something, and until
    when: WeChat's window and quota of customer-service messages."""

    __tablename__ = "allowances"
    channel: Mapped[Key] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    left: Mapped[int]
    until: Mapped[Moment]


class ProviderToken(Base):
    """A provider's access token, one for all processes; `fetching_until`: somebody is fetching another."""

    __tablename__ = "provider_tokens"
    name: Mapped[Key] = mapped_column(primary_key=True)
    value: Mapped[str | None]
    expires_at: Mapped[Moment | None]
    fetching_until: Mapped[Moment | None]


class Audit(Base):
    """Who did or saw what, when. Never holds personal data beyond identifiers."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[Moment] = mapped_column(index=True)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    conversation_id: Mapped[Key | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    link: Mapped[int | None] = mapped_column(unique=True)
    """Its place in the chain (`actions.store.audit_chain`), given as its transaction commits."""
    mark: Mapped[str | None]
    """Keyed mark over this row and the mark of the row before it."""


class AuditAnchor(Base):
    """Where the chain of the audit begins (`start`: the last row deleted in time) and ends (`head`)."""

    __tablename__ = "audit_anchors"
    name: Mapped[Key] = mapped_column(primary_key=True)
    link: Mapped[int]
    mark: Mapped[str]
    seal: Mapped[str]
