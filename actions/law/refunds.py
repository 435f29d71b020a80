"""What comes back of a court fee paid in advance, and what stays with the court."""

from dataclasses import dataclass, replace
from decimal import Decimal

from actions.law.errors import AmountMissing, InvalidAmount, UnknownFeeKind
from actions.law.fees import USUAL, Circumstances, ClosedBy, fee, once
from actions.law.money import NOTHING, Span, yuan
from actions.law.tariff import RefundEvent, load_tariff


@dataclass(frozen=True, slots=True)
class RefundResult:
    """Of `paid` yuan, `due` stays with the court and `back` is returned."""

    event: str
    name: str
    paid: Span
    due: Span
    back: Span
    articles: tuple[str, ...]
    notes: tuple[str, ...]


def refund_on(
    kind: str,
    amount: Decimal | int | None,
    event: str,
    *,
    new_amount: Decimal | int | None = None,
    on: Circumstances = USUAL,
) -> RefundResult:
    """What comes back when `event` (a refund of fee_tariff.yml) happens.

    `new_amount` is the reduced claim, needed by the event claim_reduced. How the case was closed is the
    event's to say: `on.closed_by` is left aside. Raises as `fees.fee`.
    """
    happened = _event(event)
    on = replace(on, closed_by=None)
    paid = fee(kind, amount, on)
    notes = [happened.note] if happened.note else []
    if happened.administrative_note and kind.startswith("administrative"):
        notes.append(happened.administrative_note)
    articles = [*happened.articles]
    if not load_tariff(on.figures).kind(kind).halves and happened.rule != "none":
        due, notes = paid.amount, ["退费的这些规定针对案件受理费，这一项费用不适用。"]
    elif happened.rule == "half":
        settled = fee(kind, amount, replace(on, closed_by=_closing(event)))
        due, articles, notes = settled.amount, [*articles, *settled.articles], [*notes, *settled.notes]
    elif happened.rule == "difference":
        due = fee(kind, _reduced(amount, new_amount), on).amount
    else:
        due = _kept(happened, paid.amount)
    return _refund(happened, paid.amount, due, articles, notes)


def refund_of(paid: Decimal | int, event: str, *, halved_already: bool = False) -> RefundResult:
    """The same where the fee that was paid is known and the claim is not. `halved_already`: by summary
    procedure. Raises UnknownFeeKind, InvalidAmount, and AmountMissing for the event claim_reduced."""
    happened, sum_paid = _event(event), Span(yuan(paid), yuan(paid))
    if happened.rule == "difference":
        raise AmountMissing
    articles, notes = [*happened.articles], [happened.note] if happened.note else []
    if happened.rule == "half" and halved_already:
        articles, notes = [*articles, "fee.16", "cpi.206"], [*notes, "符合几项减半规定的，只减半一次。"]
        return _refund(happened, sum_paid, sum_paid, articles, notes)
    due = sum_paid.share(1, 2) if happened.rule == "half" else _kept(happened, sum_paid)
    return _refund(happened, sum_paid, due, articles, notes)


def _event(key: str) -> RefundEvent:
    happened = load_tariff().refunds.get(key)
    if happened is None:
        raise UnknownFeeKind(key)
    return happened


def _closing(event: str) -> ClosedBy:
    return "mediation" if event == "mediation" else "withdrawal"


def _reduced(amount: Decimal | int | None, new_amount: Decimal | int | None) -> Decimal:
    if new_amount is None or amount is None:
        raise AmountMissing
    if yuan(new_amount) > yuan(amount):
        raise InvalidAmount
    return yuan(new_amount)


def _kept(happened: RefundEvent, paid: Span) -> Span:
    match happened.rule:
        case "all":
            return NOTHING
        case "half_of_paid":
            return paid.share(1, 2)
        case _:
            return paid


def _refund(
    happened: RefundEvent, paid: Span, due: Span, articles: list[str], notes: list[str]
) -> RefundResult:
    back = paid - due
    if back != NOTHING:
        articles.append("fee.53")
        notes.append("应退的，法院自法律文书生效之日起十五日内退还。")
    return RefundResult(happened.key, happened.name, paid, due, back, once(articles), once(notes))
