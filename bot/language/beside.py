"""Of two things in one sentence, which one something is wished for and which only stands in its way:
跟上海那个庭撞了, 同一天还有个仲裁, 让劳动争议那个挪一下."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[^,。;!?，；！？]+")
_MOVES = (
    r"(?:挪|调一?[下整开个]|改一?[期下到个天]|推[迟后]|往后[推放挪延]|延[期后]|避让|让一让|换个?时间|错开)"
)
_AGAINST = re.compile(
    r"(?:跟|和|与|(?<!合)同|因为?)(?P<other>[^,。;]{2,24}?)(?=的?(?:庭审?|时间|开庭|安排)*(?:也|都|给|正好|刚好)*"
    r"(?:撞|冲突|打架|重[了叠合]|相?碰|赶(?:到|在)一|排(?:到|在)(?:一|了同)|同一))"
)
_BESIDES = re.compile(
    r"(?:还(?:有|得|要)|[又另]有|另外有|也(?:有|要|得|是)|得去|要去|要赶|正好(?:有|在|要)|已经(?:排|定)|[得要]开)"
    r"[^,。;]{0,14}(?:庭|仲裁|听证|询问|会议)"
)
_MOVED = re.compile(
    rf"(?:让|把|将)(?P<this>[^,。;]{{2,24}}?)(?:的庭|庭期|开庭)?(?:给|先|往|能|可以|稍)*{_MOVES[:-1]}|挪|让|改|调)"
    rf"|(?P<that>[^,。;]{{2,24}}?)(?:的庭|庭期|那一?[庭场]|开庭)?(?:给我|帮我|请|想|要|能|可以)*"
    rf"(?:{_MOVES}|[开去来到出参加]+不(?:了|成)|赶不(?:过去|过来|上|及))"
)


def about(text: str) -> tuple[str, ...]:
    """Readings of a sentence from the narrowest to the widest: what is to be moved, and all that does not
    stand in its way. The first that describes anything is what is meant."""
    left = [each for each in _CLAUSE.findall(_AGAINST.sub("", text)) if not _in_the_way(each)]
    moved = [found["this"] or found["that"] for each in left if (found := _MOVED.search(each))]
    return tuple(dict.fromkeys(each for each in ("，".join(moved), "，".join(left)) if each)) or (text,)


def hindering(text: str) -> str:
    """What only stands in the way; empty where nothing does."""
    against = [found["other"] for found in _AGAINST.finditer(text)]
    return "，".join([*against, *(each for each in _CLAUSE.findall(text) if _in_the_way(each))])


def _in_the_way(clause: str) -> bool:
    return _BESIDES.search(clause) is not None and re.search(_MOVES, clause) is None
