"""What a record cannot say, though each of its values can be read: a hearing that ends before it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.language.court_table import SUPREME, level_of
from bot.language.licences import LENGTH, TRAINEE_LENGTH

Row = Mapping[str, Any]

LEGAL_WORKER = "基层法律服务工作者"
"""Their numbers follow rules of their own."""


def impossible(record_type: str, row: Row) -> str | None:
    """Why a record cannot be, in Chinese and without its values; None where nothing speaks against it."""
    check = _CHECKS.get(record_type)
    return check(row) if check else None


def _court(row: Row) -> str | None:
    code, level = row["code"], row["level"]
    if code[0] in "军兵" or not code[1:].isdecimal():
        return "代字为“最高法”的只能是最高级" if code == "最高法" and level != SUPREME else None
    if len(code) not in (3, 5):
        return "法院代字应为省份简称，或者再加两位、四位数字"
    return None if level_of(code) == level else "法院级别与代字的位数不符"


def _lawyer(row: Row) -> str | None:
    proper = row["kind"] == LEGAL_WORKER or len(row["licence_no"]) == LENGTH
    return None if proper else f"执业证号应为 {LENGTH} 位数字"


def _assistant(row: Row) -> str | None:
    if row["licence_no"] == row["principal_licence_no"]:
        return "助理不能是律师本人"
    length = LENGTH if row["kind"] == "lawyer" else TRAINEE_LENGTH
    name = "执业证号" if row["kind"] == "lawyer" else "实习证号"
    return None if len(row["licence_no"]) == length else f"{name}应为 {length} 位数字"


def _hearing(row: Row) -> str | None:
    return "结束时间不晚于开始时间" if _before(row["ends_at"], row["starts_at"], or_same=True) else None


def _delivery(row: Row) -> str | None:
    return "签收时间早于送达时间" if _before(row["signed_at"], row["served_at"]) else None


def _fee(row: Row) -> str | None:
    refund = row["refund"] or {}
    back = Decimal(refund["amount_yuan"]) if refund.get("amount_yuan") else None
    paid = row["paid_yuan"] if row["paid_yuan"] is not None else row["amount_yuan"]
    if back is not None and back > paid:
        return "退费金额大于交费金额"
    return None


def _before(one: datetime | None, other: datetime | None, *, or_same: bool = False) -> bool:
    if one is None or other is None:
        return False
    return one <= other if or_same else one < other


_CHECKS: Mapping[str, Callable[[Row], str | None]] = {
    "court": _court,
    "lawyer": _lawyer,
    "assistant": _assistant,
    "hearing": _hearing,
    "delivery": _delivery,
    "fee": _fee,
}
