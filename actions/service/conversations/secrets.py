"""Takes codes and PINs out of what was said or pressed, before anything keeps or reads it.

On the telephone `*` and six digits are the caller's own PIN in place of a code; `**` and six digits set a
new one, right after a verification (contract section 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from actions.errors import HotlineError
from actions.service.clock import Clock
from actions.service.conversations import episodes
from actions.service.identity import codes, pins
from actions.service.identity.callers import caller_of
from actions.service.work import Work
from bot.language.digits import digit_runs, read_digits
from bot.language.fold import fold

HIDDEN = "［验证码］"
_LENGTHS = range(4, 9)
"""A code has six digits; one too few or too many is still a secret, and a wrong try."""
_CODE = 6
_PRESSED = re.compile(r"(?P<star>\*{0,2})(?P<digits>\d{4,8})(?P<end>\*?)#?")
_NAMED = ("验证码", "校验码", "动态码", "口令", "密码")


@dataclass(frozen=True)
class Secret:
    """What was taken; the digits appear nowhere else."""

    kind: Literal["code", "pin", "new_pin"]
    digits: str

    def __repr__(self) -> str:
        return f"Secret({self.kind})"


def taken(
    session: Session, clock: Clock, channel: str, account: str, text: str, *, keys: bool
) -> Secret | None:
    """The secret in this text, if one is awaited on the account; None if the text is something else.

    Bare digits are a code only while the code is what was asked for: a side question may want an amount.
    """
    if not text:
        return None
    folded = fold(text)
    pressed = _PRESSED.fullmatch(folded) if keys else None
    if pressed and (pressed["star"] or pressed["end"]):
        return Secret("new_pin" if pressed["star"] == "**" else "pin", pressed["digits"])
    if not codes.awaited(session, clock, channel, account):
        return None
    episode = episodes.latest(session, channel, account)
    asked = episode is not None and episode.code_asked
    whole = read_digits(folded)
    if asked and whole is not None and len(whole) in _LENGTHS:
        return Secret("code", whole)
    runs = [run.digits for run in digit_runs(folded, shortest=_LENGTHS.start) if len(run.digits) in _LENGTHS]
    if len(runs) == 1 and (any(word in folded for word in _NAMED) or (asked and len(runs[0]) == _CODE)):
        return Secret("code", runs[0])
    return None


def examined(
    work: Work,
    *,
    secret: Secret,
    channel: str,
    account: str,
) -> dict[str, Any]:
    """What became of a secret: `{"event", "outcome", "left", "name", "status"}`. Counts a wrong try and never
    raises."""
    if secret.kind == "new_pin":
        return _set_pin(work, secret.digits, channel, account)
    if secret.kind == "pin":
        licence = codes.asked_licence(work.session, work.clock, channel, account)
        result = pins.check_pin(
            work, licence_no=licence or "", pin=secret.digits, channel=channel, account=account
        )
    else:
        result = codes.check_code(work, channel=channel, account=account, code=secret.digits)
    event = "verified" if result.outcome == "verified" else "code_refused"
    return {
        "event": event,
        "outcome": result.outcome,
        "left": result.left,
        "name": result.name,
        "status": result.status,
    }


def _set_pin(
    work: Work,
    digits: str,
    channel: str,
    account: str,
) -> dict[str, Any]:
    caller = caller_of(work, channel=channel, account=account)
    said = "口令设好了。下次打来，输入执业证号以后按星号和这六位数字就能核验。"
    try:
        pins.set_pin(
            work,
            licence_no=caller.licence_no or "",
            pin=digits,
            channel=channel,
            account=account,
        )
    except HotlineError as error:
        said = error.message
    return {"event": "pin_set", "said": said}
