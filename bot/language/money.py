"""Sums of money: yuan exact, other currencies by their code, about-sums as what they are.

A sum is read whole or not at all. What is about (三四十万, 几十万, 一百来万, 上万, 不到十万) has no value; a
sum in another currency never becomes yuan; what counts other things (三百份, 两千米) is no money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bot.language import money_words as words
from bot.language.digits import read_number
from bot.language.fold import fold
from bot.language.numerals import UNIT, Numeral, numerals, pieces
from bot.language.reference import table


@dataclass(frozen=True)
class Amount:
    """A sum in yuan and where it stands in the folded text."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True)
class Foreign:
    """A sum in another currency, by its ISO 4217 code, and where it stands in the folded text."""

    amount: Decimal
    currency: str
    start: int
    end: int


@dataclass(frozen=True)
class About:
    """Words for a sum that name no exact one (三四十万), and where they stand in the folded text."""

    words: str
    start: int
    end: int


Money = Amount | Foreign | About


class _Beside(NamedTuple):
    """What stands around a run of numerals: the currency (an ISO code, CNY for yuan, '' where none is
    named, `?` for one that we do not know) and the span of all that belongs to the sum."""

    currency: str
    start: int
    end: int


def find_money(text: str) -> list[Money]:
    """Everything that is a sum of money in a text, in order; spans do not overlap."""
    folded = fold(text)
    found: list[Money] = []
    for numeral in numerals(folded):
        if found and numeral.start < found[-1].end:
            continue
        found += _money(numeral, folded)
    return found


def find_amounts(text: str) -> list[Amount]:
    """Every sum of yuan said in a text, in order; 五万块, 88w, 52.8万, 880,000元, 人民币叁拾伍万元整.

    A bare number counts only with a currency, 万/亿, a round 百/千 at a pause, or a word such as 标的
    before it.
    """
    return [each for each in find_money(text) if isinstance(each, Amount)]


def read_amount(text: str) -> Decimal | None:
    """The sum when one was asked for: a bare number counts too ("880000", "三千二"). None when there is
    not one."""
    folded = fold(text)
    found = find_money(folded)
    if found:
        values = {each.value for each in found if isinstance(each, Amount)}
        return values.pop() if len(values) == 1 and len({type(each) for each in found}) == 1 else None
    match = words.WHOLE.fullmatch(folded)
    value = read_number(match["sum"]) if match else None
    return value if value is not None and value > 0 else None


def _money(numeral: Numeral, text: str) -> Iterator[Money]:
    beside = _beside(numeral, text)
    if beside is None:
        return
    if about := _about(numeral, beside, text):
        yield about
    elif exact := _exact(numeral, beside, text):
        yield exact
    elif " " in numeral.text:
        parts = pieces(numeral)
        if parts and (parts[-1].end == numeral.end or words.NOT_MONEY_AFTER.match(text, numeral.end)):
            for part in parts:
                yield from _money(part, text)


def _beside(numeral: Numeral, text: str) -> _Beside | None:
    """None where the run touches what is no word for money: a letter, a figure of another kind."""
    before, after = text[: numeral.start], numeral.end
    currency, start = _sign_before(before)
    more = words.MORE.match(text, after)
    after = more.end() if more else after
    unit = words.CURRENCY.match(text, after)
    if named := _units().match(text, unit.end() if unit else after):
        return _Beside(_code(named), start, named.end())
    if unit:
        return _Beside(currency or "CNY", start, unit.end())
    if words.UNKNOWN_CURRENCY.match(text, after):
        return _Beside("?", start, after)
    if words.TOUCHING_AFTER.match(text, after) or (not currency and words.TOUCHING_BEFORE.search(before)):
        return None
    return _Beside(currency, start, after)


def _sign_before(before: str) -> tuple[str, int]:
    """The currency that stands before a sum, and where it or else the sum begins."""
    if yuan := words.SIGN.search(before):
        return "CNY", yuan.start()
    foreign = _signs().search(before)
    return (_code(foreign), foreign.start()) if foreign else ("", len(before))


