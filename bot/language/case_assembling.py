"""A case number whose parts stand in any order, with the hesitations of speech between them, and what is put
right among them: 民初10086号，京0105的，2026年 · 2026粤0106，民初，哦不对，民终3301号.

Every part is found by itself; parts that only what people say between them keeps apart belong together. Of
two parts of one kind the later counts where the words between say so; without such words they are two
numbers, and nothing is put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from bot.language.case_judging import CaseReading
from bot.language.case_number import FIRST_YEAR
from bot.language.case_patterns import sign_of
from bot.language.case_types import type_pattern, undouble
from bot.language.courts import CourtDirectory
from bot.language.digits import DIGIT, SPOKEN_DIGIT, read_integer, to_digits
from bot.language.taking_back import corrects

Judge = Callable[[CaseReading], CaseReading]
PARTS = ("year", "court", "type_code", "serial")
_BETWEEN = re.compile(
    r"(?:[\s,，.。、·:：;；\-—–_*()（）\[\]【】〔〕]|的|呃|嗯|啊|哦|噢|额|那个|这个|就是|然后|接着|应该是|是|为|在|年份|年度|年"
    r"|案号|案件|案子|案|法院|高院|中院|号|字第?|第|立案的?|立的|收案的?|收的|吧|呢|啊|对|我看看|我想想|等一下|稍等|后面|前面)*"
)
LONGEST_PLACE = 8
"""Characters of a place between a province and the digits of a court (湖北武汉零一零六)."""
_YEAR = (
    rf"(?P<year>20[12]\d(?!\d)|[二两]\s?[零〇洞]\s?[一二幺]\s?{SPOKEN_DIGIT}(?!{SPOKEN_DIGIT})|[二两]千[零〇]?[一二]十[一二三四五六七八九]?)(?=\s*年)?"
    rf"|(?<!{SPOKEN_DIGIT})(?<!\d)(?P<short>\d\d|{SPOKEN_DIGIT}\s?{SPOKEN_DIGIT})年(?![以前来多内后间限])"
    r"|(?P<relative>[今去前])年(?!以|就|来|天)"
)
_FULL = rf"(?:20[12]\d|[二两][零〇][一二幺]{SPOKEN_DIGIT})"
_SERIAL = (
    rf"(?P<said>[一二两三四五六七八九]?[十百千万][一二两三四五六七八九十百千万零〇]*)(?=\s*号|$|[\s,，。;；])"
    rf"|(?P<digits>(?:\d{{1,8}}?|{SPOKEN_DIGIT}{{1,8}}?)(?={_FULL}年)|\d{{1,8}}(?!\d)|{SPOKEN_DIGIT}(?:\s?{SPOKEN_DIGIT}){{0,7}}(?!{SPOKEN_DIGIT}))"
)
_YEAR_BEHIND_TYPE = re.compile(rf"\s*年|[\s,，]+(?:\d|{SPOKEN_DIGIT})")
_DAY = re.compile(r"\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月")
_FILED = re.compile(
    r"\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月份?(?:[\d一二三四五六七八九十]{1,3}[日号])?\s*(?:份)?(?:立|收)案?的?"
)
"""The month in which a case was filed: its year is that of the number."""
_NO_SERIAL = re.compile(r"\s*(?:几|多(?!少)|年|月|日|点|分|万|亿|元|块|%|个|天|条|页|楼|层|次|人|岁|份|庭)")


@dataclass(frozen=True)
class Part:
    kind: str
    value: Any
    start: int
    end: int


def assembled(
    found: Sequence[CaseReading], text: str, directory: CourtDirectory, today: date, judge: Judge
) -> list[CaseReading]:
    """The readings with those numbers whole that stood in pieces. A number that was exact stays, unless a
    part behind it is put right."""
    kept = list(found)
    for chain in _chains(list(_parts(text, directory, today)), text):
        reading = _reading(chain, text, judge)
        if reading is None:
            continue
        beneath = [each for each in kept if each.start < reading.end and reading.start < each.end]
        exact = [each for each in beneath if each.kind == "exact"]
        if exact and (len(exact) > 1 or not _put_right(exact[0], chain, text)):
            continue
        before = exact[0].number if exact and exact[0].number != reading.number else None
        kept = [each for each in kept if each not in beneath] + [replace(reading, taken_back=before)]
    return sorted(kept, key=lambda each: (each.start, each.serial or 0))


def _put_right(exact: CaseReading, chain: Sequence[Part], text: str) -> bool:
    """Whether parts stand behind a number that was read, and the words before them put it right."""
    behind = [part for part in chain if part.start >= exact.end]
    return bool(behind) and corrects(text[exact.end : behind[0].start]) and exact.taken_back is None


def _reading(chain: Sequence[Part], text: str, judge: Judge) -> CaseReading | None:
    known = {part.kind: part.value for part in chain}
    if set(known) != set(PARTS):
        return None
    start, end = min(part.start for part in chain), max(part.end for part in chain)
    end += text.startswith("号", end)
    partial = CaseReading("partial", start, end, text[start:end], **known)
    reading = judge(partial)
    return reading if reading.kind == "exact" else None


def _chains(parts: Sequence[Part], text: str) -> Iterator[list[Part]]:
    """Neighbouring parts, up to one whose kind was said already and is not put right."""
    chain: list[Part] = []
    for part in parts:
        gap = text[chain[-1].end : part.start] if chain else ""
        again = any(part.kind == each.kind for each in chain)
        right = corrects(gap)
        if chain and not (right or (_BETWEEN.fullmatch(gap) and not again)):
            yield chain
            chain = []
        chain = [each for each in chain if each.kind != part.kind] + [part]
    if chain:
        yield chain


def _parts(text: str, directory: CourtDirectory, today: date) -> Iterator[Part]:
    """Each part where it stands; a serial is what follows a type, or is called 号."""
    at = 0
    seen: list[Part] = []
    while match := _any().search(text, at):
        part = _part(match, text, directory, today, seen)
        at = part.end if part else match.start() + 1
        if part:
            seen.append(part)
            yield part


def _part(
    match: re.Match[str], text: str, directory: CourtDirectory, today: date, seen: Sequence[Part]
) -> Part | None:
    start, end = match.span()
    kinds = [part.kind for part in seen[-2:]]
    if match["relative"]:
        return Part("year", today.year - {"今": 0, "去": 1, "前": 2}[match["relative"]], start, end)
    if match["short"]:
        short = int(to_digits(re.sub(r"\s", "", match["short"])))
        fits = FIRST_YEAR <= 2000 + short <= today.year and not _DAY.match(text, end - 1)
        return Part("year", 2000 + short, start, end) if fits else None
    if match["year"] and not text.startswith("号", end):
        said = re.sub(r"\s", "", match["year"])
        year = read_integer(said) if "千" in said else int(to_digits(said))
        serial = kinds[-1:] == ["type_code"] and not _YEAR_BEHIND_TYPE.match(text, end)
        if year and (filed := _FILED.match(text, end)):
            return Part("year", year, start, filed.end())
        if year and not serial and not _DAY.match(text, end):
            return Part("year", year, start, end)
    if match["province"]:
        return _court(match, directory)
    if match["type"]:
        return Part("type_code", undouble(match["type"]), start, end)
    if _NO_SERIAL.match(text, end):
        return None
    called = text[end : end + 2].lstrip().startswith("号")
    follows = kinds[-1:] in (["type_code"], ["serial"]) or kinds == ["type_code", "year"]
    if not (called or follows):
        return None
    said = match["said"] or match["digits"] or match["year"]
    value = read_integer(said) if match["said"] else int(to_digits(re.sub(r"\s", "", said)))
    return Part("serial", value, start, end) if value else None


def _court(match: re.Match[str], directory: CourtDirectory) -> Part | None:
    """京0105, 豫十六; with a place between only where the court of that code lies there."""
    sign = sign_of()[match["province"]]
    seat = re.sub(r"\s", "", match["seat"])
    digits = f"{read_integer(seat):02d}" if "十" in seat else to_digits(seat)
    court = directory.get(sign + digits)
    if court is None:
        return None
    place = re.sub(r"省|市|区|县|的|\s", "", match["place"] or "")
    if place and place[:2] not in court.name:
        return None
    return Part("court", court.code, match.start(), match.end())


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    provinces = "|".join(sorted(sign_of(), key=len, reverse=True))
    tens = "十[一二三四五六七八九]?|[一二三]十[一二三四五六七八九]?"
    seat = rf"(?:{DIGIT}\s?){{3}}{DIGIT}(?!{DIGIT})|{DIGIT}\s?{DIGIT}(?!{DIGIT})|{tens}"
    return re.compile(
        rf"{_YEAR}|(?P<province>{provinces})省?(?P<place>(?:(?!{DIGIT})[\u4e00-\u9fff]){{2,{LONGEST_PLACE}}}?)?\s*-?(?P<seat>{seat})"
        rf"|(?P<type>{type_pattern()})|{_SERIAL}"
    )
