"""What a party is called when nobody says its whole name (上海蓝湾贸易有限公司 → 蓝湾贸易, 蓝湾)."""

from __future__ import annotations

import re
from functools import cache

from bot.language.fold import fold
from bot.language.reference import table

_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司|(?:普通|有限|特殊普通)合伙|事务所|合作社)"
    r"(?:[\u4e00-\u9fff]{2,8}分公司)?$"
)
_ORGANISATION = re.compile(r"公司|集团|厂$|局$|委员会|医院|学校|大学|银行|[店行所院会社中心府]$")
_SOMEBODY = re.compile(r"^[某甲乙丙丁—\-*]|某$")
_RANKS = "省市区县旗州盟"
SHORTEST, SHORT = 3, 2
"""Characters of a piece of a firm's name at least; its first ones, by which it is known, may be fewer."""


def is_named(party: str, text: str) -> bool:
    """Whether a folded text names the party: a person by the whole name, an organisation by a part that is
    no place and no form of company."""
    name = fold(party)
    if len(name) < SHORT or (_SOMEBODY.search(name) and name not in text):
        return False
    if name in text:
        return True
    return bool(_ORGANISATION.search(name)) and any(piece in text for piece in _pieces(name))


@cache
def _pieces(name: str) -> frozenset[str]:
    own = _FORM.sub("", _without_place(name))
    if own == _without_place(name):
        return frozenset({own} if len(own) >= SHORTEST else ())  # an office is called by its whole name
    spans = (own[start:end] for start in range(len(own)) for end in range(start + SHORTEST, len(own) + 1))
    return frozenset({*spans, own[:SHORT]})


def _without_place(name: str) -> str:
    """北京市朝阳区示例市场监督管理局 → 示例市场监督管理局. Only the first place is told without what it is: 金沙
    behind 上海 is the firm's own name."""
    left = name
    while place := next((each for n in range(7, 1, -1) if (each := left[:n]) in _places()), None):
        if left != name and place[-1] not in _RANKS:
            break
        left = left.removeprefix(place)
    return left


@cache
def _places() -> frozenset[str]:
    """Provinces, cities and counties, with and without what they are."""
    names = {fold(row[1]) for row in table("divisions")} | {fold(row[2]) for row in table("provinces")}
    bare = {re.sub(rf"(?:自治)?[{_RANKS}]$|地区$", "", name) for name in names}
    return frozenset(name for name in names | bare if len(name) >= SHORT)
