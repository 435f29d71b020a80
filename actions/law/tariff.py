"""The tariff of court fees as data, with the figures that a province may set inside the national limits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal

from actions.law.errors import InvalidTariff, UnknownFeeKind
from actions.law.money import Span
from actions.law.reference import FOLDER, read_document

RefundRule = Literal["half", "all", "none", "difference", "half_of_paid"]


@dataclass(frozen=True, slots=True)
class Band:
    """`rate` holds for what lies above `over` yuan, up to the next band."""

    over: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class FeeKind:
    """One line of the tariff; `bare` is the fee a case where no amount is in dispute."""

    key: str
    name: str
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

    def fixed_at(self, value: Decimal) -> "FeeKind":
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
            key: RefundEvent(key, entry["name"], entry["rule"], tuple(entry["articles"]), entry.get("note"))
            for key, entry in raw["refunds"].items()
        },
        provinces=_provinces(overrides, kinds) if overrides else {},
    )


def _kind(key: str, entry: Mapping[str, Any], entries: Mapping[str, Mapping[str, Any]]) -> FeeKind:
    scale = entries[entry["like"]] if "like" in entry else entry
    return FeeKind(
        key=key,
        name=entry["name"],
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
