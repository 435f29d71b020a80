"""Why somebody asks for something, in his own words."""

from __future__ import annotations

import re

from bot.language.fold import fold

_SAID_SO = re.compile(
    r"(?:因为|由于|(?:原因|理由|事由)(?:就?是|为|:)|(?<!原)因(?![为此素果故而由地]))(?P<reason>.+?)"
    r"(?=所以|因此|故(?!意)|[,。;!?]|想(?:要|请|申请)|(?:我|特|现|要|需要?|希望|能不能|可不可以|能否)*(?:申请|请求|要求|延期|改期|回避)|$)"
)
_IN_THE_WAY = re.compile(
    r"冲突|撞(?:上|期|庭|了|车)|(?:还|也|另)有[个一]?.{0,4}[庭会案]"
    r"|出差|出国|外地|住院|手术|生病|病了|发烧|骨折|怀孕"
    r"|产假|婚礼|丧事|去世|隔离|航班|赶不"
)
_CLAUSE = re.compile(r"[^,。;!?]+")
_ASKS = re.compile(r"申请|改期|延期|避让|避开|错开|往后|推迟|能不能|可不可以|能否|吗$")
SHORTEST = 2


def find_reason(text: str) -> str | None:
    """The reason given with 因为, 由于, 理由是, else the clause that says what stands in the way."""
    folded = fold(text)
    if (said := _SAID_SO.search(folded)) and len(reason := said["reason"].strip()) >= SHORTEST:
        return reason
    clauses = (match[0].strip() for match in _CLAUSE.finditer(folded))
    return next((c for c in clauses if _IN_THE_WAY.search(c) and not _ASKS.search(c)), None)