def _about(numeral: Numeral, beside: _Beside, text: str) -> About | None:
    """The words of a sum that is only about right, where they are of money."""
    head = text[: beside.start]
    before = words.ABOUT_BEFORE.search(head)
    if before is None and numeral.text[0] in UNIT:
        before = words.ABOVE.search(head)
    more = words.MORE.match(text, numeral.end)
    after = words.ABOUT_AFTER.match(text, beside.end)
    if not (before or more or after or numeral.spread or _in_range(beside, text)):
        return None
    start, end = before.start() if before else beside.start, max(beside.end, after.end() if after else 0)
    said = text[start:end]
    large = words.LARGE.search(said) or (words.HUNDREDS.search(said) and words.PAUSE.match(text, end))
    counted = words.NOT_MONEY_AFTER.match(text, beside.end) or (
        words.NOT_MONEY_BEFORE.search(head) and not words.RANGE_BEFORE.search(head)
    )
    is_money = beside.currency or (large and not counted)
    return About(said, start, end) if is_money else None


def _in_range(beside: _Beside, text: str) -> bool:
    return bool(words.RANGE_BEFORE.search(text[: beside.start]) or words.RANGE_AFTER.match(text, beside.end))


def _exact(numeral: Numeral, beside: _Beside, text: str) -> Amount | Foreign | None:
    value, end = numeral.value, beside.end
    if not value or beside.currency == "?" or (numeral.text == "一" and text[:end].endswith("块")):
        return None  # 一块 is mostly a piece of something
    if beside.currency not in ("", "CNY"):
        return Foreign(value, beside.currency, beside.start, end)
    if not beside.currency and not _meant_as_money(numeral, value, text):
        return None
    if beside.currency and text[end - 1] in "元圆块":
        if change := words.CHANGE.match(text, end):
            value, end = value + _small(change), change.end()
        if words.TOUCHING_CHANGE.match(text, end):
            return None
    return Amount(value, beside.start, end + text.startswith("整", end))


def _small(change: re.Match[str]) -> Decimal:
    def figure(name: str) -> Decimal:
        return (read_number(change[name]) or Decimal(0)) if change[name] else Decimal(0)

    return (figure("jiao") + figure("bare")) / 10 + (figure("fen") + figure("cents")) / 100


def _meant_as_money(numeral: Numeral, value: Decimal, text: str) -> bool:
    """Without a currency: 万 or 亿, a round 百 or a 千 at a pause, a shape that sums have (八千八), or a word
    such as 标的 or 交了 before it."""
    before, said, end = text[: numeral.start], numeral.text, numeral.end
    if words.NOT_MONEY_AFTER.match(text, end) or words.NOT_MONEY_BEFORE.search(before):
        return False
    if words.LARGE.search(said):
        return True
    if words.LAW.search(before):
        return False
    if words.HUNDREDS.search(said) and (value > 1000 or value % 10 == 0) and words.PAUSE.match(text, end):
        return True
    if value >= 10 and words.FEE.search(before):
        return re.fullmatch(r"0\d+|(?:19|20)\d\d", said) is None
    if value >= 100 and not re.fullmatch(r"0\d+", said) and words.NAMED.search(before):
        return True
    if not (words.PAUSE.match(text, end) or words.GOES_ON.match(text, end)):
        return False
    grouped = words.GROUPED.fullmatch(said) and before[-1:] in ("", " ", ":")
    if grouped or words.ELLIPTIC.fullmatch(said):
        return True
    return value >= 100 and not words.YEAR.fullmatch(said) and words.PAID.search(before) is not None


@cache
def _codes() -> dict[str, str]:
    return {fold(word): code for word, code in table("currencies")}


def _code(match: re.Match[str]) -> str:
    return _codes()[match["currency"]]


@cache
def _units() -> re.Pattern[str]:
    """A currency after a sum; one character alone only where no word goes on with it (三万欧, never 欧阳)."""
    return re.compile(rf" ?(?P<currency>{_alternatives(_codes())})(?!{words.NO_CURRENCY_BEFORE})")


@cache
def _signs() -> re.Pattern[str]:
    """A currency before a sum."""
    long = [word for word in _codes() if len(word) > 1 or not "\u4e00" <= word <= "\u9fff"]
    return re.compile(rf"(?P<currency>{_alternatives(long)}) ?$")


def _alternatives(spelt: Iterator[str] | dict[str, str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(spelt, key=len, reverse=True))
