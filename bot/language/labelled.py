"""What stands behind a label in a sentence: the 李四 of 被告是李四, the 工资流水 of 调取工资流水."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

SHORTEST = 2
_JOINT = r"(?:就|主要|大概)?(?:是|为|叫|系|有|:|：|,|，|\s)*"
_END = re.compile(r"[,，。;；!！?？\n]")
_NO_VALUE = re.compile(
    r"不(?!是)|没|未|吗|呢|怎么|什么|哪|的(?:话|时候)|和解|撤(?!销)|认可|同意|代理人|律师|方(?:面|是|为|的|也|都|未|不|没|[,，:：]|$)"
)
_TAIL = re.compile(r"(?:的|了|吧|啊|呢|谢谢|,|，|\s)+$")
_SAYS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


class Labelled(NamedTuple):
    """A value and where it stands in the text."""

    value: str
    start: int
    end: int


def labelled(text: str, labels: Iterable[str], others: Iterable[str] = ()) -> Labelled | None:
    """What one of the `labels` (pieces of a pattern, the surest first) names: up to the end of the clause, or
    to where one of the `others` begins. None where nothing that could be a value follows."""
    others = tuple(others)
    for match in (match for label in labels for match in _pattern((label,)).finditer(text)):
        start = match.end()
        stop = _END.search(text, start)
        end = stop.start() if stop else len(text)
        next_label = _pattern(others).search(text, start, end) if others else None
        if next_label and next_label.start() > start:
            end = next_label.start()
        value = _TAIL.sub("", text[start:end])
        if len(_SAYS.findall(value)) >= SHORTEST and not _NO_VALUE.match(value):
            return Labelled(value, start, start + len(value))
    return None


_GOES_ON = re.compile(r"[,，;；、]\s*(?P<clause>[^,，。;；!！?？\n]+)")
_NEW_MATTER = re.compile(
    r"^(?:顺便|另外|还有|对了|再|也?没|已经?|因为|由于|理由|事实|我(?!方|们?要求|们?请求)|请|麻烦|帮|标的|证据|可以|能|谢谢)|[吗呢]$|法院"
)


def to_end(text: str, found: Labelled, others: Iterable[str] = ()) -> Labelled:
    """What was found with the clauses that follow, up to one that tells of something else (another label,
    a wish, the facts)."""
    others, end = tuple(others), found.end
    while (more := _GOES_ON.match(text, end)) is not None:
        clause = more["clause"].strip()
        led = _pattern(others).match(clause) if others else None
        if led or _NEW_MATTER.search(clause):
            break
        end = more.end()
    return Labelled(_TAIL.sub("", text[found.start : end]), found.start, end)


def unlabelled(text: str, labels: Iterable[str]) -> str:
    """An answer without the label that leads it: 被告是李四 → 李四."""
    led = _pattern(tuple(labels)).match(text)
    rest = text[led.end() :] if led else ""
    return rest if len(_SAYS.findall(rest)) >= SHORTEST else text


@cache
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(labels, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)}){_JOINT}")
