"""Answers as plain text, for channels that are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.gateway.messages import Answer

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDS = ("\n", "。", "！", "？", "；", "，", " ")


def xml_safe(text: str) -> str:
    """Without the characters that XML 1.0 (section 2.2) cannot carry."""
    return _NOT_XML.sub("", text)


def as_text(answer: Answer) -> str:
    """All replies in one text, blank line between them; options as numbered lines, counted throughout."""
    blocks: list[str] = []
    number = 0
    for said in answer.replies:
        lines = [said.text.strip()]
        for option in said.options:
            number += 1
            lines.append(f"{number}. {option.title}")
        blocks.append("\n".join(line for line in lines if line))
    return xml_safe("\n\n".join(block for block in blocks if block))


def parts(text: str, limit: int) -> Iterator[str]:
    """Cut into pieces of at most `limit` characters, at the end of a line or sentence where there is one."""
    rest = text.strip()
    while len(rest) > limit:
        head = rest[:limit]
        cut = next((at + 1 for end in _ENDS if (at := head.rfind(end)) >= limit // 2), limit)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
