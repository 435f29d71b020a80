"""The court's own records, as its feed brings them (contract section 4).

A removed record stays as a row: it is hidden, and its history with it is kept.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.sealed import Sealed, SealedJson
from actions.store.types import Base, Key, Moment, Money


class Record(Base):
    """What every fed record has."""

    __abstract__ = True
    removed: Mapped[bool] = mapped_column(default=False)


class Court(Record):
    __tablename__ = "courts"
    code: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[str]
    province: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    hours: Mapped[str | None]
    office_hours: Mapped[list[Any] | None]
    """`{"days", "from", "to"}` each, for machines; `hours` is for people."""
    facilities: Mapped[list[str] | None]
    online_functions: Mapped[list[str] | None]


class Lawyer(Record):
    __tablename__ = "lawyers"
    licence_no: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str]
    firm: Mapped[str | None]
    phone: Mapped[str] = mapped_column(Sealed("lawyers.phone"))
    kind: Mapped[str]
    practice_area: Mapped[list[str] | None]
    status: Mapped[str]
    restricted_functions: Mapped[list[str] | None]
    restricted_reason: Mapped[str | None]


class Assistant(Record):
    __tablename__ = "assistants"
    licence_no: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(Sealed("assistants.phone"))
    principal_licence_no: Mapped[Key] = mapped_column(ForeignKey("lawyers.licence_no"), index=True)
    kind: Mapped[str]


class Case(Record):
    __tablename__ = "cases"
    case_number: Mapped[Key] = mapped_column(primary_key=True)
    court_code: Mapped[Key] = mapped_column(ForeignKey("courts.code"), index=True)
    cause: Mapped[str | None]
    procedure: Mapped[str | None]
    stage: Mapped[str]
    amount_yuan: Mapped[Money | None]
    division: Mapped[str | None]
    judge: Mapped[dict[str, Any] | None]
    clerk: Mapped[dict[str, Any] | None]
    parties: Mapped[list[Any] | None] = mapped_column(SealedJson("cases.parties"))
    evidence_until: Mapped[date | None]
    public: Mapped[bool] = mapped_column(default=True)


class AssistantGrant(Record):
    __tablename__ = "assistant_grants"
    assistant_licence_no: Mapped[Key] = mapped_column(ForeignKey("assistants.licence_no"), primary_key=True)
    case_number: Mapped[Key] = mapped_column(ForeignKey("cases.case_number"), primary_key=True)
    functions: Mapped[list[str]]
    until: Mapped[date | None]


class Milestone(Record):
    __tablename__ = "milestones"
    case_number: Mapped[Key] = mapped_column(ForeignKey("cases.case_number"), primary_key=True)
    kind: Mapped[Key] = mapped_column(primary_key=True)
    at: Mapped[Moment] = mapped_column(primary_key=True)
    note: Mapped[str | None]


class Representation(Record):
    __tablename__ = "representations"
    case_number: Mapped[Key] = mapped_column(ForeignKey("cases.case_number"), primary_key=True)
    licence_no: Mapped[Key] = mapped_column(ForeignKey("lawyers.licence_no"), primary_key=True, index=True)
    party: Mapped[str | None] = mapped_column(Sealed("representations.party"))
    authority: Mapped[str]
    authority_items: Mapped[list[str] | None]
    verified: Mapped[bool]
    until: Mapped[date | None]


class Hearing(Record):
    __tablename__ = "hearings"
    id: Mapped[Key] = mapped_column(primary_key=True)
    case_number: Mapped[Key] = mapped_column(ForeignKey("cases.case_number"), index=True)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment | None]
    place: Mapped[str | None]
    online: Mapped[bool | None]
    kind: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="scheduled")


class Fee(Record):
    __tablename__ = "fees"
    id: Mapped[Key] = mapped_column(primary_key=True)
    case_number: Mapped[Key] = mapped_column(ForeignKey("cases.case_number"), index=True)
    kind: Mapped[str]
    amount_yuan: Mapped[Money]
    due_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    paid_yuan: Mapped[Money | None]
    refund: Mapped[dict[str, Any] | None]


class Delivery(Record):
    __tablename__ = "deliveries"
    id: Mapped[Key] = mapped_column(primary_key=True)
    case_number: Mapped[Key] = mapped_column(ForeignKey("cases.case_number"), index=True)
    licence_no: Mapped[Key] = mapped_column(ForeignKey("lawyers.licence_no"), index=True)
    title: Mapped[str]
    served_at: Mapped[Moment]
    signed_at: Mapped[Moment | None]
    url: Mapped[str | None]


class Staff(Record):
    __tablename__ = "staff"
    username: Mapped[Key] = mapped_column(primary_key=True)
    password_hash: Mapped[str]
    password_set_by_person: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    court_code: Mapped[Key | None] = mapped_column(ForeignKey("courts.code"))
    role: Mapped[str]
    totp_secret: Mapped[str | None]


class CalendarDay(Record):
    __tablename__ = "calendar_days"
    date: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]


Index("ix_hearings_case_start", Hearing.case_number, Hearing.starts_at)
