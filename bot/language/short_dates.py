"""Dates in figures alone: 12.1 and 12/15 are dates only beside words that go with one (12.1开庭, 改到12/15,
12.22我要去外地); else they measure something (利率4.35, 1/3责任)."""

from __future__ import annotations

import re

from bot.language.date_patterns import WINDOW, cues

_BEFORE = re.compile(r"(?:[于在到至自从]|日期|时间|开庭|截止|届满|到期|期限|收到|签收|送达|庭期?)[是为:]? ?$")
_AFTER = re.compile(
    r" ?(?:[日号]|[上下中]午|早上|晚上|[之以]?[前后]|到庭|开庭|那天|那个庭"
    r"|收到|签收|送达|作出|截止|到期|届满|有庭|还有|的[庭判传]|[周(]|\d{1,2}[:点时])"
)
_MEASURED_BEFORE = re.compile(
    r"(?:标的|金额|[利费比汇]率|比例|责任|版本?|[第约按占价评打给得分条款房室栋楼共]|[Vv]|[$￥¥])[^,。;\d]{0,2}$"
    r"|(?:[上下中]午|早上|晚上|凌晨) ?$"
)
_MEASURED_AFTER = re.compile(
    r" ?(?:折|小时|公里|[级分版层岁年天人次件条页度股倍]|平|责任|的?(?:股|份额|比例|责任)|[A-Za-z])"
)
"""Beside these, figures with a point or a stroke measure something."""


def is_date(match: re.Match[str], text: str) -> bool:
    """Whether a short date of the date pattern is one, by what stands beside it in a folded text."""
    before, after = text[: match.start()], text[match.end() :]
    if (not before and not after) or match[0][-1] in "日号":
        return True
    if _BEFORE.search(before) or _AFTER.match(after):
        return True
    if match["short_sep"] == "-" or _MEASURED_BEFORE.search(before) or _MEASURED_AFTER.match(after):
        return False
    clause = re.split(r"[,。;!?]", before)[-1][-WINDOW:], re.split(r"[,。;!?]", after)[0][:WINDOW]
    return any(cues().of_days.search(part) for part in clause)
