"""When somebody has time: 16号以后都行, 下周三下午有空."""

from __future__ import annotations

import re
from datetime import date

from bot.language.dates import find_dates

_CLAUSE = re.compile(r"[^,，。;；!！\n]+")
_FREE = re.compile(
    r"(?:[之以]?后|[之以]?前|开始|起|那天|那几天|上午|下午|[日号])?(?:我|我们|都|也|就|才)*(?:行(?!政|贿)|可以(?!吗)|有空|有时间|方便|能出庭|能来|能到|没问题|没事|OK|ok)"
)
_BUSY = re.compile(r"不行|不可以|没空|没时间|不方便|不能|来不了|开不了")


def available(text: str) -> str | None:
    """The clauses that say on which days somebody can come."""
    told = [
        clause.strip()
        for clause in _CLAUSE.findall(text)
        if find_dates(clause, date(2000, 1, 1)) and _FREE.search(clause) and not _BUSY.search(clause)
    ]
    return "，".join(told) or None
