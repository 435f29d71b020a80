"""Court fees and refunds by 《诉讼费用交纳办法》: steps with their sums, results with their articles."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from actions.law.articles import chinese_number
from actions.law.errors import AmountMissing, InvalidAmount, UnknownFeeKind
from actions.law.money import NOTHING, Span, in_words, to_fen, yuan
from actions.law.tariff import FeeKind, Tariff, load_tariff
from actions.law.terms import Procedure

ClosedBy = Literal["mediation", "withdrawal"]


class Instance(StrEnum):
    FIRST = "first"
    SECOND = "second"
    RETRIAL = "retrial"


_DISPUTED_PART = {Instance.SECOND: "fee.17", Instance.RETRIAL: "fee.19"}


@dataclass(frozen=True, slots=True)
class Step:
    """`amount` is what this step adds, negative where it takes away: the steps add up to the fee."""

    text: str
    amount: Span


@dataclass(frozen=True, slots=True)
class FeeResult:
    """An estimate in yuan, exact to the fen; the court's payment notice decides."""

    kind: str
    name: str
    amount: Span
    steps: tuple[Step, ...]
    articles: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        """The one sum, or None where law leaves a range."""
        return self.amount.exact


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


@dataclass(frozen=True, slots=True)
class _Case:
    """The facts that change a fee; together so that a refund reckons twice on the same ones."""

    procedure: Procedure | None
    merged: bool
    instance: Instance
    province: str | None


def fee(
    kind: str,
    amount: Decimal | int | None = None,
    *,
    procedure: Procedure | None = None,
    closed_by: ClosedBy | None = None,
    merged: bool = False,
    instance: Instance = Instance.FIRST,
    province: str | None = None,
    overrides: Path | None = None,
) -> FeeResult:
    """The fee for a kind of fee_tariff.yml.

    `amount` in yuan is the claim; on appeal or retrial the part disputed (办法第十七、十九条); several
    money claims are added up before (民诉法解释第二百零一条); for a divorce it is the estate, for a
    preservation what is actually preserved. `merged`: a counterclaim or a third party's claim that is
    tried together with the main one (办法第十八条).

    Raises UnknownFeeKind, AmountMissing, InvalidAmount, InvalidTariff.
    """
    case = _Case(procedure, merged, instance, province)
    return _fee(load_tariff(overrides), kind, amount, case, closed_by)


def refund_on(
    kind: str,
    amount: Decimal | int | None,
    event: str,
    *,
    new_amount: Decimal | int | None = None,
    procedure: Procedure | None = None,
    merged: bool = False,
    instance: Instance = Instance.FIRST,
    province: str | None = None,
    overrides: Path | None = None,
) -> RefundResult:
    """What comes back of a fee paid in advance when `event` (a refund of fee_tariff.yml) happens.

    `new_amount` is the reduced claim, needed by the event claim_reduced. Raises as `fee`.
    """
    tariff = load_tariff(overrides)
    case = _Case(procedure, merged, instance, province)
    happened = tariff.refunds.get(event)
    if happened is None:
        raise UnknownFeeKind(event)
    paid = _fee(tariff, kind, amount, case, None)
    notes = [happened.note] if happened.note else []
    articles = [*happened.articles]
    if not tariff.kind(kind).halves:
        due = paid.amount
        notes = ["退费的这些规定针对案件受理费，这一项费用不适用。"]
    elif happened.rule == "half":
        settled = _fee(tariff, kind, amount, case, "mediation" if event == "mediation" else "withdrawal")
        due, articles, notes = settled.amount, [*articles, *settled.articles], [*notes, *settled.notes]
    elif happened.rule == "difference":
        if new_amount is None or amount is None:
            raise AmountMissing
        if yuan(new_amount) > yuan(amount):
            raise InvalidAmount
        due = _fee(tariff, kind, new_amount, case, None).amount
    elif happened.rule == "half_of_paid":
        due = paid.amount.share(1, 2)
    else:
        due = NOTHING if happened.rule == "all" else paid.amount
    back = paid.amount - due
    if back != NOTHING:
        articles.append("fee.53")
        notes.append("应退的，法院自法律文书生效之日起十五日内退还。")
    return RefundResult(event, happened.name, paid.amount, due, back, _once(articles), _once(notes))


