"""Sums by their role: what was claimed, judged, disputed, paid (data/knowledge/sum_roles.yml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.language.fold import fold
from bot.language.money import About, Amount, Foreign, Money, find_money
from bot.language.tables import read_yaml
from bot.language.taking_back import parted

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "sum_roles.yml"
_BEFORE, _AFTER = 24, 16
"""Characters beside a sum in which its role is told."""


class Role(str, Enum):
    """What a sum is; docs/glossary.md."""

    CLAIM = "claim"
    DISPUTED = "disputed"
    COUNTER = "counter"
    ADDED = "added"
    REDUCED_TO = "reduced_to"
    REDUCED_BY = "reduced_by"
    RAISED_TO = "raised_to"
    BASE_FEE = "base_fee"
    PROPERTY = "property"
    DAMAGES = "damages"
    JUDGED = "judged"
    PRESERVED = "preserved"
    ENFORCED = "enforced"
    SECURITY = "security"
    PAID = "paid"
    PART = "part"
    PERIODIC = "periodic"
    CONTRACT = "contract"
    SETTLED = "settled"
    OTHER = "other"


_CLAIMED = (Role.CLAIM, Role.DAMAGES, Role.PROPERTY, Role.ADDED)
"""Roles whose sums are claims of one suit and are counted together (解释201)."""
NO_BASE = (Role.CONTRACT, Role.SETTLED, Role.SECURITY, Role.PERIODIC, Role.PART, Role.BASE_FEE, Role.OTHER)
"""No fee ever rests on these."""


@dataclass(frozen=True)
class Sum:
    """A sum in yuan, what it is, and where it stands in the folded text. `total`: the caller calls it the
    sum of the others; `told`: what it is was said."""

    yuan: Decimal
    role: Role
    start: int
    end: int
    total: bool = False
    left: bool = False
    """What is left to be claimed, of what was owed and partly settled."""
    sued: bool = False
    """What the suit is for, of several that are named (借条五十万，就按四十七万起诉)."""
    told: bool = True


@dataclass(frozen=True)
class Sums:
    """All money that a text names, each in order. `about` are sums to be asked for exactly; `base` is the
    sum that a fee would rest on where only one reading is possible, else None. What was said and taken back
    (三百五十万，不对，三百零五万) stands in `taken_back` alone."""

    said: tuple[Sum, ...] = ()
    taken_back: tuple[Sum, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    about: tuple[About, ...] = ()
    base: Decimal | None = None

    @property
    def counting(self) -> tuple[Sum, ...]:
        """The sums that are claimed, judged, paid and so on: without what a contract was worth and what was
        settled; where those tell what is left, that alone as a claim."""
        beside, said = (
            self.of(Role.CONTRACT, Role.SETTLED),
            [s for s in self.said if s.role is not Role.OTHER],
        )
        if not beside or len(said) == 1:
            return tuple(replace(each, role=Role.CLAIM) if each in beside else each for each in said)
        if self.base is not None:
            return (Sum(self.base, Role.CLAIM, said[0].start, said[-1].end),)
        return tuple(each for each in said if each not in beside)

    def within(self, function: str) -> Sums:
        """The same where this function is meant: a sum of which nothing is told is what such a sentence names
        (退3200, 冻结八十万)."""
        role = _cues().unsaid.get(function)
        if role is None:
            return self
        said = tuple(each if each.told else replace(each, role=role) for each in self.said)
        return replace(self, said=said)

    def of(self, *roles: Role) -> tuple[Sum, ...]:
        """The sums of these roles, in order."""
        return tuple(each for each in self.said if each.role in roles)


def read_sums(text: str) -> Sums:
    """The sums of a text by their roles: 判了三百二十万，只就八十万上诉 → judged, disputed; base 800000."""
    folded = fold(text)
    return sums_of(folded, find_money(folded))


def sums_of(text: str, found: Sequence[Money]) -> Sums:
    """The same for money found already in a folded text."""
    if not found:
        return Sums()
    said: list[Sum] = []
    for n, each in enumerate(found):
        if isinstance(each, Amount):
            start = found[n - 1].end if n else 0
            end = found[n + 1].start if n + 1 < len(found) else len(text)
            said.append(_sum(text, each, start, end, _was(text, found, n, said)))
    counts, taken_back = parted(text, found, lambda each: "")
    kept, gone = ([each for each in said if _among(each, part)] for part in (counts, taken_back))
    kept = [_as_told_before(each, gone, kept) for each in kept]
    foreign = tuple(each for each in counts if isinstance(each, Foreign))
    about = tuple(each for each in counts if isinstance(each, About))
    base = None if foreign or about else _base(text, kept)
    return Sums(tuple(kept), tuple(gone), foreign, about, base)


def _as_told_before(each: Sum, gone: Sequence[Sum], kept: Sequence[Sum]) -> Sum:
    """What puts a sum right, or names it again, is what that was told to be (赔偿十二万，说错，十六万)."""
    again = [other for other in kept if other.yuan == each.yuan]
    told = next((other.role for other in (*again, *gone) if other.told), None)
    return each if each.told or told is None else replace(each, role=told, told=True)


def _among(each: Sum, found: Sequence[Money]) -> bool:
    return any(each.start == other.start for other in found)


def _sum(text: str, amount: Amount, low: int, high: int, was: Decimal | None) -> Sum:
    before = text[max(low, amount.start - _BEFORE) : amount.start]
    after = text[amount.end : min(high, amount.end + _AFTER)]
    told = _cues().role(before, after, text)
    role = told or "claim"
    if told == "changed_to":
        role = "claim" if was is None else "raised_to" if amount.value > was else "reduced_to"
    total, left = _cues().is_total(before, after), _cues().left.search(before) is not None
    sued = _cues().sued.match(after) is not None
    return Sum(amount.value, Role(role), amount.start, amount.end, total, left, sued, told is not None)


def _was(text: str, found: Sequence[Money], at: int, earlier: Sequence[Sum]) -> Decimal | None:
    """What a changed sum was before: the one named last, else one behind that is called the former."""
    if earlier:
        return earlier[-1].yuan
    return next(
        (
            m.value
            for m in found[at + 1 :]
            if isinstance(m, Amount) and _cues().former.search(text[: m.start])
        ),
        None,
    )


def _base(text: str, said: Sequence[Sum]) -> Decimal | None:
    values = {role: [each for each in said if each.role is role] for role in Role}
    asked = _cues().asked(text)
    if len(asked) == 1 and (only := _single(values[asked[0]])):
        return only
    for role in (Role.DISPUTED, Role.REDUCED_TO, Role.RAISED_TO):
        if values[role]:
            return _single(values[role])
    if values[Role.COUNTER]:
        return None if any(values[role] for role in _CLAIMED) else _single(values[Role.COUNTER])
    for less in (Role.REDUCED_BY, Role.SETTLED):
        if values[less]:
            return _what_is_left(said, values, less)
    claimed = [each for each in said if each.role in _CLAIMED]
    if values[Role.JUDGED] and (not claimed or _cues().appeal.search(text)):
        return _judged(text, values, asked)
    if claimed:
        return None if values[Role.ADDED] == claimed else _together(text, claimed)
    for role in (Role.PRESERVED, Role.ENFORCED):
        if values[role]:
            return _single(values[role])
    return None


def _judged(text: str, values: dict[Role, list[Sum]], asked: Sequence[Role]) -> Decimal | None:
    """What was judged is what an execution is about, and an appeal only where all of it is appealed."""
    appealed = _cues().appeal.search(text) and Role.ENFORCED not in asked
    if appealed and not _cues().all_appealed.search(text):
        return None
    return _single(values[Role.JUDGED])


def _what_is_left(said: Sequence[Sum], values: dict[Role, list[Sum]], less: Role) -> Decimal | None:
    """What is told to be left, else one claim less what was dropped or settled."""
    left = [each for each in said if each.left and each.role in _CLAIMED]
    if left and less is Role.SETTLED:
        return _single(left[-1:])
    owed, gone = _single(values[Role.CLAIM] or values[Role.CONTRACT]), _single(values[less])
    return owed - gone if owed and gone and owed > gone else None


def _single(sums: Sequence[Sum]) -> Decimal | None:
    values = {each.yuan for each in sums}
    return values.pop() if len(values) == 1 else None


def _together(text: str, claimed: Sequence[Sum]) -> Decimal | None:
    """One claim, the total where one is named, or several claims where they are added up in so many words."""
    values = list(dict.fromkeys(each.yuan for each in claimed))
    if len(values) == 1:
        return values[0]
    totals = {each.yuan for each in claimed if each.total}
    if totals:
        return totals.pop() if len(totals) == 1 else None
    for each in values:
        if each * 2 == sum(values):
            return each
    if _cues().adds_up(text, claimed):
        return sum(values, Decimal(0))
    return _single([each for each in claimed if each.sued])


class _Cues:
    def __init__(self, rows: dict[str, Any]) -> None:
        self._roles = [
            (
                row["role"],
                _any(row.get("before", ()), "(?:{})(?:大概|大约|差不多|约|了|是|有|:| )*$"),
                _any(row.get("after", ()), "(?:左右|上下|吧|整)?(?:{})"),
                re.compile(row["within"]) if "within" in row else None,
            )
            for row in rows["roles"]
        ]
        self._total_before = _any(rows["total"]["before"], "(?:{}) *$")
        self._total_after = _any(rows["total"]["after"], "(?:{})")
        self._joined, self._apart = re.compile(rows["joined"]), re.compile(rows["apart"])
        self._item = re.compile(rows["item"])
        self.left, self.sued, self.former = (re.compile(rows[name]) for name in ("left", "sued", "former"))
        self.unsaid = {function: Role(role) for function, role in rows["unsaid"].items()}
        self._asked = [(Role(role), re.compile(cue)) for role, cue in rows["asked"].items()]
        self.appeal, self.all_appealed = re.compile(rows["appeal"]), re.compile(rows["all_appealed"])

    def role(self, before: str, after: str, text: str) -> str | None:
        for role, led, followed, within in self._roles:
            if within and not within.search(text):
                continue
            if (led and led.search(before)) or (followed and followed.match(after)):
                return str(role)
        return None

    def is_total(self, before: str, after: str) -> bool:
        return bool(
            (self._total_before and self._total_before.search(before))
            or (self._total_after and self._total_after.match(after))
        )

    def asked(self, text: str) -> list[Role]:
        """The kinds of fee that are asked about."""
        return [role for role, cue in self._asked if cue.search(text)]

    def adds_up(self, text: str, claimed: Sequence[Sum]) -> bool:
        """Whether the claims are joined by words, or each has a name of its own (本金二十万，利息三万)."""
        if self._apart.search(text):
            return False
        if any(each.role is Role.ADDED for each in claimed):
            return True
        if all(each.role is Role.PROPERTY for each in claimed):
            return True  # what is to be divided
        gaps = [text[one.end : other.start] for one, other in pairwise(claimed)]
        if all(self._joined.search(gap) for gap in gaps) or self._joined.search(text[claimed[-1].end :][:8]):
            return True
        names = [self._item.findall(text[max(0, each.start - 12) : each.start])[-1:] for each in claimed]
        return all(names) and len({name[0] for name in names}) == len(claimed)


def _any(patterns: Sequence[str], frame: str) -> re.Pattern[str] | None:
    return re.compile(frame.format("|".join(patterns))) if patterns else None


@cache
def _cues() -> _Cues:
    return _Cues(read_yaml(CUES))
