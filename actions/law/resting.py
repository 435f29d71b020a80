"""Which of several sums the main fee rests on; a role that is unclear is asked for, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from actions.law.errors import RoleUnclear
from actions.law.fees import DISPUTED_PART, USUAL, Circumstances, Instance
from actions.law.money import in_words
from actions.law.sums import Role, Sums
from actions.law.tariff import FeeKind

CLAIMED = (Role.CLAIM, Role.ADDED, Role.DAMAGES, Role.PROPERTY)
"""What a fee rests on where no sum of its own role was said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a fee. `joined`, `inquiry_closed`: None where nothing was said of it. `whole`: the
    whole judgment is disputed. `event`: what happens afterwards, a refund of fee_tariff.yml or CONVERSION."""

    kind: str
    sums: Sums = field(default_factory=Sums)
    on: Circumstances = USUAL
    event: str | None = None
    joined: bool | None = None
    inquiry_closed: bool | None = None
    whole: bool = False


def circumstances(asked: Asked) -> Circumstances:
    """A base fee that was said counts, and a part that is disputed is disputed on appeal."""
    on = replace(asked.on, base=asked.on.base or asked.sums.last(Role.BASE_FEE))
    appealed = on.instance not in DISPUTED_PART and asked.sums.all(Role.DISPUTED)
    return replace(on, instance=Instance.SECOND) if appealed else on


def rests_on(asked: Asked, kind: FeeKind) -> Decimal | None:
    """The sum that the main fee rests on; None where none was said or none is needed."""
    sums, role = asked.sums, kind.rests_on.role
    if kind.amount == "none":
        return None
    own = None if role is Role.CLAIM else sums.total(role)
    if own is None and role is Role.ENFORCED:
        own = sums.last(Role.JUDGED)
    before = claimed(sums) if own is None else own
    if asked.on.instance not in DISPUTED_PART or not kind.halves:
        return before if before is not None else _after_alone(sums)
    below, disputed = before if before is not None else sums.last(Role.JUDGED), sums.total(Role.DISPUTED)
    either = before is not None and sums.all(
        Role.JUDGED
    )  # whose appeal: what was claimed, or what was judged
    if disputed is None and below is not None and (either or not asked.whole):
        raise RoleUnclear("disputed_yuan")
    return below if disputed is None else disputed


def claimed(sums: Sums) -> Decimal | None:
    """All claims together (解释第二百零一条); a sum that is that of at least two others is their
    total."""
    found = sums.all(*CLAIMED)
    total = sum(found, Decimal(0))
    return next((each for each in found if len(found) > 2 and each * 2 == total), total) if found else None


def _after_alone(sums: Sums) -> Decimal | None:
    """Only the sum after a change was said: the fee of that one can be told, the difference cannot."""
    return sums.last(Role.RAISED_TO) or sums.last(Role.REDUCED_TO)


def rests_in_words(asked: Asked, kind: FeeKind, amount: Decimal | None) -> str:
    if amount is None:
        return ""
    disputed = asked.on.instance in DISPUTED_PART and kind.halves
    name = "不服的部分" if disputed else kind.rests_on.name
    parts = asked.sums.all(Role.DISPUTED) if disputed else asked.sums.all(*CLAIMED)
    parts = tuple(each for each in parts if each != amount)
    added = f"（{'＋'.join(map(in_words, parts))}）" if len(parts) > 1 else ""
    return f"{name}{in_words(amount)}{added}"
