"""Times of day that are not the very one: about right, a bound, one end of a span."""

from __future__ import annotations

import re

_N = r"[零〇一二两三四五六七八九十\d]"
_PART = r"(?:凌晨|清晨|早上|早晨|上午|中午|晌午|下午|傍晚|晚上|夜里|[AaPp][Mm])?"
_BEFORE = re.compile(
    r"(?:大概|大约|大致|差不多|左不过|估计|可能|约莫?|将近|接近|快|(?<![最附远靠])近|不到|不过|没到|过了|超过|晚于|早于"
    rf"|最晚|最迟|最早|刚过|将将)(?:是|要|在|也就|就|到|得|都)?{_PART} ?$"
)
_AFTER = re.compile(
    r" ?(?:钟|整)? ?(?:左右|上下|前后|多|来钟|出头|许|光景|的?样子|附近|起(?!诉)|往后"
    r"|过后|过了|不到|没到|开外"
    r"|[之以]?前(?![往来去台天日])|[之以]?后(?![台天续面来])|之间|(?:或者?|还是)(?!要|得|想))"
)
_JOINT = r" ?(?:到|至|-|~|—|–|或者?|、|还是) ?"
_BEGUN = re.compile(rf"(?:[从自][^,。;]{{2,9}}到|{_N}{{1,3}}{_JOINT}|[点时半刻钟](?:{_JOINT})?){_PART} ?$")
"""The beginning of a span right before its end (九点到, 9-), or another time (九点十点都行)."""
_ENDED = re.compile(rf"{_JOINT}(?:第二天|次日)?{_PART} ?(?:{_N}{{1,3}} ?[点时]|\d{{1,2}}:\d\d)")
_FROM = re.compile(r"[从自]$")
_TO = re.compile(rf"[^,。;\d]{{0,4}}到{_PART} ?{_N}{{1,3}} ?[点时]")
_BOTH = re.compile(rf"{_PART}{_N}{{1,3}}点(?![{_N[1:-1]}半钟整一三]刻?|[多来几])")


def names_none(text: str, start: int, end: int) -> bool:
    """Whether what stands beside a time in a folded text makes it none (四点左右, 五点前, 九点到十一点)."""
    before = text[:start]
    span = _FROM.search(before) and _TO.match(text, end)
    return bool(
        span
        or _BEFORE.search(before)
        or _AFTER.match(text, end)
        or _BEGUN.search(before)
        or _ENDED.match(text, end)
        or _BOTH.match(text, end)
    )
