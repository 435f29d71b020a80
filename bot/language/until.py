"""Until when, or for how long: the day or the length that an answer gives, and what is said beside it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bot.language.amendments import bare
from bot.language.dates import find_dates
from bot.language.fold import fold
from bot.language.no_days import no_such_day

_LENGTH = re.compile(
    r"(?:\d+|[一二两三四五六七八九十百半]+)\s*(?:个?(?:工作日|月|星期|礼拜|半月)|天|周|日|年|个月)"
)
_BREAK = re.compile(r"[,，。;；!！\n]")
_EDGE = re.compile(
    r"^(?:[嗯啊呃哦,，、。\s]|那个|就|是|大概|申请|请求|请|想|要|再|给|延长?|宽限|展期|多给|到|至)+|(?:[吧啊呀呢哦嘛,，、。;；\s]|就行|就够了?|够了|可以|行)+$"
)
_ANY = date(2000, 1, 1)


class Until(NamedTuple):
    """As it was said, and the other clauses."""

    value: str
    rest: str


def read_until(text: str) -> Until | None:
    """十五天吧，报告还没出来 → 十五天, 报告还没出来; None where neither a day nor a length is said."""
    clauses = [each for each in _BREAK.split(bare(text)) if each.strip()]
    for number, clause in enumerate(clauses):
        if _LENGTH.search(fold(clause)) or find_dates(clause, _ANY) or no_such_day(clause):
            rest = "，".join(part for part in (*clauses[:number], *clauses[number + 1 :]) if _tells(part))
            return Until(_EDGE.sub("", clause) or clause, rest)
    return None


def _tells(clause: str) -> bool:
    return len(re.findall(r"[\u3400-\u9fff]", clause)) >= 3
