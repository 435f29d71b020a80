"""A lawyer's own six digits for the telephone, in place of a code (contract section 5)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.errors import BadInput, Forbidden
from actions.service import outbox
from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.identity import callers, pauses
from actions.service.identity.codes import Checked, demand_fresh, recently_verified
from actions.service.identity.hashing import PINS
from actions.service.identity.locking import one_at_a_time
from actions.service.identity.names import NOBODY, same_name
from actions.service.identity.pin_rules import objection
from actions.service.identity.register import RegisteredPerson, clean_licence
from actions.service.identity.texts import PIN_DISABLED
from actions.service.work import Work
from actions.store.identities import Pin


def set_pin(
    work: Work,
    *,
    licence_no: str,
    pin: str,
    channel: str | None = None,
    account: str | None = None,
) -> None:
    """Set or replace the PIN; a disabled one is enabled by it.

    Raises:
        Forbidden: no code was used in the last ten minutes (on that account, if one is named), or not active.
        BadInput: not six digits, or a run, a repeat, a birthday.
    """
    licence = clean_licence(licence_no)
    one_at_a_time(work.session, f"licence {licence}")
    person = work.register.find(work.session, licence)
    if person is None or not person.active:
        raise Forbidden("当前状态不能设置电话密码。")
    if channel is None:
        demand_fresh(work, licence, "设置电话密码")
    elif not recently_verified(work.session, work.clock, licence, channel=channel, account=account):
        raise Forbidden("设置电话密码前，请先用短信验证码核验身份，并在10分钟内完成设置。")
    reason = objection(pin)
    if reason:
        raise BadInput(reason)
    kept = work.session.get(Pin, licence) or Pin(licence_no=licence)
    kept.pin_hash = PINS.make(work.secrets.seal("pin", licence, pin))
    kept.set_at = work.clock()
    kept.phone = person.phone
    kept.wrong = 0
    kept.disabled_at = None
    work.session.add(kept)


def check_pin(
    work: Work,
    *,
    licence_no: str,
    pin: str,
    channel: str,
    account: str,
    name: str | None = None,
) -> Checked:
    """Try a PIN on a call; success verifies the account.

    It never raises for a wrong one: that would lose the count.
    No such licence, no PIN, a disabled one and a wrong name are all `wrong`, with the same work. `dead` means
    five wrong tries on this account; five wrong ones from anywhere disable the PIN and tell its owner by SMS.
    """
    licence = clean_licence(licence_no)
    one_at_a_time(work.session, f"account {channel} {account}", f"licence {licence}")
    person = work.register.find(work.session, licence)
    kept = work.session.get(Pin, licence)
    registered, by_ear = person.name if person else NOBODY, CHANNELS[channel].by_ear
    named = same_name(NOBODY if name is None else name, registered, by_sound=by_ear)
    usable = kept is not None and person is not None and _usable(kept, person)
    matches = PINS.matches(kept.pin_hash if kept and usable else None, work.secrets.seal("pin", licence, pin))
    if pauses.resting(work.session, work.clock, channel, account, licence):
        return Checked("dead")
    if person is not None and kept is not None and matches and (named or name is None):
        kept.wrong = 0
        pauses.forget(work.session, work.clock, channel, account, licence)
        lasts = CHANNELS[channel].verified_for
        callers.begin(work, channel=channel, account=account, person=person, method="pin", lasts=lasts)
        return Checked("verified", person.licence_no, person.name)
    if person is not None and kept is not None and usable and not matches:
        _count(work.session, work.clock, kept, person)
    left = pauses.count_wrong(work.session, work.clock, channel, account, licence)
    return Checked("wrong", left=left) if left else Checked("dead")


def _usable(kept: Pin, person: RegisteredPerson) -> bool:
    return kept.disabled_at is None and kept.phone == person.phone and person.active


def _count(session: Session, clock: Clock, kept: Pin, person: RegisteredPerson) -> None:
    kept.wrong += 1
    if kept.wrong >= pauses.TRIES:
        kept.disabled_at = clock()
        outbox.send(session, clock, "sms", person.phone, PIN_DISABLED)
