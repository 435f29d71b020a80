"""Court staff sign in: password, one-time password (RFC 6238) where set up, a rest after five wrong tries.

In two steps, because checking a password takes a third of a second on purpose: `examine` needs only a reading
session, `log_in` is a short writing one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from actions.errors import BadInput, NotFound
from actions.service import audit
from actions.service.clock import Clock
from actions.service.identity import pauses, tokens
from actions.service.identity.accounts import account_of
from actions.service.identity.hashing import PASSWORDS
from actions.service.identity.locking import one_at_a_time
from actions.service.identity.one_time import matching_step
from actions.store.database import insert_new
from actions.store.matters import UsedKey
from actions.store.records import Staff
from bot.language.fold import fold

CHANNEL = "staff"
SHORTEST, LONGEST = 10, 1024
LONGEST_NAME = 64
REFUSED = "用户名、口令或动态码不正确；连续输错5次后，请15分钟后再试。"
"""The one sentence for every failure, rest included."""


@dataclass(frozen=True)
class Examined:
    """The outcome of a password check: for whom, and the stored hash that the password fits, if any."""

    username: str
    fits: str | None = field(repr=False)


def examine(session: Session, username: str, password: str) -> Examined:
    """Check a password, as slowly for unknown users as for known ones. Changes nothing."""
    username = fold(username)[:LONGEST_NAME]
    kept = _member(session, username)
    fits = PASSWORDS.matches(kept.password_hash if kept else None, password[:LONGEST])
    return Examined(username, kept.password_hash if kept and fits else None)


def log_in(
    session: Session, clock: Clock, examined: Examined, *, totp: str | None, address: str
) -> str | None:
    """The username, if everything is right; None otherwise, and the try counts for that user and address.

    Never raises for a wrong try: the count must be kept.
    """
    username = examined.username
    one_at_a_time(session, f"account {CHANNEL} {address}", f"staff {username}")
    account = account_of(session, clock, CHANNEL, address)
    if pauses.resting(session, clock, CHANNEL, account, username):
        return None
    member = _member(session, username)
    if (
        member is None
        or member.password_hash != examined.fits
        or (member.totp_secret and not _take_totp(session, clock, username, member.totp_secret, totp))
    ):
        pauses.count_wrong(session, clock, CHANNEL, account, username)
        return None
    pauses.forget(session, clock, CHANNEL, account, username)
    audit.note(session, clock, f"staff:{username}", "staff.login", username)
    return username


def seal_password(password: str) -> str:
    """The hash to keep of a new password; slow, so call it outside of any transaction.

    Raises BadInput when it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput(f"口令应为{SHORTEST}至{LONGEST}个字符。")
    return PASSWORDS.make(password)


def set_password(session: Session, clock: Clock, username: str, sealed: str) -> None:
    """Keep a person's own password (`seal_password`): imports leave it alone; he is signed out everywhere.

    Raises NotFound when there is no such person.
    """
    member = _member(session, username)
    if member is None:
        raise NotFound("没有这个用户。")
    member.password_hash = sealed
    member.password_set_by_person = True
    tokens.end_all(session, clock, "staff", username)
    audit.note(session, clock, f"staff:{username}", "staff.password", username)


def change_password(session: Session, clock: Clock, examined: Examined, sealed: str, *, address: str) -> bool:
    """`set_password` for a person who is signed in and gave his old password (`examine`); False when it is
    wrong, or while he rests after wrong ones: the try counts as one at the login would.
    """
    username = examined.username
    one_at_a_time(session, f"account {CHANNEL} {address}", f"staff {username}")
    account = account_of(session, clock, CHANNEL, address)
    if pauses.resting(session, clock, CHANNEL, account, username):
        return False
    member = _member(session, username)
    if member is None or member.password_hash != examined.fits:
        pauses.count_wrong(session, clock, CHANNEL, account, username)
        return False
    pauses.forget(session, clock, CHANNEL, account, username)
    set_password(session, clock, username, sealed)
    return True


def _member(session: Session, username: str) -> Staff | None:
    member = session.get(Staff, username, populate_existing=True)
    return None if member is None or member.removed else member


def _take_totp(session: Session, clock: Clock, username: str, secret: str, given: str | None) -> bool:
    """Whether `given` is a current one-time password not used before; it is used up by this."""
    now = clock()
    step = matching_step(secret, given or "", now)
    return step is not None and insert_new(
        session, UsedKey, actor=f"totp {username}", key=str(step), body_hash="", status=200, at=now
    )
