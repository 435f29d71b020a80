"""What a sentence takes back: 不是八十万，是八十八万 · 八号，啊不，九号 · 三百五十万，不对，三百零五万."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

_DENIED = re.compile(r"(?:不是|而非|并非|不叫)(?:说|什么|那个)? ?$")
_BREAK = r"[,。;!?~… 呃嗯啊哦噢喔哎唉诶哟]"
_PAUSE = rf"(?:^|{_BREAK})"
_CORRECTS = re.compile(
    r"[打说写搞输讲念报记弄看发填读按点选][错岔](?:了|啦|字|数)?|[口手笔]误|不对"
    rf"|{_PAUSE}(?:不不|错了|不是|不(?=[,。 ]|$)|(?:更正|纠正|修正)[为成]?|等等|应(?:该|当)?[是为])"
    rf"|{_BREAK}(?:还是)?[改换][成为]"
)
_OH_NO = re.compile(r"[哦啊噢哎诶哟呀] ?不是(?:说)? ?$")
"""哦不是四十五万 puts right what was said before it; 不是四十五万 alone denies."""
_SETS_OUT = re.compile(r"[从由把将][^,。;]{0,10}$")
LONGEST_GAP = 18
"""Characters between what is taken back and what counts instead."""


class Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=Span)


def corrects(gap: str) -> bool:
    """Whether the words between two values say that the second counts in place of the first."""
    return len(gap) <= LONGEST_GAP and _CORRECTS.search(gap) is not None


def put_right(text: str) -> str | None:
    """What a folded text says behind its last words of correction (给四分，哦不，五分 → 五分); None where
    there are none, or nothing is said behind them."""
    said = list(_CORRECTS.finditer(text))
    rest = text[said[-1].end() :].strip(" ,。;!?是~、") if said else ""
    return rest or None


def denied(text: str, thing: Span) -> bool:
    """Whether a value is named only to say that it is not meant (不是八十万)."""
    return _DENIED.search(text[: thing.start]) is not None


def parted(text: str, found: Sequence[_S], kind: Callable[[_S], str]) -> tuple[list[_S], list[_S]]:
    """(What counts, what was taken back), each in order. A thing denied alone counts; things at one place
    (a law and its article) go together only if they are of one kind. Spans lie in `text`."""
    gone: set[int] = set()
    for name in dict.fromkeys(map(kind, found)):
        same = sorted((n for n, each in enumerate(found) if kind(each) == name), key=lambda n: found[n].start)
        gone |= _taken_back(text, found, same)
    kept = [each for n, each in enumerate(found) if n not in gone]
    return kept, [each for n, each in enumerate(found) if n in gone]


def stated(text: str, found: Sequence[_S], kind: Callable[[_S], str]) -> list[_S]:
    """What counts of several things of one kind; `parted` tells the rest."""
    return parted(text, found, kind)[0]


def _taken_back(text: str, found: Sequence[Span], same: Sequence[int]) -> set[int]:
    if len(same) < 2:
        return set()
    gone = {n for n in same if denied(text, found[n]) and not (n != same[0] and _said_oh_no(text, found[n]))}
    for one, other in pairwise(same):
        gap = text[found[one].end : found[other].start]
        if other not in gone and corrects(gap) and not _moved(text, found[one].start, gap):
            gone.add(one)
    return gone if len(gone) < len(same) else set()


def _said_oh_no(text: str, thing: Span) -> bool:
    return _OH_NO.search(text[: thing.start]) is not None


def _moved(text: str, start: int, gap: str) -> bool:
    """从三号改成五号 tells of two days, and takes none back."""
    return gap[-2:-1] in "改换" and _SETS_OUT.search(text[:start]) is not None
