"""Opaque bearer tokens (RFC 6750), kept as SHA-256: 8 hours for lawyers, 30 idle minutes for staff."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from actions.errors import NotSignedIn
from actions.service.clock import Clock
from actions.service.ids import LicenceNo
from actions.service.work import Work
from actions.store.identities import Token
from actions.store.records import Staff

Kind = Literal["lawyer", "staff"]

LAWYER_HOLDS = timedelta(hours=8)
STAFF_IDLE = timedelta(minutes=30)


@dataclass(frozen=True)
class Issued:
    """What the token endpoints answer; `expires_in` in seconds."""

    access_token: str = field(repr=False)
    expires_in: int
    token_type: Literal["bearer"] = "bearer"


@dataclass(frozen=True)
class StaffMember:
    """A person of the court as his record has him now; without a court he sits at the national seat."""

    username: str
    name: str
    role: str
    """`agent`, `clerk` or `supervisor`."""
    court_code: str | None


def issue_lawyer(work: Work, licence_no: str) -> Issued:
    """A token for a lawyer or assistant just verified. Raises NotSignedIn if he is not active."""
    person = work.register.find(work.session, LicenceNo(licence_no))
    if person is None or not person.active:
        raise NotSignedIn("当前状态不能登录。")
    return _issue(work.session, work.clock, "lawyer", licence_no, person.phone, LAWYER_HOLDS)


def lawyer_of(work: Work, token: str) -> LicenceNo | None:
    """Whose living token this is; None also when his status or telephone has changed since."""
    kept = _living(work.session, work.clock, "lawyer", token)
    if kept is None:
        return None
    person = work.register.find(work.session, LicenceNo(kept.subject))
    return person.licence_no if person and person.active and person.phone == kept.phone else None


def issue_staff(session: Session, clock: Clock, username: str) -> Issued:
    """A token for a person of the court who has just logged in (`staff_login.log_in`)."""
    return _issue(session, clock, "staff", username, None, STAFF_IDLE)


def staff_of(session: Session, clock: Clock, token: str) -> StaffMember | None:
    """Whose living token this is; every use begins the idle time anew, so `session` must be a writing one."""
    kept = _living(session, clock, "staff", token)
    member = session.get(Staff, kept.subject) if kept else None
    if kept is None or member is None or member.removed:
        return None
    kept.seen_at = clock()
    kept.expires_at = kept.seen_at + STAFF_IDLE
    return StaffMember(member.username, member.name, member.role, member.court_code)


def end(session: Session, clock: Clock, token: str) -> None:
    """Sign out; an unknown or ended token is left as it is."""
    session.execute(
        update(Token)
        .where(Token.token_hash == _digest(token), Token.ended_at.is_(None))
        .values(ended_at=clock())
    )


def end_all(session: Session, clock: Clock, kind: Kind, subject: str) -> None:
    """Sign a person out everywhere."""
    session.execute(
        update(Token)
        .where(Token.kind == kind, Token.subject == subject, Token.ended_at.is_(None))
        .values(ended_at=clock())
    )


def _issue(
    session: Session, clock: Clock, kind: Kind, subject: str, phone: str | None, holds: timedelta
) -> Issued:
    now, token = clock(), secrets.token_urlsafe(32)
    session.add(
        Token(
            token_hash=_digest(token),
            kind=kind,
            subject=subject,
            phone=phone,
            issued_at=now,
            expires_at=now + holds,
            seen_at=now,
        )
    )
    return Issued(token, int(holds.total_seconds()))


def _living(session: Session, clock: Clock, kind: Kind, token: str) -> Token | None:
    kept = session.get(Token, _digest(token))
    alive = kept is not None and kept.kind == kind and kept.ended_at is None and kept.expires_at > clock()
    return kept if alive else None


def _digest(token: str) -> str:
    # no salt: 256 random bits need none, and the digest is the key to look it up by
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
