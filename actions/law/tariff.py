"""The tariff of court fees as data, with the figures that a province may set inside the national limits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal

from actions.law.errors import BaseOutOfRange, InvalidTariff, UnknownFeeKind
from actions.law.money import Span
from actions.law.reference import FOLDER, read_document
from actions.law.sums import Role

RefundRule = Literal["half", "all", "none", "difference", "half_of_paid"]


@dataclass(frozen=True, slots=True)
class Band:
    """`rate` holds for what lies above `over` yuan, up to the next band."""

    over: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Rests:
    """Which sum a fee is reckoned on, and what it is called."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class FeeKind:
    """One line of the tariff; `bare` is the fee a case where no amount is in dispute."""

    key: str
    name: str
    rests_on: Rests
    advance: str | None
    """Who pays it and when: a key of fee_payment.yml."""
    unsettled: str | None
    """A fee without a national standard: what is said in place of a sum."""
    scale: str | None
    """The scale in a sentence, for a kind whose sum has to be asked for."""
    amount: Literal["required", "optional", "none"]
    flat: Span
    bare: Span | None
    bands: tuple[Band, ...]
    share: tuple[int, int] | None
    cap: Decimal | None
    provincial: bool
    halves: bool
    articles: tuple[str, ...]
    notes: tuple[str, ...]
    note_articles: tuple[str, ...]

    @property
    def open_span(self) -> Span:
        """What a province may fix."""
        return self.bare or self.flat

    @property
    def is_range(self) -> bool:
        """Whether law leaves the part a case to a province or the court."""
        return self.open_span.exact is None

    def fixed_at(self, value: Decimal) -> "FeeKind":
        """With the figure that holds a case. Raises BaseOutOfRange for one that the law does not allow."""
        if not self.open_span.contains(value):
            raise BaseOutOfRange(self.name, self.open_span.text)
        fixed = Span(value, value)
        return replace(self, bare=fixed) if self.bare else replace(self, flat=fixed)


@dataclass(frozen=True, slots=True)
class Halving:
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefundEvent:
    key: str
    name: str
    rule: RefundRule
    articles: tuple[str, ...]
    note: str | None
    administrative_note: str | None = None


@dataclass(frozen=True, slots=True)
class Tariff:
    kinds: Mapping[str, FeeKind]
    halvings: Mapping[str, Halving]
    refunds: Mapping[str, RefundEvent]
    provinces: Mapping[str, Mapping[str, Decimal]]

    def kind(self, key: str, province: str | None = None) -> FeeKind:
        """Raises UnknownFeeKind."""
        try:
            kind = self.kinds[key]
        except KeyError:
            raise UnknownFeeKind(key) from None
        fixed = self.provinces.get(province or "", {}).get(key)
        return kind if fixed is None else kind.fixed_at(fixed)


@cache
def load_tariff(overrides: Path | None = None) -> Tariff:
    """The national tariff; `overrides` is a YAML file of province → fee kind → yuan. Raises InvalidTariff."""
    raw = read_document(FOLDER / "fee_tariff.yml")
    kinds = {key: _kind(key, entry, raw["kinds"]) for key, entry in raw["kinds"].items()}
    return Tariff(
        kinds=kinds,
        halvings={
            key: Halving(entry["text"], tuple(entry["articles"])) for key, entry in raw["halvings"].items()
        },
        refunds={
            key: RefundEvent(
                key,
                entry["name"],
                entry["rule"],
                tuple(entry["articles"]),
                entry.get("note"),
                entry.get("administrative_note"),
            )
            for key, entry in raw["refunds"].items()
        },
        provinces=_provinces(overrides, kinds) if overrides else {},
    )


def _kind(key: str, entry: Mapping[str, Any], entries: Mapping[str, Mapping[str, Any]]) -> FeeKind:
    scale = entries[entry["like"]] if "like" in entry else entry
    return FeeKind(
        key=key,
        name=entry["name"],
        rests_on=_rests(entry.get("rests", {})),
        advance=entry.get("advance"),
        scale=entry.get("scale"),
        unsettled=entry.get("unsettled"),
        amount=entry["amount"],
        flat=Span.of(*scale["flat"]),
        bare=Span.of(*entry["bare"]) if "bare" in entry else None,
        bands=tuple(Band(Decimal(band["over"]), Decimal(band["rate"])) for band in scale.get("bands", ())),
        share=(entry["share"][0], entry["share"][1]) if "share" in entry else None,
        cap=Decimal(entry["cap"]) if "cap" in entry else None,
        provincial=entry.get("provincial", False),
        halves=entry.get("halves", False),
        articles=tuple(entry["articles"]),
        notes=tuple(entry.get("notes", ())),
        note_articles=tuple(entry.get("note_articles", ())),
    )


def _rests(entry: Mapping[str, str]) -> Rests:
    return Rests(Role(entry.get("role", "claim")), entry.get("name", "标的金额"))


def _provinces(path: Path, kinds: Mapping[str, FeeKind]) -> dict[str, dict[str, Decimal]]:
    provinces: dict[str, dict[str, Decimal]] = {}
    for province, figures in read_document(path).items():
        provinces[province] = {}
        for key, figure in figures.items():
            where = f"{province}.{key}"
            kind = kinds.get(key)
            if kind is None or not kind.provincial:
                raise InvalidTariff(where)
            try:
                value = Decimal(str(figure))
            except InvalidOperation:
                raise InvalidTariff(where) from None
            if not kind.open_span.contains(value):
                raise InvalidTariff(where)
            provinces[province][key] = value
    return provinces
