"""Sums of money by what they are in a case: a fee rests on one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from actions.law.money import yuan


class Role(StrEnum):
    """What a sum is; the values are those of `sums` in a reading (bot.language)."""

    CLAIM = "claim"
    """Claimed in the main action."""
    ADDED = "added"
    """A further claim beside it (解释第二百零一条)."""
    DISPUTED = "disputed"
    """The part of a judgment that is appealed or to be retried (办法第十七、十九条)."""
    COUNTER = "counter"
    """A counter-claim (办法第十八条)."""
    THIRD_PARTY = "third_party"
    """The claim of a third party with a claim of its own (办法第十八条)."""
    REDUCED_TO = "reduced_to"
    REDUCED_BY = "reduced_by"
    RAISED_TO = "raised_to"
    RAISED_BY = "raised_by"
    BASE_FEE = "base_fee"
    """A fee a case that the caller names, inside the range of the law."""
    PROPERTY = "property"
    """The estate of a divorce."""
    DAMAGES = "damages"
    PRESERVED = "preserved"
    ENFORCED = "enforced"
    ESTATE = "estate"
    """The estate of a bankruptcy."""
    PAID = "paid"
    """A fee paid already."""
    JUDGED = "judged"
    """What a judgment awards: it is enforced whole; no fee of an appeal rests on it alone."""
    SECURITY = "security"
    PART = "part"
    PERIODIC = "periodic"
    """No fee rests on these three."""


@dataclass(frozen=True, slots=True)
class Sums:
    """All sums of a question with their roles, in the order in which they were said."""

    said: tuple[tuple[Role, Decimal], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Decimal | int]]) -> Sums:
        """Raises InvalidAmount for a negative or infinite sum, ValueError for a role that is none."""
        return cls(tuple((Role(role), yuan(amount)) for role, amount in pairs))

    def all(self, *roles: Role) -> tuple[Decimal, ...]:
        return tuple(amount for role, amount in self.said if role in roles)

    def total(self, *roles: Role) -> Decimal | None:
        """Added up; None where there is none."""
        found = self.all(*roles)
        return sum(found, Decimal(0)) if found else None

    def last(self, role: Role) -> Decimal | None:
        """The one said last counts."""
        found = self.all(role)
        return found[-1] if found else None
