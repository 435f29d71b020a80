"""Codes, verifications, PINs, pauses and tokens (contract section 5). Secrets are kept hashed only."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.sealed import Sealed, finds
from actions.store.types import Base, Key, Moment


class Account(Base):
    """A channel account that is a person's own name: a telephone number, an openid, a client address. What
    others keep of it is `id`, which says nothing."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("channel", "mark"),)
    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Key]
    name: Mapped[str] = mapped_column(Sealed("accounts.name"))
    mark: Mapped[Key] = mapped_column(info=finds("name"))
    """Keyed hash of the name, to find it by."""
    seen_at: Mapped[Moment] = mapped_column(index=True)
    """The day on which it last did something."""


class Challenge(Base):
    """A one-time code, asked for by one channel account for one licence and purpose.

    Rows are written for unknown licences and silent refusals as well (`sent` false), so that both take
    the same path and time.
    """

    __tablename__ = "challenges"
    id: Mapped[Key] = mapped_column(primary_key=True)
    licence_no: Mapped[Key] = mapped_column(index=True)
    channel: Mapped[Key]
    account: Mapped[str]
    purpose: Mapped[Key]
    code_hash: Mapped[str]
    sent: Mapped[bool]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    tries: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[Moment | None]
    """Used, replaced by a newer one, or dead after five wrong tries."""
    used_at: Mapped[Moment | None]


Index("ix_challenges_account", Challenge.channel, Challenge.account, Challenge.created_at)


class Verification(Base):
    """A channel account that was verified for a lawyer or assistant."""

    __tablename__ = "verifications"
    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Key]
    account: Mapped[str]
    licence_no: Mapped[Key] = mapped_column(index=True)
    method: Mapped[str]
    """`code`, `pin`, or `person`: checked by the national platform."""
    phone: Mapped[str] = mapped_column(Sealed("verifications.phone"))
    """The registered telephone at that time: a change ends the verification."""
    verified_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


Index("ix_verifications_account", Verification.channel, Verification.account)


class Pause(Base):
    """Wrong tries of one channel account (or client address) for one subject, and until when it rests."""

    __tablename__ = "pauses"
    channel: Mapped[Key] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[Key] = mapped_column(primary_key=True)
    """Licence number or staff username."""
    wrong: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[Moment | None]


class Pin(Base):
    """A lawyer's own six digits for the telephone."""

    __tablename__ = "pins"
    licence_no: Mapped[Key] = mapped_column(primary_key=True)
    pin_hash: Mapped[str]
    set_at: Mapped[Moment]
    phone: Mapped[str] = mapped_column(Sealed("pins.phone"))
    wrong: Mapped[int] = mapped_column(default=0)
    disabled_at: Mapped[Moment | None]


class Token(Base):
    """An opaque bearer token, by its hash."""

    __tablename__ = "tokens"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Key]
    """`lawyer` or `staff`."""
    subject: Mapped[Key] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("tokens.phone"))
    issued_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class Spent(Base):
    """How much of a budget a subject has spent in a window of time (`actions.service.budgets`)."""

    __tablename__ = "budgets"
    budget: Mapped[Key] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    """Keyed hash of an address, number, openid or licence."""
    begins: Mapped[Moment] = mapped_column(primary_key=True)
    count: Mapped[int]
