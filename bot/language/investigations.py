"""From whom what evidence is to be obtained: 去X调Y, 向X调取Y."""

from __future__ import annotations

import re

_TAKES = r"(?:调取|调查收集|调查|收集|查询|查一?下|调(?!解)|查(?!封)|取)(?:一下|一份)?"
_FROM = re.compile(
    rf"(?:到|向|去|找)(?P<holder>(?!法院|你们|贵院)[^,，。;；!！]{{2,30}}?)(?:那里|那边|那儿|处)?(?:去|来|申请)?{_TAKES}(?P<sought>[^,，。;；!！]{{2,80}})"
)
_WHAT = re.compile(r"^(?:吧|了|啊|证据$|取证$)|^(?:的|出|到)")


def holder(text: str) -> str | None:
    """The authority or person who has it."""
    found = _FROM.search(text)
    return found["holder"] if found else None


def sought(text: str) -> str | None:
    """The evidence itself; None where only 取证, 证据 is said."""
    found = _FROM.search(text)
    what = re.sub(r"[吧啊了呢的]+$", "", found["sought"]) if found else ""
    return what if len(what) >= 3 and not _WHAT.search(what) else None
