"""Digits as they are dictated and numbers as they are said."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.language.fold import fold

LONGEST_NUMBER = 40
_SPELLINGS = {
    "0": "零〇洞Oo０",
    "1": "一幺壹吆Il|",
    "2": "二两贰弐",
    "3": "三叁参",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆",
    "7": "七柒拐",
    "8": "八捌",
    "9": "九玖勾",
}
DIGIT_OF: dict[str, str] = {c: d for d, chars in _SPELLINGS.items() for c in d + chars}
DIGIT = "[" + re.escape("".join(DIGIT_OF)) + "]"
"""A character class of everything that may stand for one digit inside a number."""
SPOKEN_DIGIT = "[零〇洞一幺壹吆二两贰三叁四肆五伍六陆七柒拐八捌九玖勾]"

_FILLERS = re.compile(
    r"呃|嗯|啊|额|哦|那个|这个|我的|就是|然后|号码|号|是|的|横杠|中杠|短横|杠|空格|再|[\s、,。.;:\-—–_/()（）]"
)
_REPEATED = re.compile(rf"([两二三四五])个({DIGIT})")
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def to_digits(text: str) -> str:
    """The digits of a text made only of digit characters, blanks and hyphens. Raises KeyError otherwise."""
    return "".join(DIGIT_OF[c] for c in text if c not in " -,，、.。")


def read_digits(text: str) -> str | None:
    """The digits of a text that is only a number being dictated, else None: "幺三八 零零幺" → "138001"."""
    said = _REPEATED.sub(lambda m: m[2] * _COUNT[m[1]], fold(text))
    bare = _FILLERS.sub("", said)
    if (
        not bare
        or any(c not in DIGIT_OF for c in bare)
        or not any(c in DIGIT_OF and c not in "OoIl|" for c in bare)
    ):
        return None
    return to_digits(bare)


class DigitRun(NamedTuple):
    """Digits that belong together, with the span they stand in."""

    digits: str
    start: int
    end: int


_RUN = re.compile(rf"(?<![A-Za-z])(?:\d|{SPOKEN_DIGIT})(?:[ \-、]?(?:{DIGIT}(?![A-Za-z])))*")


def digit_runs(text: str, shortest: int = 1) -> Iterator[DigitRun]:
    """Runs of at least `shortest` digits in the folded text; single blanks, hyphens and 、 do not end a
    run."""
    for match in _RUN.finditer(fold(text)):
        digits = to_digits(match[0])
        if len(digits) >= shortest:
            yield DigitRun(digits, match.start(), match.end())


_FORMAL = str.maketrans(
    "壹贰叁参肆伍陆柒捌玖拾佰仟萬億幺两兩〇wWkK", "一二三三四五六七八九十百千万亿一二二零万万千千"
)
_OLD_TENS = (("廿", "二十"), ("卅", "三十"), ("卌", "四十"), ("俩", "二"), ("仨", "三"))
_TEN_IN_FIGURES = re.compile(r"(?<=[二三四五六七八九])10(?!\d)")
"""As recognisers deliver it: 一百六10二."""
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_PLAIN = {c: n for n, c in enumerate("零一二三四五六七八九")}
_UNITS = (("亿", 100_000_000), ("万", 10_000), ("千", 1_000), ("百", 100), ("十", 10))


def _decimal(text: str) -> Decimal | None:
    """An arabic number, or spoken digits with 点."""
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, _, fraction = text.partition("点")
    if all(c in _PLAIN for c in whole + fraction) and whole and (fraction or "点" not in text):
        digits = "".join(str(_PLAIN[c]) for c in whole)
        return Decimal(f"{digits}.{''.join(str(_PLAIN[c]) for c in fraction)}" if fraction else digits)
    return None


def _value(text: str, below: int) -> Decimal | None:
    for sign, unit in _UNITS:
        if sign not in text:
            continue
        left_text, _, right_text = text.rpartition(sign)
        if sign in left_text or (left_text.startswith("零") and "点" not in left_text):
            return None
        left = _value(left_text, 10**12) if left_text else (Decimal(1) if unit == 10 else None)
        if left is None or left <= 0 or (unit < 10_000 and left >= 10):
            return None
        right = _tail(right_text, unit)
        if right is None or right >= unit:
            return None
        total = left * unit + right
        return total if total < below else None
    found = _decimal(text)
    return found if found is not None and found < below else None


def _tail(text: str, unit: int) -> Decimal | None:
    """What follows a unit: nothing, a smaller number, or the colloquial single digit of 三千五."""
    if not text:
        return Decimal(0)
    if text == "半":
        return Decimal(unit) / 2
    if len(text) == 1 and text in _PLAIN and unit > 10 and text != "零":
        return Decimal(_PLAIN[text] * unit) / 10
    if len(text) == 1 and text.isdecimal() and unit > 10 and text != "0":
        return Decimal(text) * unit / 10
    if text.startswith("0") and "." not in text:
        return None
    stripped = text.lstrip("零")
    return _value(stripped, unit) if stripped else None


def read_number(text: str) -> Decimal | None:
    """A whole text that is one number: 三百二十万零五千, 52.8万, 1.2亿, 两万三 (23000), 二点五; else
    None."""
    said = fold(text).translate(_FORMAL).replace(" ", "")
    for sign, spelt in _OLD_TENS:
        said = said.replace(sign, spelt)
    said = _TEN_IN_FIGURES.sub("十", said)
    if not 0 < len(said) <= LONGEST_NUMBER or said.startswith(("百", "千", "万", "亿")):
        return None
    value = _value(said, 10**16)
    return value.to_integral_value() if value is not None and value == value.to_integral_value() else value


def read_integer(text: str) -> int | None:
    """A whole text that is one whole number: 两千零二十四, 二十三, 第十二, 8; else None."""
    value = read_number(fold(text).removeprefix("第"))
    return int(value) if value is not None and value == value.to_integral_value() else None
