"""Which six digits may be a PIN: no runs, no repeats, no birthdays (contract section 5)."""

from __future__ import annotations

import re
from calendar import monthrange
from itertools import pairwise

DIGITS = 6
LEAP = 2000
"""Any leap year: whose birthday it might be is not known, so 29 February counts."""

_SHAPE = re.compile(rf"[0-9]{{{DIGITS}}}")
_DOUBLED = re.compile(r"(?:(\d)\1+)+")
_PERIODIC = re.compile(r"(\d{1,3})\1+")
_DATE_ORDERS = ((2, 4), (2, 0), (0, 2))
"""Where month and day stand in YYMMDD, DDMMYY and MMDDYY."""


def objection(pin: str) -> str | None:
    """Why these digits cannot be a PIN, in a Chinese sentence; None if they can."""
    if not _SHAPE.fullmatch(pin):
        return "电话密码应为6位数字。"
    if _is_run(pin):
        return "电话密码不能是连续数字，请换一组。"
    if _PERIODIC.fullmatch(pin) or _DOUBLED.fullmatch(pin):
        return "电话密码不能是重复数字，请换一组。"
    if any(_is_day(int(pin[month : month + 2]), int(pin[day : day + 2])) for month, day in _DATE_ORDERS):
        return "电话密码不能是生日或日期，请换一组。"
    return None


def _is_run(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP, month)[1]
