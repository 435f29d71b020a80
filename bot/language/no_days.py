"""What sounds like a day and is none: no calendar has it, or it is left open which one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.day_numbers import made, number
from bot.language.digits import to_digits
from bot.language.fold import fold

_DAY_OF_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|[一二][九零〇][零〇一二三四五六七八九]{2}) ?年 ?|(?<![\d年个]))"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3}) ?月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3}) ?[日号]"
)
_ABOUT = re.compile(r"月?[底末]|[上中下]旬|月[初中]|前后|左右|来号|几号")
_NEAR_BEFORE = re.compile(r"(?:大概|大约|差不多|可能|好像|估计|约莫?)(?:是|在|就是)? ?$")
_NEAR_AFTER = re.compile(r" ?(?:左右|前后|上下|那几[天日]|附近|的?样子)")
_FALLS_ON = re.compile(
    r"(?:末日|最后一?[天日]|最后那天|末尾|赶[上在]|碰[上到]|遇[上到]?|适逢|正[好逢]"
    r"|落[在到]|如果|要是|万一)(?:赶[上在])?[是在为的]{0,2} ?$"
)


def no_such_day(text: str) -> str | None:
    """The day that a text names and no calendar has (11月31号); None where there is none."""
    return next((match[0] for match in _impossible(fold(text))), None)


def impossible_spans(text: str) -> list[tuple[int, int]]:
    """Where such days stand in the folded text."""
    return [match.span() for match in _impossible(fold(text))]


def _impossible(folded: str) -> Iterator[re.Match[str]]:
    for match in _DAY_OF_MONTH.finditer(folded):
        month, day = number(match["month"]), number(match["day"])
        year = int(to_digits(match["year"])) if match["year"] else 2000  # a leap year: 2月29日 may be one
        if month and made(year, month, day) is None:
            yield match


def is_about(text: str) -> bool:
    """Whether what tells a date leaves the day open: 10月底, 11月中旬, 5号左右."""
    return _ABOUT.search(fold(text)) is not None


def is_none(match: re.Match[str], text: str) -> bool:
    """Whether what stands beside a day makes it none: it is only about right (12月10号左右), or what an end
    may fall on (末日是周六)."""
    head = text[: match.start()]
    falls = (match["bare_weekday"] or match["festival"]) and _FALLS_ON.search(head)
    return bool(falls or _NEAR_BEFORE.search(head) or _NEAR_AFTER.match(text, match.end()))
