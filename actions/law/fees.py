"""Court fees by 《诉讼费用交纳办法》: steps with their sums, results with their articles."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from actions.law.articles import chinese_number
from actions.law.errors import AmountMissing, FeeUnsettled
from actions.law.money import NOTHING, Span, in_words, to_fen, yuan
from actions.law.tariff import FeeKind, Tariff, load_tariff
from actions.law.terms import Procedure

ClosedBy = Literal["mediation", "withdrawal"]


class Instance(StrEnum):
    FIRST = "first"
    SECOND = "second"
    RETRIAL = "retrial"


DISPUTED_PART = {Instance.SECOND: "fee.17", Instance.RETRIAL: "fee.19"}
_INSTANCES = {Instance.SECOND: "二审", Instance.RETRIAL: "再审"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The facts that change a fee.

    `halved`: it is to be halved, on whatever ground (办法第十五、十六、十八条). `joined`: a counter-claim
    or a third party's claim, tried together with the main one (办法第十八条). `base`: the figure a case
    that the caller names; else `province` and `figures`, the file of figures of provinces, give it.
    """

    procedure: Procedure | None = None
    closed_by: ClosedBy | None = None
    joined: bool = False
    instance: Instance = Instance.FIRST
    halved: bool = False
    base: Decimal | None = None
    province: str | None = None
    figures: Path | None = None

    @property
    def summary(self) -> bool:
        """Whether the simplified procedures halve the fee: they are of the first instance."""
        simple = self.procedure in (Procedure.SUMMARY, Procedure.SMALL_CLAIMS)
        return simple and self.instance is Instance.FIRST


USUAL = Circumstances()


@dataclass(frozen=True, slots=True)
class Step:
    """`amount` is what this step adds, negative where it takes away: the steps add up to the fee."""

    text: str
    amount: Span


@dataclass(frozen=True, slots=True)
class FeeResult:
    """An estimate in yuan, exact to the fen; the court's payment notice decides. `rests_on` is the sum that
    it was reckoned on, None where it rests on none."""

    kind: str
    name: str
    rests_on: Decimal | None
    amount: Span
    steps: tuple[Step, ...]
    articles: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        """The one sum, or None where law leaves a range."""
        return self.amount.exact


def fee(kind: str, amount: Decimal | int | None = None, on: Circumstances = USUAL) -> FeeResult:
    """The fee for a kind of fee_tariff.yml.

    `amount` in yuan is the sum that this kind rests on (`FeeKind.rests_on`); on appeal or retrial the part
    disputed. Which of several sums that is, `assessing` decides.

    Raises UnknownFeeKind, AmountMissing, InvalidAmount, InvalidTariff, BaseOutOfRange, FeeUnsettled.
    """
    tariff = load_tariff(on.figures)
    known = tariff.kind(kind, on.province)
    if on.base is not None:
        known = tariff.kind(kind).fixed_at(yuan(on.base))
    if known.unsettled:
        raise FeeUnsettled(known.unsettled, known.articles)
    claim = None if amount is None or known.amount == "none" else yuan(amount)
    if claim is None and known.amount == "required":
        raise AmountMissing
    return _reckoned(tariff, known, claim, on)


def _reckoned(tariff: Tariff, kind: FeeKind, claim: Decimal | None, on: Circumstances) -> FeeResult:
    steps = _scale(kind, claim)
    articles, notes = [*kind.articles], [*kind.notes]
    if kind.share:
        steps.append(_adjusted(steps, _fraction(*kind.share), _sum(steps).share(*kind.share)))
    if kind.cap is not None and _sum(steps).at_most(kind.cap) != _sum(steps):
        steps.append(_adjusted(steps, f"最高不超过{in_words(kind.cap)}", _sum(steps).at_most(kind.cap)))
    if claim is not None and kind.halves and on.instance in DISPUTED_PART:
        articles.append(DISPUTED_PART[on.instance])
        notes.append("按不服原裁判的部分计算。")
    if kind.halves and on.instance is Instance.RETRIAL:
        articles.append("fee.9")
        notes.append(tariff.kinds["retrial"].notes[0])
    if reasons := _halvings(kind, on):
        halving = tariff.halvings[reasons[0]]
        steps.append(_adjusted(steps, halving.text, _sum(steps).share(1, 2)))
        for reason in reasons:
            articles.extend(tariff.halvings[reason].articles)
        if len(reasons) > 1:
            articles.append("cpi.206")
            notes.append("符合几项减半规定的，只减半一次。")
        if on.procedure is Procedure.SMALL_CLAIMS:
            notes.append("小额诉讼没有单列标准，这里按简易程序减半估算，以法院告知的为准。")
            articles.append("cpi.274")
    total = _sum(steps)
    articles.extend(kind.note_articles)
    notes.extend(_remarks(kind, total))
    return FeeResult(kind.key, _name(kind, on), claim, total, tuple(steps), once(articles), once(notes))


def _name(kind: FeeKind, on: Circumstances) -> str:
    """财产案件二审受理费: the instance is named where there is one of this fee."""
    instance = _INSTANCES.get(on.instance, "") if kind.halves else ""
    return kind.name.replace("受理费", f"{instance}受理费")


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


def _halvings(kind: FeeKind, on: Circumstances) -> list[str]:
    """Which rules would halve this fee; summary procedure and joined claims count at first instance only."""
    if not kind.halves:
        return []
    reasons = ["summary"] if on.summary else []
    if on.joined and on.instance is Instance.FIRST:
        reasons.append("merged")
    if on.closed_by:
        reasons.append(on.closed_by)
    return reasons or (["unsaid"] if on.halved else [])


def _remarks(kind: FeeKind, total: Span) -> list[str]:
    if total.exact is None:
        who = "省级政府" if kind.provincial else "受理法院"
        return [f"具体数额由{who}在幅度内确定。"]
    if total.exact % 1:
        return ["这里算到分；取不取整办法没有规定，以法院的交费通知为准。"]
    return []


def _fraction(part: int, whole: int) -> str:
    return f"取{chinese_number(whole)}分之{chinese_number(part)}"


def _adjusted(steps: list[Step], text: str, target: Span) -> Step:
    return Step(text, target - _sum(steps))


def _sum(steps: list[Step]) -> Span:
    return sum((step.amount for step in steps), NOTHING)


def once(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