def _fee(
    tariff: Tariff, key: str, amount: Decimal | int | None, case: _Case, closed_by: ClosedBy | None
) -> FeeResult:
    kind = tariff.kind(key, case.province)
    claim = None if amount is None or kind.amount == "none" else yuan(amount)
    if claim is None and kind.amount == "required":
        raise AmountMissing
    steps = _scale(kind, claim)
    articles, notes = [*kind.articles], [*kind.notes]
    if kind.share:
        steps.append(_adjusted(steps, _fraction(*kind.share), _sum(steps).share(*kind.share)))
    if kind.cap is not None and _sum(steps).at_most(kind.cap) != _sum(steps):
        steps.append(_adjusted(steps, f"最高不超过{in_words(kind.cap)}", _sum(steps).at_most(kind.cap)))
    if claim is not None and case.instance in _DISPUTED_PART:
        articles.append(_DISPUTED_PART[case.instance])
        notes.append("按不服原裁判的部分计算。")
    if reasons := _halvings(kind, case, closed_by):
        halving = tariff.halvings[reasons[0]]
        steps.append(_adjusted(steps, halving.text, _sum(steps).share(1, 2)))
        for reason in reasons:
            articles.extend(tariff.halvings[reason].articles)
        if len(reasons) > 1:
            articles.append("cpi.206")
            notes.append("符合几项减半规定的，只减半一次。")
        if case.procedure is Procedure.SMALL_CLAIMS:
            notes.append("小额诉讼没有单列标准，这里按简易程序减半估算，以法院告知的为准。")
            articles.append("cpi.274")
    total = _sum(steps)
    articles.extend(kind.note_articles)
    notes.extend(_remarks(kind, total))
    return FeeResult(key, kind.name, total, tuple(steps), _once(articles), _once(notes))


def _scale(kind: FeeKind, claim: Decimal | None) -> list[Step]:
    """The part a case and the part by amount, before anything is taken away."""
    if claim is None and kind.bare:
        return [Step(f"每件{kind.bare.text}", kind.bare)]
    upto = f"不超过{in_words(kind.bands[0].over)}的部分，" if kind.bands else ""
    steps = [Step(f"{upto}每件{kind.flat.text}", kind.flat)]
    for band, upper in zip_longest(kind.bands, (following.over for following in kind.bands[1:])):
        if claim is None or claim <= band.over:
            break
        part = (claim if upper is None else min(claim, upper)) - band.over
        reach = f"超过{in_words(band.over)}" + (f"至{in_words(upper)}" if upper else "")
        percent = f"{band.rate * 100:f}".rstrip("0").rstrip(".")
        sum_due = to_fen(part * band.rate)
        steps.append(Step(f"{reach}的部分，{in_words(part)}×{percent}%", Span(sum_due, sum_due)))
    return steps


def _halvings(kind: FeeKind, case: _Case, closed_by: ClosedBy | None) -> list[str]:
    """Which rules would halve this fee; summary procedure and joined claims count at first instance only."""
    if not kind.halves:
        return []
    first = case.instance is Instance.FIRST
    reasons: list[str] = []
    if first and case.procedure in (Procedure.SUMMARY, Procedure.SMALL_CLAIMS):
        reasons.append("summary")
    if first and case.merged:
        reasons.append("merged")
    if closed_by:
        reasons.append(closed_by)
    return reasons


def _remarks(kind: FeeKind, total: Span) -> list[str]:
    if total.exact is None:
        who = "省级政府" if kind.provincial else "受理法院"
        return [f"具体数额由{who}在幅度内确定。"]
    if total.exact % 1:
        return ["这里算到分，法院实际收取一般取整到元。"]
    return []


def _fraction(part: int, whole: int) -> str:
    return f"取{chinese_number(whole)}分之{chinese_number(part)}"


def _adjusted(steps: list[Step], text: str, target: Span) -> Step:
    return Step(text, target - _sum(steps))


def _sum(steps: list[Step]) -> Span:
    return sum((step.amount for step in steps), NOTHING)


def _once(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
