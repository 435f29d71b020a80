"""The number of a paper that a sentence relies on, with what the paper is called: （2025）京0105民初5566号
判决书, （2025）京仲裁字第0321号裁决书."""

from __future__ import annotations

import re

_NAME = (
    r"(?:民事|刑事|行政|仲裁|劳动|执行|终审|一审|二审|生效|附带|的|这份|那份|这个|那个)*"
    r"(?:判决书?|裁定书?|裁决书?|调解书|公证(?:债权文书|书)|执行证书|支付令|决定书)"
)
_BEHIND = re.compile(rf"号?的?(?P<name>{_NAME})")
_OTHER = re.compile(
    r"[(（〔\[]?(?:20\d\d)[)）〕\]]?年?[^\d\s,，。;；:：]{1,14}(?:第)?[\d〇零一二三四五六七八九十百千]+号"
    rf"(?P<name>{_NAME})?"
)
_ADJECTIVES = re.compile(r"^(?:的|这份|那份|这个|那个|生效)+")
_RELIED_ON = re.compile(rf"{_NAME}|判[了的]|生效")


def paper_number(text: str, number: str | None, start: int = 0, end: int = 0) -> str | None:
    """The number as it is kept, by the one case number that the folded text holds (at `start` to `end`) or by
    the number of another paper. None where no paper is spoken of, or none has a number."""
    if _RELIED_ON.search(text) is None:
        return None
    if number is not None:
        behind = _BEHIND.match(text, end)
        return number + (_ADJECTIVES.sub("", behind["name"]) if behind else "")
    others = list(_OTHER.finditer(text))
    return others[0][0] if len(others) == 1 else None
