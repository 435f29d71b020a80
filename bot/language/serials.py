"""Bare numbers that may be the serial of a case (交10086号的保全费, 执4410, 行初66): what stands alone and is no
sum, day, count, place or part of a longer number. Whose case it is, only the caller's own cases tell."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.language.case_types import type_pattern
from bot.language.digits import SPOKEN_DIGIT, to_digits
from bot.language.fold import fold

SHORTEST, LONGEST = 3, 6
"""Digits of a serial that is said alone; behind a type (执77) fewer do."""
_BARE = re.compile(
    rf"(?:(?P<type>{type_pattern()})[第字]?)?(?P<digits>\d+|{SPOKEN_DIGIT}+)(?P<behind>号?)",
)
_PART_OF_MORE = re.compile(rf"[\d.,:：/〔\[@A-Za-z*#-]$|[\d{SPOKEN_DIGIT[1:-1]}][ -]$|第$")
_GOES_ON = re.compile(
    rf"[ -]?(?:\d|{SPOKEN_DIGIT})|[.:：/%@A-Za-z*#]|[十百千万亿元块角钱]|[天日月年周]|[页条款项份张件套]|[个人次遍回]"
    rf"|[点分秒刻]|小时|号?[楼栋幢院弄室单元]|[室路街弄巷层]|平方?|[米吨斤克升]|号[线门铺仓文]|{type_pattern()}"
)
_SUM_BEFORE = re.compile(
    r"(?:标的额?|金额|数额|人民币|￥|¥|\$|电话|手机|尾号|卡号|账号|车牌|邮编)[^,。;]{0,3}$"
)


class Serial(NamedTuple):
    """`type_code`: the type that stands before it (民初, 执), or None."""

    digits: str
    type_code: str | None


def serials(text: str) -> tuple[Serial, ...]:
    """The numbers in a text that may be serials, in order, without leading zeros."""
    said = fold(text)
    found = []
    for match in _BARE.finditer(said):
        start = match.start()
        digits = to_digits(match["digits"]).lstrip("0")
        shortest = 1 if match["type"] else SHORTEST
        if not shortest <= len(digits) <= LONGEST:
            continue
        if not match["type"] and _PART_OF_MORE.search(said[:start]):
            continue
        behind = said[match.end("digits") :]
        if _GOES_ON.match(behind) or (not match["behind"] and _SUM_BEFORE.search(said[:start])):
            continue
        found.append(Serial(digits, match["type"]))
    return tuple(found)
