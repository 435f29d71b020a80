"""What is returned or still to be paid when a claim changes or a case ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from actions.law.errors import AmountMissing, InvalidAmount
from actions.law.fees import fee
from actions.law.money import NOTHING, Span, in_words
from actions.law.refunds import refund_on
from actions.law.resting import Asked, claimed, rests_on
from actions.law.sums import Role, Sums
from actions.law.tariff import FeeKind
from actions.law.terms import Procedure

CONVERSION = "conversion"
"""The event that summary procedure is changed to ordinary (解释第一百九十九条)."""
CHANGED = (Role.REDUCED_TO, Role.REDUCED_BY, Role.RAISED_TO, Role.RAISED_BY)


@dataclass(frozen=True, slots=True)
class Change:
    """What is returned (`back`) or still to be paid (`owed`) when `name` happens; `due` is the court's."""

    name: str
    due: Span
    back: Span = NOTHING
    owed: Span = NOTHING


Changes = tuple[tuple[Change, ...], list[str], list[str]]


def changes_of(asked: Asked, kind: FeeKind) -> Changes:
    """The changes with their articles and notes. Raises as `fees.fee`."""
    if any(asked.sums.all(role) for role in CHANGED):
        return _changed_claim(asked)
    if asked.event == CONVERSION:
        return _converted(asked, kind)
    if asked.event is None:
        return (), [], []
    result = refund_on(asked.kind, rests_on(asked, kind), asked.event, on=asked.on)
    return (Change(result.name, result.due, result.back),), list(result.articles), list(result.notes)


def _changed_claim(asked: Asked) -> Changes:
    """A claim reduced or raised while the case goes on (办法第二十一、三十五条)."""
    before = claimed(asked.sums)
    reduced = _after(before, asked.sums, Role.REDUCED_TO, Role.REDUCED_BY, -1)
    raised = _after(before, asked.sums, Role.RAISED_TO, Role.RAISED_BY, 1)
    if before is None:
        return (), ["fee.21"], ["要算退多少、补多少，还要知道变更以前的数额。"]
    if raised is not None:
        if raised < before:
            raise InvalidAmount
        paid, due = fee(asked.kind, before, asked.on).amount, fee(asked.kind, raised, asked.on).amount
        change = Change(f"增加到{in_words(raised)}", due, owed=due - paid)
        return (change,), ["fee.21"], []
    assert reduced is not None
    if asked.inquiry_closed:
        late = refund_on(asked.kind, before, "claim_reduced_late", on=asked.on)
        note = f"法庭调查终结后才减到{in_words(reduced)}的，减少部分的受理费由变更请求的一方负担，不退。"
        return (Change(late.name, late.due, late.back),), list(late.articles), [note]
    result = refund_on(asked.kind, before, "claim_reduced", new_amount=reduced, on=asked.on)
    change = Change(f"{result.name}，减到{in_words(reduced)}", result.due, result.back)
    if asked.inquiry_closed is False:
        return (change,), list(result.articles), list(result.notes)
    late_note = "法庭调查终结后才减少的不退，减少部分的受理费由变更请求的一方负担。"
    return (change,), [*result.articles, "fee.35"], [*result.notes, late_note]


def _after(before: Decimal | None, sums: Sums, to: Role, by: Role, sign: int) -> Decimal | None:
    """The claim after a change, told as where it leads or by how much. Raises InvalidAmount below zero."""
    target, step = sums.last(to), sums.last(by)
    if target is not None or step is None or before is None:
        return target
    after = before + sign * step
    if after < 0:
        raise InvalidAmount
    return after


def _converted(asked: Asked, kind: FeeKind) -> Changes:
    """Halved by summary procedure, and to be made up in the ordinary one."""
    amount = rests_on(asked, kind)
    if amount is None and kind.amount == "required":
        raise AmountMissing
    half = fee(asked.kind, amount, replace(asked.on, procedure=Procedure.SUMMARY)).amount
    full = fee(asked.kind, amount, replace(asked.on, procedure=Procedure.ORDINARY)).amount
    note = "接到法院交费通知之日起七日内补交；没有正当理由不按期补足的，按撤诉处理，已经交的退一半。"
    return (Change("简易程序转为普通程序", full, owed=full - half),), ["fee.16", "cpi.199"], [note]
