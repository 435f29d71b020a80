"""One-time codes by SMS (contract section 5).

Unknown licence, wrong name, paused account and used-up quota all do the work of a code that
is sent, and behave afterwards like a code that nobody guessed.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actions.errors import FreshCodeWanted
from actions.service import audit, outbox
from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.identity import callers, pauses
from actions.service.identity.hashing import Secrets
from actions.service.identity.locking import one_at_a_time
from actions.service.identity.names import NOBODY, same_name
from actions.service.identity.register import RegisteredPerson, clean_licence
from actions.service.identity.texts import Purpose, code_message
from actions.service.ids import LicenceNo, new_id
from actions.service.work import Work
from actions.store.identities import Challenge
from bot.language.fold import fold

Outcome = Literal["verified", "wrong", "dead", "expired", "none", "barred"]

LIVES = timedelta(minutes=5)
FRESH = timedelta(minutes=10)
"""How old a code may be that allows a signature, a new PIN, an assistant's account."""
REMEMBERED = timedelta(minutes=30)
"""How long digits are still taken for a late code."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SENT_AN_HOUR = 5
PLATFORM = "platform"


@dataclass(frozen=True)
class Checked:
    """What became of a code or PIN: who it is if verified, the tries that are `left` if wrong; `barred`: the
    code was right, and the register does not let him (his `status`)."""

    outcome: Outcome
    licence_no: LicenceNo | None = None
    name: str | None = None
    left: int = 0
    status: str | None = None


def ask_code(
    work: Work,
    *,
    licence_no: str,
    name: str | None,
    channel: str,
    account: str,
    purpose: Purpose = "verify",
) -> None:
    """Send a code to the registered telephone if all is right; say nothing either way.

    `name` None leaves the name out: only where the contract does (telephone, keys alone); what was heard is
    compared by sound. The quota counts what was sent: what was refused must not use up anybody's codes.
    """
    licence = clean_licence(licence_no)
    one_at_a_time(work.session, _place(channel, account), f"licence {licence}")
    now = work.clock()
    person = work.register.find(work.session, licence)
    registered, by_ear = person.name if person else NOBODY, CHANNELS[channel].by_ear
    named = same_name(NOBODY if name is None else name, registered, by_sound=by_ear)
    obstacles = {
        "unknown": person is None,
        "name": name is not None and not named,
        "paused": pauses.resting(work.session, work.clock, channel, account, licence),
        "quota": _quota_used(work.session, now, licence),
    }
    withheld = next((obstacle for obstacle, stands in obstacles.items() if stands), None)
    code = f"{secrets.randbelow(10**6):06d}"
    challenge_id = new_id()
    challenge = Challenge(
        id=challenge_id,
        licence_no=licence,
        channel=channel,
        account=account,
        purpose=purpose,
        code_hash=_seal(work.secrets, challenge_id, person, code),
        sent=withheld is None,
        created_at=now,
        expires_at=now + LIVES,
        tries=0,
    )
    _close_older(work.session, challenge)
    work.session.add(challenge)
    message = code_message(code, purpose=purpose, channel=channel)
    if person is not None and withheld is None:
        outbox.send(
            work.session,
            work.clock,
            "sms",
            person.phone,
            message,
            dedupe_key=f"code {challenge_id}",
            secret=True,
        )
    else:
        audit.note(work.session, work.clock, "system", "code.withheld", challenge_id, reason=withheld)


def again_in(work: Work, *, licence_no: str, channel: str, account: str) -> int:
    """Seconds until a code that was just asked for on this account can be asked for again, 0 if it can be now.
    It goes by what was asked, sent or not, so that it tells nothing of the register."""
    now = work.clock()
    asked = work.session.scalar(
        select(func.max(Challenge.created_at)).where(
            Challenge.channel == channel,
            Challenge.account == account,
            Challenge.licence_no == clean_licence(licence_no),
            Challenge.created_at > now - MINUTE,
        )
    )
    return 0 if asked is None else max(1, ceil((asked + MINUTE - now).total_seconds()))


def check_code(
    work: Work,
    *,
    channel: str,
    account: str,
    code: str,
    purpose: Purpose = "verify",
    licence_no: str | None = None,
) -> Checked:
    """Try a code on the account that asked for it. Never raises for a wrong one: the count must be kept.

    To `verify`, the account speaks for him from then on, as long as that holds on its channel. `licence_no`
    tells apart the codes of an address that many share (`auth/token`). A code that was followed by an unsent
    one stays good, but what is said follows the newest, so that nobody learns which were sent.
    """
    one_at_a_time(work.session, _place(channel, account))
    now = work.clock()
    recent = _recent(work.session, now, channel, account, purpose, licence_no)
    newest = recent[0] if recent else None
    if newest is None or newest.used_at is not None:
        return Checked("none")
    licence = LicenceNo(newest.licence_no)
    person = work.register.find(work.session, licence)
    rests = pauses.resting(work.session, work.clock, channel, account, licence)
    alive = [one for one in recent if one.closed_at is None and one.expires_at > now]
    tried = fold(code).replace(" ", "")
    right = False
    for one in alive:
        same = hmac.compare_digest(_seal(work.secrets, one.id, person, tried), one.code_hash)
        right |= same and one.sent
    if rests or newest.closed_at is not None:
        return Checked("dead")
    if newest not in alive:
        return Checked("expired")
    if not right or person is None:
        return _wrong(work.session, work.clock, channel, account, licence, alive)
    for one in alive:
        one.used_at = one.closed_at = now
    if not person.active:
        details = {"status": person.status, "channel": channel}
        audit.note(work.session, work.clock, f"lawyer:{licence}", "identity.barred", licence, **details)
        return Checked("barred", status=person.status)
    pauses.forget(work.session, work.clock, channel, account, licence)
    if purpose == "verify":
        lasts = CHANNELS[channel].verified_for
        callers.begin(work, channel=channel, account=account, person=person, method="code", lasts=lasts)
    return Checked("verified", person.licence_no, person.name)


def awaited(session: Session, clock: Clock, channel: str, account: str) -> bool:
    """Whether digits on this account may be a code: one is open, or went unused in the last half hour."""
    rows = session.execute(
        select(Challenge.created_at, Challenge.expires_at, Challenge.closed_at, Challenge.used_at).where(
            Challenge.channel == channel,
            Challenge.account == account,
            Challenge.created_at > clock() - LIVES - REMEMBERED,
        )
    ).all()
    last_use = max((used for *_, used in rows if used is not None), default=None)
    return any(
        used is None
        and (closed or expires) > clock() - REMEMBERED
        and (last_use is None or created > last_use)
        for created, expires, closed, used in rows
    )


def just_used(work: Work, channel: str, account: str, code: str) -> bool:
    """Whether these digits are a code that this account has used in the last half hour. It opens nothing any
    more, so that whoever is told learns nothing."""
    used = work.session.scalars(
        select(Challenge).where(
            Challenge.channel == channel,
            Challenge.account == account,
            Challenge.used_at > work.clock() - REMEMBERED,
        )
    ).all()
    people = [work.register.find(work.session, LicenceNo(one.licence_no)) for one in used]
    seals = [_seal(work.secrets, one.id, person, code) for one, person in zip(used, people, strict=True)]
    return any(hmac.compare_digest(seal, one.code_hash) for seal, one in zip(seals, used, strict=True))


def asked_licence(session: Session, clock: Clock, channel: str, account: str) -> LicenceNo | None:
    """The licence that a code was asked for last on this account, within the last half hour."""
    found = session.scalar(
        select(Challenge.licence_no)
        .where(
            Challenge.channel == channel,
            Challenge.account == account,
            Challenge.created_at > clock() - LIVES - REMEMBERED,
        )
        .order_by(Challenge.created_at.desc())
        .limit(1)
    )
    return LicenceNo(found) if found else None


def recently_verified(
    session: Session, clock: Clock, licence_no: str, *, channel: str | None = None, account: str | None = None
) -> bool:
    """Whether a code of this person was used in the last ten minutes, on that account if one is named."""
    query = select(Challenge.id).where(
        Challenge.licence_no == licence_no, Challenge.sent, Challenge.used_at >= clock() - FRESH
    )
    if channel is not None:
        query = query.where(Challenge.channel == channel)
    if account is not None:
        query = query.where(Challenge.account == account)
    return session.scalar(query.limit(1)) is not None


def is_fresh(work: Work, licence_no: str) -> bool:
    """Whether he used a code on the platform in the last ten minutes. One used by telephone or message is no
    sign that it is he who sits before the platform."""
    return recently_verified(work.session, work.clock, licence_no, channel=PLATFORM)


def demand_fresh(work: Work, licence_no: str, act: str) -> None:
    """For what a token of the platform alone does not allow; `act` names it in Chinese. Raises
    FreshCodeWanted."""
    if not is_fresh(work, licence_no):
        raise FreshCodeWanted(act, int(FRESH.total_seconds()))


def _place(channel: str, account: str) -> str:
    return f"account {channel} {account}"


def _seal(keys: Secrets, challenge_id: str, person: RegisteredPerson | None, code: str) -> str:
    # the telephone is part of it: a code sent to the former one opens nothing
    return keys.seal("code", challenge_id, person.phone if person else "", code)


def _quota_used(session: Session, now: datetime, licence: LicenceNo) -> bool:
    sent, last = session.execute(
        select(func.count(), func.max(Challenge.created_at)).where(
            Challenge.licence_no == licence, Challenge.sent, Challenge.created_at > now - HOUR
        )
    ).one()
    return bool(sent >= SENT_AN_HOUR or (last is not None and last > now - MINUTE))


def _close_older(session: Session, new: Challenge) -> None:
    """A code that was sent takes the place of those before it; one withheld, of other persons' alone."""
    older = update(Challenge).where(
        Challenge.channel == new.channel,
        Challenge.account == new.account,
        Challenge.purpose == new.purpose,
        Challenge.closed_at.is_(None),
    )
    if CHANNELS[new.channel].shared_accounts:
        older = older.where(Challenge.licence_no == new.licence_no)
    if not new.sent:
        older = older.where(Challenge.licence_no != new.licence_no)
    session.execute(older.values(closed_at=new.created_at))


def _recent(
    session: Session, now: datetime, channel: str, account: str, purpose: Purpose, licence_no: str | None
) -> Sequence[Challenge]:
    """The account's codes of the last half hour for the licence asked for last, newest first."""
    query = select(Challenge).where(
        Challenge.channel == channel,
        Challenge.account == account,
        Challenge.purpose == purpose,
        Challenge.created_at > now - LIVES - REMEMBERED,
    )
    if licence_no is not None:
        query = query.where(Challenge.licence_no == clean_licence(licence_no))
    found = session.scalars(
        query.order_by(Challenge.created_at.desc(), Challenge.closed_at.is_not(None))
    ).all()
    return [one for one in found if one.licence_no == found[0].licence_no]


def _wrong(
    session: Session, clock: Clock, channel: str, account: str, licence: LicenceNo, alive: Sequence[Challenge]
) -> Checked:
    left = pauses.count_wrong(session, clock, channel, account, licence)
    for one in alive:
        one.tries += 1
        one.closed_at = None if left else clock()
    return Checked("wrong", left=left) if left else Checked("dead")
