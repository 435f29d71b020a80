"""Who pays a court fee, when, and what follows if not; and how it is deferred, reduced or waived."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.errors import UnknownFeeKind
from actions.law.fees import Instance
from actions.law.reference import FOLDER, read_document
from actions.law.tariff import load_tariff


@dataclass(frozen=True, slots=True)
class Payment:
    """`unpaid` is empty where nothing is paid in advance; `limit` is a row of time_limits.csv."""

    key: str
    name: str
    who: str
    when: str
    limit: str | None
    unpaid: str
    notes: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """One kind of judicial relief with every case in which the court grants it."""

    key: str
    name: str
    who: str
    cases: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and what it rests on."""

    text: str
    articles: tuple[str, ...]


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read_document(FOLDER / "fee_payment.yml")
    return rules


@cache
def payments() -> dict[str, Payment]:
    """By key, as a kind's `advance` names them."""
    return {
        key: Payment(
            key,
            row["name"],
            row["who"],
            row["when"],
            row.get("limit"),
            row.get("unpaid", ""),
            row.get("notes", ""),
            (*row["articles"], *row.get("note_articles", ()), *row.get("unpaid_articles", ())),
        )
        for key, row in _rules()["advance"].items()
    }


def payment(kind: str, instance: Instance = Instance.FIRST) -> Payment | None:
    """How the fee of a kind is paid; None where nothing is due. Raises UnknownFeeKind."""
    found = load_tariff().kind(kind)
    if found.halves and instance is not Instance.FIRST:
        return payments()[instance.value]
    return payments()[found.advance] if found.advance else None


def payment_of(key: str) -> Payment:
    """Raises UnknownFeeKind."""
    try:
        return payments()[key]
    except KeyError:
        raise UnknownFeeKind(key) from None


@cache
def reliefs() -> dict[str, Relief]:
    return {
        key: Relief(key, row["name"], row["who"], tuple(row["cases"]), tuple(row["articles"]))
        for key, row in _rules()["relief"].items()
    }


def how_to_ask_for_relief() -> Told:
    row = _rules()["relief_how"]
    return Told(row["text"], tuple(row["articles"]))


def review() -> Told:
    """What can be done against a decision on fees (办法第四十三条)."""
    row = _rules()["review"]
    return Told(row["text"], tuple(row["articles"]))


def bearing() -> Told:
    """Who bears the fees in the end (办法第二十九至三十八条)."""
    row = _rules()["bears"]
    return Told(row["text"], tuple(row["articles"]))
