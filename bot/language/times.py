"""Times of day as they are said.

A time is the very one or none: what is about right (四点左右, 快十一点), a bound (五点前) and a span
(九点到十一点, 两点或者两点半) have no value. Hours from one to six without 上午 or 凌晨 are afternoon:
courts sit by day.
"""

import re
from dataclasses import dataclass
from datetime import time

from bot.language.digits import read_integer
from bot.language.fold import fold
from bot.language.open_times import names_none


@dataclass(frozen=True)
class FoundTime:
    """A time of day and where it stands in the folded text."""

    value: time
    start: int
    end: int


_N = r"[零〇一二两三四五六七八九十\d]"
_EVENING = ("晚上", "夜里", "半夜", "深夜", "晚")
_AFTERNOON = ("pm", "下午", "午后", "傍晚", *_EVENING)
_PART = (
    rf"(?:(?P<part>[AaPp][Mm]|凌晨|清晨|早上|早晨|上午|中午|晌午|{'|'.join(_AFTERNOON[:-1])}"
    rf"|(?<![最较更太])[早晚])\s*)?"
)
_MINUTE = (
    r"(?:[零〇][一二三四五六七八九\d]|\d\d|[二三四五]?十[一二三四五六七八九]?) ?分?|[一二三四五六七八九\d]分"
)
_HOUR = rf"(?P<hour>{_N}{{1,3}}) ?[点时]"
_SPREAD = re.compile("[一二两三四五六七八九]{2}")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_TIME = re.compile(
    rf"{_PART}(?:(?<![\d:.])(?P<ch>[01]?\d|2[0-3])(?::|(?(part)\.|:))(?P<cm>[0-5]\d)(?![\d:])"
    rf"(?: ?(?P<half>[AaPp][Mm])(?![A-Za-z]))?"
    rf"|差(?P<short>[一三]刻|{_N}{{1,3}}分)钟?到?(?P<next>{_N}{{1,3}})点"
    rf"|{_HOUR}(?:(?P<after>钟|整|半|[一三]刻)| ?过?(?P<minute>{_MINUTE})|过(?P<past>[一三]刻)"
    rf"|差(?P<to>[一三]刻|{_N}{{1,3}}分))?)"
    rf"(?!{_N}|[半多来几点廿卅万亿千百倍元块%‰]|个百分|要求|理由|意见|建议|原因|请求|问题|说明|看法|想法|事项|疑问|补充|情况"
    r"|间|限|候|都|也|的利)"
)
_NOT_BEFORE = re.compile(rf"[第几百千万亿廿卅卌半] ?$|(?<!周)(?<!星期)(?<!礼拜){_N} ?$")
_POINTS_BEFORE = re.compile(r"(?:说|讲|谈|提|补充|强调|有|这|那|共|几|的)$")
_PAUSE = re.compile(r"$|[\s,。;:!?吧啊想要]")


def find_times(text: str) -> list[FoundTime]:
    """Every time of day said in a text, in order; what counts points is none (快一点, 说两点, 三点意见), nor
    what names no exact one."""
    folded = fold(text)
    found = []
    for match in _TIME.finditer(folded):
        if not (_points(match, folded) or names_none(folded, match.start(), match.end())) and (
            value := _time(match)
        ):
            found.append(FoundTime(value, match.start(), match.end()))
    return found


def _points(match: "re.Match[str]", text: str) -> bool:
    before = text[: match.start()]
    if not match["part"] and _NOT_BEFORE.search(before):
        return True
    if not match["hour"]:
        return False
    if match["hour"] == "一" and match["part"] in ("早", "晚"):
        return True  # 早一点
    bare = not (match["part"] or match["after"] or match["minute"] or match["past"] or match["to"])
    counted = _POINTS_BEFORE.search(before) and _PAUSE.match(text, match.end())
    return bare and (match["hour"] in ("一", "有一") or bool(counted))


def _minutes(said: str) -> int:
    return _QUARTERS.get(said) or read_integer(said.removesuffix("分").lstrip("零〇") or "零") or 0


def _time(match: "re.Match[str]") -> time | None:
    clock, part = match["ch"], (match["part"] or match["half"] or "").lower() or None
    hour = _hour(clock or match["hour"] or match["next"])
    if match["hour"] and _SPREAD.search(match["hour"]):
        return None  # 下午两三点
    minute = int(match["cm"]) if clock else _minutes(match["minute"] or match["past"] or match["after"] or "")
    if hour is None or not 0 <= hour <= 24 or minute > 59:
        return None
    if part in _EVENING and 1 <= hour < 5:
        pass  # 半夜两点
    elif (
        (part in _AFTERNOON and hour < 12)
        or (part in ("中午", "晌午") and hour < 6)
        or (part is None and 1 <= hour <= 6 and not clock)
    ):
        hour += 12
    elif hour == 12 and part in (*_EVENING, "凌晨"):
        hour = 0
    total = hour * 60 + minute - _minutes(match["short"] or match["to"] or "")
    return time(total // 60 % 24, total % 60)


def _hour(said: str) -> int | None:
    return 0 if said in ("零", "〇") else read_integer(said)
