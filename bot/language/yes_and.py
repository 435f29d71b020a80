"""A yes, and what is said behind it: 对，顺便查一下开庭 · 是这个，法官电话也给我."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.language.steering import by_the_way

_LINKS = r"另外|顺便|顺带|还有|再|然后|完了|哦?对了|我还|那就?|就是"
_BESIDE = re.compile(r"(?:另外|顺便|顺带|还有|再|然后|完了|哦?对了|我还)")
_YES_AND = re.compile(
    r"(?:嗯|哦|啊|哎)?(?:(?:就?是(?:这个|它)(?:案子|号码?)?|这个是|对|是|好|行|可以|没有?错|没问题|ok|中|得|要得|啱|系"
    r"|就这样|就这么着|就这么登|登记|登|记|没毛病|正确|莫得问题)(?:的|吧|了|啊|嘞|滴|呀|哈|没错)*"
    r"(?:[,。! ]+|(?=另外|顺便|顺带|还有|再|然后|哦?对了|麻烦|我还|帮我)))+"
    rf"(?P<links>(?:{_LINKS})*)[,。:! ]*",
    re.IGNORECASE,
)
SHORTEST = 4


class Rest(NamedTuple):
    """What follows the yes. `beside`: it is linked to it as something else (另外, 顺便, 再)."""

    text: str
    beside: bool


def yes_and(text: str) -> Rest | None:
    """What a folded text says behind a yes; None where it is none, or hardly more."""
    match = None if by_the_way(text) else _YES_AND.match(text)
    if match is None or len(text) - match.end() < SHORTEST:
        return None
    return Rest(text[match.end() :], _BESIDE.search(match["links"]) is not None)
