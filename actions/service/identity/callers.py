"""Who is speaking on a channel account: read from the store at every turn, never from what text can set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.identity.register import RegisteredPerson, Role
from actions.service.ids import LicenceNo, new_id
from actions.service.work import Work
from actions.store.identities import Verification

Level = Literal[0, 1, 2]


@dataclass(frozen=True)
class Caller:
    """`level` 0 anyone, 1 verified on this account, 2 by a token of the platform (contract section 5)."""

    level: Level = 0
    licence_no: LicenceNo | None = None
    role: Role | None = None
    name: str | None = None


ANYONE = Caller()


@dataclass(frozen=True)
class VerifiedName:
    """One verification of an account, for the staff member who takes the conversation over."""

    licence_no: LicenceNo
    name: str
    method: str
    """`code`, `pin`, or `person`: checked by the national platform."""
    verified_at: datetime
    live: bool


def caller_of(
    work: Work,
    *,
    channel: str,
    account: str,
    bearer_licence: str | None = None,
) -> Caller:
    """The caller at this turn. `bearer_licence` is whom a living token names (`tokens.lawyer_of`).

    A bearer whose status is no longer active is anyone: somebody else's verification does not pass to him.
    """
    if bearer_licence is not None:
        person = work.register.find(work.session, LicenceNo(bearer_licence))
        return _as_caller(person, 2) if person and person.active else ANYONE
    for verification in _unended(work.session, work.clock, channel, account):
        person = work.register.find(work.session, LicenceNo(verification.licence_no))
        if _holds(verification, person):
            return _as_caller(person, 1)
    return ANYONE


def begin(
    work: Work,
    *,
    channel: str,
    account: str,
    person: RegisteredPerson,
    method: Literal["code", "pin", "person"],
    lasts: timedelta,
) -> None:
    """The account now speaks for `person`; whoever it spoke for before is gone."""
    now = work.clock()
    end(work.session, work.clock, channel, account)
    work.session.add(
        Verification(
            id=new_id(),
            channel=channel,
            account=account,
            licence_no=person.licence_no,
            method=method,
            phone=person.phone,
            verified_at=now,
            expires_at=now + lasts,
        )
    )


def touch(session: Session, clock: Clock, channel: str, account: str) -> None:
    """A message came: where the time runs from the last message (SMS), it begins anew."""
    if CHANNELS[channel].verification_slides:
        for verification in _unended(session, clock, channel, account):
            verification.expires_at = clock() + CHANNELS[channel].verified_for


def end(session: Session, clock: Clock, channel: str, account: str) -> None:
    """The call is over, or another person is verified: the account speaks for no one."""
    session.execute(
        update(Verification)
        .where(
            Verification.channel == channel, Verification.account == account, Verification.ended_at.is_(None)
        )
        .values(ended_at=clock())
    )


def verified_names(work: Work, *, channel: str, account: str) -> list[VerifiedName]:
    """Everyone who was verified on the account, latest first; names as the register has them now."""
    now = work.clock()
    found = []
    for one in work.session.scalars(
        select(Verification)
        .where(Verification.channel == channel, Verification.account == account)
        .order_by(Verification.verified_at.desc())
    ):
        person = work.register.find(work.session, LicenceNo(one.licence_no))
        if person:
            live = one.ended_at is None and one.expires_at > now and _holds(one, person)
            found.append(VerifiedName(person.licence_no, person.name, one.method, one.verified_at, live))
    return found


def _unended(session: Session, clock: Clock, channel: str, account: str) -> list[Verification]:
    return list(
        session.scalars(
            select(Verification)
            .where(
                Verification.channel == channel,
                Verification.account == account,
                Verification.ended_at.is_(None),
                Verification.expires_at > clock(),
            )
            .order_by(Verification.verified_at.desc())
        )
    )


def _holds(verification: Verification, person: RegisteredPerson | None) -> bool:
    return person is not None and person.active and person.phone == verification.phone


def _as_caller(person: RegisteredPerson | None, level: Level) -> Caller:
    return Caller(level, person.licence_no, person.role, person.name) if person else ANYONE
