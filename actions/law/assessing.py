"""From the sums of a question, each by its role, to the fees that rest on them and what changes hands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from actions.law.changing import Change, changes_of
from actions.law.fees import USUAL, Circumstances, FeeResult, fee, once
from actions.law.money import in_words
from actions.law.refunds import refund_of
from actions.law.resting import CLAIMED, Asked, circumstances, rests_in_words, rests_on
from actions.law.sums import Role
from actions.law.tariff import FeeKind, load_tariff

_BESIDE = {Role.COUNTER: "反诉案件受理费", Role.THIRD_PARTY: "有独立请求权第三人的案件受理费"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fee with the sum that it rests on in words (empty where it rests on none)."""

    fee: FeeResult
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    articles: tuple[str, ...]
    notes: tuple[str, ...]


def assess(asked: Asked) -> Assessment:
    """Raises what `fees.fee` raises, and RoleUnclear with the field to ask for."""
    kind = load_tariff(asked.on.figures).kind(asked.kind)
    asked = replace(asked, on=circumstances(asked))
    beside = _beside(asked, kind)
    main = None if beside and not asked.sums.all(*CLAIMED) else _main(asked, kind)
    lines = (*((main,) if main else ()), *beside)
    changes, articles, notes = changes_of(asked, kind)
    told = [each for line in lines for each in line.fee.notes]
    told += _of_beside(asked, bool(main)) if beside else []
    cited = [key for line in lines for key in line.fee.articles] + _of_sums(asked, kind)
    return Assessment(lines, changes, once([*cited, *articles]), once([*told, *notes]))


def assess_paid(paid: Decimal, event: str, on: Circumstances = USUAL) -> Assessment:
    """What comes back of a fee that was paid, where the claim was not told. Raises as `refunds.refund_of`."""
    result = refund_of(paid, event, halved_already=on.summary)
    notes = list(result.notes)
    if event in ("mediation", "withdrawal") and not on.summary:
        notes.append("这是按交的是全额算的；适用简易程序、已经减半交的，不再退。")
    change = Change(result.name, result.due, result.back)
    return Assessment((), (change,), result.articles, once(notes))


def _main(asked: Asked, kind: FeeKind) -> Line:
    amount = rests_on(asked, kind)
    return Line(fee(asked.kind, amount, asked.on), rests_in_words(asked, kind, amount))


def _beside(asked: Asked, kind: FeeKind) -> tuple[Line, ...]:
    """The fees of a counter-claim and of a third party's claim, each by itself."""
    lines = []
    for role, name in _BESIDE.items():
        amount = asked.sums.total(role)
        if amount is None:
            continue
        result = fee(asked.kind, amount, replace(asked.on, joined=asked.joined is not False))
        claim = f"{'反诉' if role is Role.COUNTER else '第三人'}请求{in_words(amount)}"
        lines.append(Line(replace(result, name=name), claim))
    return tuple(lines)


def _of_beside(asked: Asked, with_main: bool) -> list[str]:
    notes = []
    if asked.joined is None and not asked.on.summary and not asked.on.closed_by:
        apart = [
            fee(asked.kind, amount, asked.on).amount.text
            for amount in (asked.sums.total(role) for role in _BESIDE)
            if amount is not None
        ]
        notes.append(f"这是合并审理减半后的；不合并审理的不减半，是{'、'.join(apart)}。")
    if with_main and asked.joined is not False and not asked.on.summary:
        notes.append("本诉这里按全额算；合并审理后本诉是否也减半，以受理法院的交费通知为准。")
    return notes


def _of_sums(asked: Asked, kind: FeeKind) -> list[str]:
    several = len(asked.sums.all(*CLAIMED)) > 1 and kind.rests_on.role is Role.CLAIM
    return ["cpi.201"] if several else []
