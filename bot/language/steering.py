"""Words that steer the talk itself: wait, skip this, send it again, give me a person."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.language.fold import fold
from bot.language.tables import read_yaml

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "steering.yml"
_PUNCTUATION = re.compile(r"[\s,。;、!?~….:\"'“”]+")
_SOFT = (
    "嗯|啊|呃|额|哦|唉|哎|诶|喂|那个|就是|呀|吧|哈|嘛|呢|啦|哟|咯|好的?|行|对了|那|这个"
    "|不好意思|抱歉|谢谢|拜托|我说|同志|老师|你好|您好|姑娘|师傅"
)
_BARE_EDGES = re.compile(rf"^(?:{_SOFT})+|(?:{_SOFT})+$")
SHORTEST_REST = 2
"""Fewer characters behind a leading word are no wish and no value."""


_MEANWHILE = re.compile(
    r"(?:[哦喔嗯啊哈,。…~ ]|你|您)*(?:我|让我|容我)(?:先|来|再)?(?:看|想|问|翻|查|找|瞅|瞧|捋|理|算|对)"
    r"[^,。… ]{0,9}?(?:[哦喔嗯啊诶噢]|[,。…~ ]+)[哦喔嗯啊,。… ]*(?=..)"
)
"""What the caller does while he lets us wait; what he says then is behind it (我看看卷宗哦，最后一个)."""

PHRASES = ("person", "waiting", "giving_up", "given_up", "by_the_way", "going_ahead")


class _Cues(NamedTuple):
    whole: dict[str, re.Pattern[str]]
    leads: dict[str, re.Pattern[str]]
    phrases: dict[str, re.Pattern[str]]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]


def steers(text: str) -> str | None:
    """What a whole utterance steers: `repeat`, `thanks`, `goodbye`, `wait`, `skip` or `resend`; None for
    anything else. (Yes, no and stop are `bot.language.short_answers`.)"""
    bare = _PUNCTUATION.sub("", fold(text)).lower()
    tried = (bare, _BARE_EDGES.sub("", bare))
    for how, pattern in _cues().whole.items():
        if any(each and pattern.fullmatch(each) for each in tried):
            return how
    return None


def leading(text: str) -> tuple[str, str] | None:
    """(`wait` | `cancel`, the rest of the folded text) where a word that steers only introduces what is said
    behind it: 等一下，案号说错了. None where nothing is led, or nothing follows."""
    folded = fold(text)
    for how, pattern in _cues().leads.items():
        if (match := pattern.match(folded)) and len(
            _PUNCTUATION.sub("", folded[match.end() :])
        ) >= SHORTEST_REST:
            begins = match.end()
            meanwhile = _MEANWHILE.match(folded, begins) if how == "wait" else None
            return how, folded[meanwhile.end() if meanwhile else begins :]
    return None


def waits(text: str) -> bool:
    """Whether anything in a sentence speaks of waiting, or of what the caller does meanwhile (我接个电话)."""
    return _cues().phrases["waiting"].search(fold(text)) is not None


def gives_up(text: str) -> bool:
    """Whether anything in a sentence speaks of giving something up (算了，下次再说)."""
    return _cues().phrases["giving_up"].search(fold(text)) is not None


def given_up(text: str) -> str | None:
    """What is said behind words that give up what was begun (不延了，我要撤诉 → 我要撤诉); None where nothing
    is given up first, or nothing follows."""
    match = _cues().phrases["given_up"].match(fold(text))
    rest = match["rest"] if match else ""
    return rest if len(_PUNCTUATION.sub("", rest)) >= SHORTEST_REST else None


def goes_ahead(text: str) -> bool:
    """Whether a sentence ends with having it done all the same (…，算了，先登记; 先给登上，…)."""
    return _cues().phrases["going_ahead"].search(fold(text)) is not None


def by_the_way(text: str) -> bool:
    """Whether a sentence begins by remembering something else (对了，还有…), which is no yes."""
    return _cues().phrases["by_the_way"].match(fold(text)) is not None


def wants_person(text: str) -> bool:
    """Whether a sentence wishes for a person, anywhere in it: 找个真人跟我说，财产被查封错了. Never for
    what is
    told of one (转了三次人工都没人接, 人工费)."""
    folded, cues = fold(text), _cues()
    return any(
        not cues.not_after.match(folded, match.end())
        and not cues.not_before.search(folded[max(0, match.start() - 6) : match.start()])
        for match in cues.phrases["person"].finditer(folded)
    )


@cache
def _cues() -> _Cues:
    rows = read_yaml(CUES)
    return _Cues(
        {how: re.compile("|".join(words), re.IGNORECASE) for how, words in rows["whole"].items()},
        {
            how: re.compile(
                rf"(?:嗯|啊|哎|诶|哦|呃|那个|{_PUNCTUATION.pattern})*"
                rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})[\s,。;、!]*"
            )
            for how, words in rows["leads"].items()
        },
        {name: re.compile("|".join(rows[name])) for name in PHRASES},
        re.compile(rows["not_after"]),
        re.compile(rows["not_before"]),
    )
