"""Sums in yuan, exact to the fen. A sum that is set within limits stays a span, never a guess."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from actions.law.errors import InvalidAmount

FEN = Decimal("0.01")
LARGEST = Decimal(10**12)
"""No claim is larger: what is, was misread or not meant."""
_WAN = Decimal(10_000)


def yuan(value: Decimal | int) -> Decimal:
    """An amount from zero to `LARGEST`. Raises InvalidAmount; floats are refused, they are not exact."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise InvalidAmount
    amount = Decimal(value)
    if not amount.is_finite() or not 0 <= amount <= LARGEST:
        raise InvalidAmount
    return amount


def to_fen(value: Decimal) -> Decimal:
    return value.quantize(FEN, rounding=ROUND_HALF_UP)


def in_words(value: Decimal) -> str:
    """9080 → 9080元, 500000 → 50万元, 1315.19 → 1315.19元."""
    if value and value % _WAN == 0:
        return f"{_plain(value / _WAN)}万元"
    return f"{_plain(value)}元"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high` yuan, both included; one sum when they are equal."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, *bounds: Decimal | int | str) -> "Span":
        values = [Decimal(bound) for bound in bounds]
        return cls(values[0], values[-1])

    @property
    def exact(self) -> Decimal | None:
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        if self.low == self.high:
            return in_words(self.low)
        return f"{in_words(self.low)}至{in_words(self.high)}"

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        """Bound by bound, as for two sums of the same scale."""
        return Span(self.low - other.low, self.high - other.high)

    def share(self, part: int, whole: int) -> "Span":
        return Span(to_fen(self.low * part / whole), to_fen(self.high * part / whole))

    def at_most(self, cap: Decimal) -> "Span":
        return Span(min(self.low, cap), min(self.high, cap))

    def contains(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


NOTHING = Span.of(0)
