"""Numbers in a text, whole or not at all.

A run takes in every figure, numeral and unit that touch each other, over single blanks too
(五 十 二 万 八 千, 528 000). What cannot be read from end to end has no value: a part of a number is
never a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.language.digits import read_number

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.]| ?\d)|\d+(?:\.\d+)?)"
FIGURE = "零〇一二两兩三四五六七八九壹贰叁参肆伍陆柒捌玖幺俩仨"
UNIT = "十百千万亿拾佰仟萬億廿卅卌"
_WORD = (
    r"(?:[零〇壹贰叁参肆伍陆柒捌玖幺俩仨四五六七八九](?![项笔])|[两兩三](?![项笔方者])|二(?![审项笔])"
    r"|一(?![般直共起并样定旦审下切边方项笔])"
    r"|[十百万亿拾佰仟萬億廿卅卌]|千(?!万别)|[wWkK](?![A-Za-z])|个(?=[万亿wW])"
    rf"|半(?![年天月审路夜截日]|个[月小])|点(?=[{FIGURE}]))"
)
_RUN = re.compile(rf"(?:{ARABIC}|{_WORD})(?: ?(?:{ARABIC}|{_WORD}))*")
_LARGE = re.compile(r"[万亿萬億wW]")
_ANY_UNIT = re.compile(rf"[{UNIT}wWkK]")
_NEIGHBOURS = re.compile(r"(?<!点)[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]{2}")
_AFTER_POINT = re.compile(r"点.*")
_BROKEN = re.compile(r"\d \d")


class Numeral(NamedTuple):
    """A run of numerals in the folded text; `value` is None where it is no one number from end to end."""

    text: str
    value: Decimal | None
    start: int
    end: int

    @property
    def spread(self) -> bool:
        """Whether neighbouring figures beside a unit tell a range: 三四十万, 一万二三."""
        return _spread(self.text.replace(" ", ""))


def numerals(text: str) -> Iterator[Numeral]:
    """Every run in a folded text, in order."""
    for match in _RUN.finditer(text):
        yield Numeral(match[0], whole_number(match[0]), match.start(), match.end())


def whole_number(run: str) -> Decimal | None:
    """The value of a run from end to end, or None: for ranges (三四十万), for two numbers (12 345)."""
    joined = _joined(run)
    return None if joined is None or _spread(joined) else read_number(joined.replace("个", ""))


def pieces(numeral: Numeral) -> list[Numeral]:
    """The sums of a run that is no one sum, parted at its blanks: 二十万 三十万, and 88万 in 88万 3个被告.
    All pieces have a large unit of their own, but for a last one in figures or of one (九万八 一分没给); else
    there are none."""
    found: list[Numeral] = []
    parts = list(re.finditer(r"\S+", numeral.text))
    for match in parts:
        value = whole_number(match[0])
        if value is None or not _LARGE.search(match[0]):
            last = match is parts[-1] and (match[0].isdecimal() or len(match[0]) == 1)
            return found if last else []
        start = numeral.start + match.start()
        found.append(Numeral(match[0], value, start, start + len(match[0])))
    return found


def _joined(run: str) -> str | None:
    """The run without blanks; None where a blank parts two figures that are not grouped by thousands."""
    grouped = re.sub(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.])", lambda m: m[0].replace(" ", ""), run)
    return None if _BROKEN.search(grouped) else grouped.replace(" ", "")


def _spread(joined: str) -> bool:
    return bool(_ANY_UNIT.search(joined) and _NEIGHBOURS.search(_AFTER_POINT.sub("", joined)))
