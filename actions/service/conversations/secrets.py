"""Takes codes and PINs out of what was said or pressed, before anything keeps or reads it.

Whenever a code of the account lives, went unused a moment ago or is paused, six digits are taken, however
they are written and whatever was asked last: alone or among words they are tried as the code; beside a sum or
a date, or twice in a sentence, they are hidden untried and asked about. A code just used is hidden too.

On the telephone `*` and six digits are the caller's own PIN in place of a code; `**` and six digits set a
new one, right after a verification (contract section 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from actions.errors import HotlineError
from actions.service.conversations import episodes
from actions.service.identity import codes, pauses, pins
from actions.service.identity.callers import caller_of
from actions.service.work import Work
from bot.language.digits import DIGIT_OF, SPOKEN_DIGIT, digit_runs, read_digits, read_integer
from bot.language.fold import fold

HIDDEN = "［验证码］"
_LENGTHS = range(4, 9)
"""A code has six digits; where it was asked for, one too few or too many is still a secret, a wrong try."""
_CODE = 6
_PRESSED = re.compile(r"(?P<star>\*{0,2})(?P<digits>\d{4,8})(?P<end>\*?)#?")
_NAMED = ("验证码", "校验码", "动态码", "口令", "密码")
_ONE = rf"(?:\d|{SPOKEN_DIGIT})"
_APART = r"[\s\-—_·、,，.。;；:：/|]{0,3}"
_SIX = re.compile(rf"(?<![\d.]){_ONE}(?:{_APART}{_ONE}){{5}}(?![\d%])|(?<!\d)\d{{6}}(?!\d)")
_PLACE = (
    r"(?:前|头|开头|先|中间|后|末|尾|最后|接着|然后|再|跟着|还有)(?:面|边)?的?"
    r"(?:[一二两三四五1-5](?=位|个))?(?:位|个)?(?:数字|数)?[是为]?"
)
_IN_PIECES = re.compile(
    rf"(?:{_PLACE})?{_APART}{_ONE}{{1,5}}{_APART}(?:(?:{_PLACE})+{_APART}{_ONE}{{1,5}}{_APART})+"
)
"""前三位九八一，后三位五八二; 981 然后 582."""
_LONGER = re.compile(rf"{_ONE}(?:{_APART}{_ONE}){{6,}}")
_IN_CASE_NUMBER = re.compile(r"[初终再监申执破辖保催督特异调赔更算罚他恢清禁协移认]$")
_SUM_BEFORE = re.compile(
    r"(?:标的额?|金额|数额|诉讼费|受理费|本金|利息|货款|借款|欠款?|赔偿金?|工资|价款|总共|一共|合计|共计|[¥￥$])"
    r"(?:是|为|有|大概|约|:)?\s*$"
)
_SUM_AFTER = re.compile(r"^\s*(?:[多余]?(?:元|块|圆|万|千|美元|美金|欧|港)|人民币|[年月日.]\d?)")


@dataclass(frozen=True)
class Secret:
    """What was taken; the digits appear nowhere else."""

    kind: Literal["code", "pin", "new_pin"]
    digits: str
    asked: bool = True
    """A code was what the last answer asked for, or the caller called it one."""

    def __repr__(self) -> str:
        return f"Secret({self.kind})"


@dataclass(frozen=True)
class Taken:
    """`text` is what may be kept: HIDDEN in place of a secret; within words, of digits to be asked about."""

    text: str
    secret: Secret | None = None


def doubtful(text: str) -> bool:
    """Whether digits were hidden that may have been a code, or a sum or a date: he is asked."""
    return HIDDEN in text and text != HIDDEN


def taken(work: Work, channel: str, account: str, text: str, *, keys: bool) -> Taken:
    """The secret in this text, if one is awaited on the account, and the text without it."""
    if not text:
        return Taken(text)
    folded = _joined(fold(text))
    pressed = _PRESSED.fullmatch(folded) if keys else None
    if pressed and (pressed["star"] or pressed["end"]):
        return Taken(HIDDEN, Secret("new_pin" if pressed["star"] == "**" else "pin", pressed["digits"]))
    session, clock = work.session, work.clock
    if not (
        codes.awaited(session, clock, channel, account) or pauses.any_rests(session, clock, channel, account)
    ):
        return _used_up(work, channel, account, folded, text)
    episode = episodes.latest(session, channel, account)
    named = any(word in folded for word in _NAMED)
    asked = named or (episode is not None and episode.code_asked)
    whole = _whole(folded) if asked else None
    if whole is not None:
        return Taken(HIDDEN, Secret("code", whole))
    return _among_words(folded, text, asked=asked, named=named)


def _joined(folded: str) -> str:
    """Six digits told in pieces as if told at once, so that they are taken as those are."""

    def once(found: re.Match[str]) -> str:
        digits = "".join(DIGIT_OF[char] for char in re.sub(_PLACE, "", found[0]) if char in DIGIT_OF)
        return digits if len(digits) == _CODE else found[0]

    return _IN_PIECES.sub(once, folded)


def _whole(folded: str) -> str | None:
    """The digits of a text that is nothing else; a recogniser may have written them as one number."""
    digits = read_digits(folded)
    if digits is None and (number := read_integer(folded.strip("。，, "))) is not None:
        digits = str(number)
        return digits if len(digits) == _CODE else None
    return digits if digits is not None and len(digits) in _LENGTHS else None


def _among_words(folded: str, text: str, *, asked: bool, named: bool) -> Taken:
    found = _candidates(folded)
    if not found and named:
        runs = [run for run in digit_runs(folded, shortest=_LENGTHS.start) if len(run.digits) in _LENGTHS]
        if len(runs) == 1:
            return Taken(HIDDEN, Secret("code", runs[0].digits))
    if not found:
        return Taken(text)
    clear = len(found) == 1 and (named or not _may_be_sum(folded, found[0]))
    if clear:
        return Taken(HIDDEN, Secret("code", _digits(found[0]), asked))
    return Taken(_hidden(folded, found))


def _used_up(work: Work, channel: str, account: str, folded: str, text: str) -> Taken:
    """A code that was used a moment ago is typed again: only that one is looked for."""
    for one in _candidates(folded):
        if codes.just_used(work, channel, account, _digits(one)):
            return Taken(HIDDEN, Secret("code", _digits(one)))
    return Taken(text)


def _candidates(folded: str) -> list[re.Match[str]]:
    """Where six digits stand that belong to no longer number and no case number."""
    longer = [found.span() for found in _LONGER.finditer(folded)]
    found = []
    for one in _SIX.finditer(folded):
        inside = any(start <= one.start() and one.end() <= end for start, end in longer)
        written_together = one[0].isascii() and one[0].isdecimal()
        if (inside and not written_together) or _IN_CASE_NUMBER.search(folded[: one.start()]):
            continue
        found.append(one)
    return found


def _may_be_sum(folded: str, one: re.Match[str]) -> bool:
    """A sum, or a date; or a piece of a longer number written in pieces."""
    before, after = folded[: one.start()], folded[one.end() :]
    pieces = re.search(rf"{_ONE}{_APART}$", before) or re.match(rf"{_APART}{_ONE}", after)
    return bool(pieces or _SUM_BEFORE.search(before) or _SUM_AFTER.match(after))


def _digits(one: re.Match[str]) -> str:
    return "".join(DIGIT_OF[char] for char in one[0] if char in DIGIT_OF)


def _hidden(folded: str, found: list[re.Match[str]]) -> str:
    kept, at = [], 0
    for one in found:
        kept += [folded[at : one.start()], HIDDEN]
        at = one.end()
    text = "".join([*kept, folded[at:]])
    return text if doubtful(text) else f"{text}？"


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
