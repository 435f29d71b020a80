"""What callers leave with the court: requests, tickets, evaluations, feedback; and API keys already used."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.sealed import Sealed, SealedJson, finds
from actions.store.types import Base, Key, Moment


class Request(Base):
    """A request of a lawyer, by whichever channel it came."""

    __tablename__ = "requests"
    receipt_no: Mapped[Key] = mapped_column(primary_key=True)
    function: Mapped[Key] = mapped_column(index=True)
    case_number: Mapped[Key | None]
    """Without foreign key: a representation check may name any well-formed number."""
    court_code: Mapped[Key | None]
    licence_no: Mapped[Key] = mapped_column(index=True)
    channel: Mapped[Key]
    conversation_id: Mapped[Key | None]
    status: Mapped[Key] = mapped_column(index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJson("requests.fields"))
    needs: Mapped[list[Any]] = mapped_column(default=list)
    by: Mapped[str] = mapped_column(default="lawyer")
    submitted_at: Mapped[Moment]
    signed_at: Mapped[Moment | None]
    due_at: Mapped[Moment]
    claimed_by: Mapped[Key | None]
    supervisor_only: Mapped[bool] = mapped_column(default=False)
    """Recusal: never shown to the person it names (contract section 3, staff rights)."""


class RequestChange(Base):
    """One change of a request's state: the history, in order of id."""

    __tablename__ = "request_changes"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    receipt_no: Mapped[Key] = mapped_column(ForeignKey("requests.receipt_no"), index=True)
    status: Mapped[Key]
    at: Mapped[Moment]
    by: Mapped[str]
    note: Mapped[str | None] = mapped_column(Sealed("request_changes.note"))


class Ticket(Base):
    """Something a person of the court must take up: a call-back, or a written conversation handed over."""

    __tablename__ = "tickets"
    receipt_no: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Key]
    """`callback` or `conversation`."""
    conversation_id: Mapped[Key] = mapped_column(ForeignKey("conversations.id"), index=True)
    reason: Mapped[str] = mapped_column(Sealed("tickets.reason"))
    reason_mark: Mapped[Key | None] = mapped_column(index=True, info=finds("reason"))
    """Keyed hash of the reason, to find it by."""
    court_code: Mapped[Key | None]
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    claimed_by: Mapped[Key | None]
    closed_at: Mapped[Moment | None]
    resolution: Mapped[str | None] = mapped_column(Sealed("tickets.resolution"))


class CallbackNumber(Base):
    """The number that a caller gave to be rung on: apart from transcript and reason, and for a while only."""

    __tablename__ = "callback_numbers"
    receipt_no: Mapped[Key] = mapped_column(ForeignKey("tickets.receipt_no"), primary_key=True)
    number: Mapped[str] = mapped_column(Sealed("callback_numbers.number"))
    """E.164."""
    number_mark: Mapped[Key | None] = mapped_column(index=True, info=finds("number"))
    """Keyed hash of the number, to find it by."""
    at: Mapped[Moment]


class Evaluation(Base):
    __tablename__ = "evaluations"
    id: Mapped[Key] = mapped_column(primary_key=True)
    rating: Mapped[int]
    remark: Mapped[str | None] = mapped_column(Sealed("evaluations.remark"))
    about: Mapped[str | None]
    """A receipt number, or null for the conversation just held."""
    conversation_id: Mapped[Key | None]
    licence_no: Mapped[Key | None] = mapped_column(index=True)
    channel: Mapped[Key]
    at: Mapped[Moment]


class Feedback(Base):
    """A suggestion or complaint."""

    __tablename__ = "feedback"
    id: Mapped[Key] = mapped_column(primary_key=True)
    receipt_no: Mapped[Key] = mapped_column(unique=True)
    kind: Mapped[Key]
    """`suggestion` or `complaint`."""
    text: Mapped[str] = mapped_column(Sealed("feedback.text"))
    status: Mapped[Key] = mapped_column(default="registered")
    answer: Mapped[str | None] = mapped_column(Sealed("feedback.answer"))
    answered_at: Mapped[Moment | None]
    answered_by: Mapped[Key | None]
    channel: Mapped[Key]
    conversation_id: Mapped[Key | None]
    licence_no: Mapped[Key | None] = mapped_column(index=True)
    court_code: Mapped[Key | None]
    due_at: Mapped[Moment]
    claimed_by: Mapped[Key | None]
    at: Mapped[Moment]


class UsedKey(Base):
    """An Idempotency-Key with the answer it got."""

    __tablename__ = "used_keys"
    actor: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[str]
    status: Mapped[int]
    answer: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("used_keys.answer"))
    at: Mapped[Moment]


class OwnHearing(Base):
    """A hearing that a lawyer entered himself: another court's, an arbitration, whatever he must attend."""

    __tablename__ = "own_hearings"
    id: Mapped[Key] = mapped_column(primary_key=True)
    licence_no: Mapped[Key] = mapped_column(index=True)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment | None]
    place: Mapped[str | None] = mapped_column(Sealed("own_hearings.place"))
    online: Mapped[bool]
    kind: Mapped[str | None] = mapped_column(Sealed("own_hearings.kind"))
    """What it is, in his words: 劳动仲裁开庭."""
    case_number: Mapped[str | None] = mapped_column(Sealed("own_hearings.case_number"))
    """As he wrote it; no number of a case here."""
    added_at: Mapped[Moment]
    removed_at: Mapped[Moment | None]


class CourtTime(Base):
    """A time that a court promises in place of the house's default."""

    __tablename__ = "court_times"
    court_code: Mapped[Key] = mapped_column(ForeignKey("courts.code"), primary_key=True)
    key: Mapped[Key] = mapped_column(primary_key=True)
    working_days: Mapped[int]
    set_by: Mapped[str]
    set_at: Mapped[Moment]


class Urging(Base):
    """That something due at a time was not done by then: urged, and later raised to the supervisor."""

    __tablename__ = "urgings"
    receipt_no: Mapped[Key] = mapped_column(primary_key=True)
    due_at: Mapped[Moment] = mapped_column(primary_key=True)
    urged_at: Mapped[Moment]
    raised_at: Mapped[Moment | None]
