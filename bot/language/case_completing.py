"""What a sentence says of a case number beside the number itself: its year behind it or apart from it, its
parts in another order, and what is put right (打错了，是10086)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.language.case_judging import CaseReading
from bot.language.case_types import type_pattern
from bot.language.court_table import provinces
from bot.language.digits import SPOKEN_DIGIT, to_digits
from bot.language.taking_back import corrects

Judge = Callable[[CaseReading], CaseReading]
"""Decides again whether a reading is exact, once more of it is known."""

_FULL = rf"(?P<full>20\d\d|[二两]{SPOKEN_DIGIT}{{3}})"
_YEAR = rf"(?:{_FULL}|(?P<short>\d\d|{SPOKEN_DIGIT}{{2}})(?=年)|(?P<relative>[今去前本])(?=年))"
_LED = (
    r"(?:号)?[\s,。、/;(\[（]*(?:那?就?都?是|年份|年度|立案|收案|案号|在|的|应该是|[呃嗯啊]){0,4}[是为:\s(]*"
)
_BEHIND = re.compile(
    rf"{_LED}{_YEAR}(?:年?度?[)\]）]?)"
    rf"(?!\s*\d{{1,2}} ?月|\s*[一二三四五六七八九十]{{1,2}} ?月|\d|{SPOKEN_DIGIT})"
    r"(?=$|[\s,。、;!?)]|的|立案|收案|那|年?案|号)的?"
)
_APART = re.compile(
    rf"(?:^|[\s,。、;(]|是|查){_YEAR}年(?:度)?(?:的(?=$|[\s,。;那案这])|立案的?|立的|收案的?|那个|的?案子?)"
)
_EACH = re.compile(
    r"(?P<which>前一?个?|后一?个?|第[一二三123]个?|头一?个?)(?:是|的)?(?:案子|案号)?(?:是|在)?"
    rf"{_YEAR}年?"
)
_WHICH = {"前": 0, "头": 0, "后": -1, "一": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2}
_INSTEAD = re.compile(
    rf"(?P<gap>号?[^0-9]{{1,14}}?)(?:(?P<court>[{''.join(provinces())}](?:\d{{4}}|\d{{2}})(?!\d))|(?P<type>{type_pattern()})"
    rf"|{_FULL}(?=年)|(?P<serial>\d{{1,8}}|{SPOKEN_DIGIT}{{3,8}})(?!\d|{SPOKEN_DIGIT}|年|月|万|元|点|日))"
)
_ORDER = ("year", "court", "type_code", "serial")
_BETWEEN = re.compile(r"[\s,。、;号]*")
_AND = re.compile(r"\s*(?:和|、|及|以及|跟|与|还有)\s*(?:那个)?\s*")


def completed(found: Sequence[CaseReading], text: str, today: date, judge: Judge) -> list[CaseReading]:
    """The readings with what is said of them elsewhere in the folded text."""
    whole = _of_the_same_court(_in_another_order(list(found), text, judge), text, judge)
    whole = [
        _with_year_behind(_put_right(each, until, judge), until, today, judge)
        for each, until in zip(whole, _until_next(whole, text), strict=True)
    ]
    lacking = [each for each in whole if _lacks_year(each)]
    if not lacking:
        return whole
    told = _years_of_each(lacking, text, today) or _one_year(lacking, text, today)
    return [judge(replace(each, year=told[id(each)])) if id(each) in told else each for each in whole]


def _until_next(found: Sequence[CaseReading], text: str) -> list[str]:
    """For each reading the text up to the next one."""
    starts = sorted({each.start for each in found})
    return [text[: next((at for at in starts if at >= each.end), len(text))] for each in found]


def _lacks_year(reading: CaseReading) -> bool:
    return reading.kind == "partial" and "year" in reading.missing and bool(reading.serial)


def _year(match: re.Match[str], today: date) -> int:
    if match["relative"]:
        return today.year - {"今": 0, "本": 0, "去": 1, "前": 2}[match["relative"]]
    digits = to_digits(match["full"] or match["short"])
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _with_year_behind(reading: CaseReading, text: str, today: date, judge: Judge) -> CaseReading:
    """沪0115民初20457，今年的 · …/2026 · …（2026） · …，年份是2026."""
    if not _lacks_year(reading):
        return reading
    match = _BEHIND.match(text, reading.end)
    if match is None:
        return reading
    end = match.end() + text.startswith((")", "]"), match.end())
    return judge(replace(reading, year=_year(match, today), end=end, text=text[reading.start : end]))


def _years_of_each(lacking: Sequence[CaseReading], text: str, today: date) -> dict[int, int]:
    """前一个2025年，后一个2026年."""
    told: dict[int, int] = {}
    for match in _EACH.finditer(text):
        place = _WHICH[next(c for c in match["which"] if c in _WHICH)]
        if place < len(lacking):
            told[id(lacking[place])] = _year(match, today)
    return told


def _one_year(lacking: Sequence[CaseReading], text: str, today: date) -> dict[int, int]:
    """One year told apart from the numbers (2026年的案子，…) is theirs, several of one serial list too."""
    spans = [(each.start, each.end) for each in lacking]
    years = {
        _year(match, today)
        for match in _APART.finditer(text)
        if not any(start <= match.start() < end for start, end in spans)
    }
    return {id(each): min(years) for each in lacking} if len(years) == 1 else {}


def _in_another_order(found: list[CaseReading], text: str, judge: Judge) -> list[CaseReading]:
    """民初10086，京0105: two readings side by side that know different parts are one."""
    joined: list[CaseReading] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and _BETWEEN.fullmatch(text[before.end : each.start]) and _complement(before, each):
            known: dict[str, Any] = {name: getattr(before, name) or getattr(each, name) for name in _ORDER}
            end = max(before.end, each.end)
            joined[-1] = judge(
                replace(before, **known, end=end, text=text[before.start : end], kind="partial", reason="")
            )
        else:
            joined.append(each)
    return joined


def _of_the_same_court(found: list[CaseReading], text: str, judge: Judge) -> list[CaseReading]:
    """执恢77号和执异12号 are of one court and year, where that court can have them."""
    shared: list[CaseReading] = []
    for each in found:
        before = shared[-1] if shared else None
        alone = (
            each.kind == "partial" and each.serial and not (each.year or each.court or each.court_candidates)
        )
        if before and before.number and alone and _AND.fullmatch(text[before.end : each.start]):
            whole = judge(replace(each, year=before.year, court=before.court, reason=""))
            each = whole if whole.kind == "exact" and not whole.doubtful else each
        shared.append(each)
    return shared


def _complement(one: CaseReading, other: CaseReading) -> bool:
    if {one.kind, other.kind} != {"partial"} or one.reason or other.reason:
        return False
    return not any(getattr(one, name) and getattr(other, name) for name in _ORDER)


def _put_right(reading: CaseReading, text: str, judge: Judge) -> CaseReading:
    """2026京0105民初1086，打错了，是10086: what is said again counts."""
    if reading.kind not in ("exact", "partial") or not reading.serial:
        return reading
    match = _INSTEAD.match(text, reading.end)
    if match is None or not corrects(match["gap"]):
        return reading
    instead: dict[str, Any] = {
        "court": match["court"],
        "type_code": match["type"],
        "year": int(to_digits(match["full"])) if match["full"] else None,
        "serial": int(to_digits(match["serial"])) if match["serial"] else None,
    }
    parts = {name: value or getattr(reading, name) for name, value in instead.items()}
    end = match.end()
    again = replace(reading, kind="partial", number=None, doubtful="", taken_back=reading.number)
    return judge(replace(again, **parts, end=end, text=text[reading.start : end]))
