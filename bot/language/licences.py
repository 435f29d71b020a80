"""Licence numbers of lawyers (17 digits; the old 12) and of trainees (14 digits), as they are dictated.

Layout of the 17 digits: kind of certificate (1), province and city as in GB/T 2260 (4), year of first
practice (4), category (1), sex (1), serial (6). There is no check digit: a good format proves nothing.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.language.court_table import provinces
from bot.language.dictation import dictated
from bot.language.digits import digit_runs, read_digits
from bot.language.fold import fold
from bot.language.phones import read_phone

LENGTH, OLD_LENGTH, TRAINEE_LENGTH = 17, 12, 14


@dataclass(frozen=True)
class Licence:
    """A licence number that was said: `invalid` has a reason in Chinese; start and end are in the
    folded text."""

    kind: Literal["lawyer", "trainee", "old", "invalid"]
    digits: str
    reason: str
    start: int
    end: int


def check(digits: str, this_year: int) -> str:
    """Why these are not the 17 digits of a lawyer's licence, in Chinese; '' when the format is right."""
    if len(digits) == 18:
        return "听到十八位，像是身份证号码；执业证号是十七位"
    if len(digits) != LENGTH:
        return f"执业证号应为{LENGTH}位数字，现在是{len(digits)}位"
    if digits[0] != "1":
        return "执业证号的第一位应是1"
    if digits[1:3] not in {division for division, _ in provinces().values()}:
        return f"执业证号第二、三位的省份代码{digits[1:3]}不存在"
    if not 1979 <= int(digits[5:9]) <= this_year:
        return f"执业证号第六至九位是首次执业年度，{digits[5:9]}不对"
    if digits[9] == "0":
        return "执业证号第十位是执业类别，不能是0"
    return ""


def _licence(digits: str, start: int, end: int, this_year: int) -> Licence:
    if len(digits) == OLD_LENGTH:
        return Licence("old", digits, "这是旧版十二位证号，请提供新版十七位执业证号", start, end)
    if len(digits) == TRAINEE_LENGTH:
        return Licence("trainee", digits, "", start, end)
    reason = check(digits, this_year)
    return Licence("invalid" if reason else "lawyer", digits, reason, start, end)


_NAMED = re.compile(r"(?:执业|律师|实习)?证号?|执业证|证件号|律师证")
_OTHERWISE_NAMED = re.compile(r"收件|回执|受理号|编号|单号|订单|流水|查询码|身份证|卡号|账号|账户|信用代码")


def find_licences(text: str, this_year: int) -> list[Licence]:
    """Runs of 17, and of 12 or 14 digits; of other lengths only right after 执业证号 and the like, as
    invalid. Numbers named otherwise (收件号) are none."""
    folded = fold(text)
    found = []
    for run in dictated(
        folded, whole=lambda digits: not check(digits, this_year) or bool(read_phone(digits))
    ):
        before = folded[max(0, run.start - 10) : run.start]
        if _OTHERWISE_NAMED.search(before):
            continue
        named = bool(_NAMED.search(before))
        if (
            len(run.digits) == LENGTH
            or (named and OLD_LENGTH <= len(run.digits) <= 20)
            or _short(run.digits, this_year)
        ):
            found.append(_licence(run.digits, run.start, run.end, this_year))
    return found


def _short(digits: str, this_year: int) -> bool:
    """An old number or a trainee's: neither a telephone nor a receipt, which begins with its day (YYMMDD)."""
    if len(digits) < TRAINEE_LENGTH or digits.startswith(("0", "86")):
        return False
    receipt = (
        20 <= int(digits[:2]) <= this_year % 100
        and "01" <= digits[2:4] <= "12"
        and "01" <= digits[4:6] <= "31"
    )
    return len(digits) == OLD_LENGTH or (len(digits) == TRAINEE_LENGTH and not receipt)


def read_licence(text: str, this_year: int) -> Licence | None:
    """The licence when one was asked for: any number of at least six digits counts, with what is wrong
    about it."""
    folded = fold(text)
    found = find_licences(folded, this_year)
    if found:
        return found[0]
    digits = read_digits(folded)
    if digits and len(digits) >= 6:
        return _licence(digits, 0, len(folded), this_year)
    longest = max(digit_runs(folded, shortest=6), key=lambda run: len(run.digits), default=None)
    return _licence(longest.digits, longest.start, longest.end, this_year) if longest else None
