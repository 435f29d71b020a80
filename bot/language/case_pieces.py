"""A case number that comes in pieces (京0105 · 民初一万零八十六号 · 今年的): what a text adds to the parts
that are known, and what is still missing. Nothing is guessed: a part counts as it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.language.case_judging import CaseReading, judge
from bot.language.case_reading import read_case_numbers
from bot.language.choices import choose
from bot.language.court_table import Court
from bot.language.courts import CourtDirectory
from bot.language.fold import fold

PARTS = ("year", "court", "type_code", "serial")
LONGEST = 14
"""Characters of a text at most that is nothing but one part."""
_AROUND = re.compile(
    r"^(?:[嗯呃啊哦,，。\s]|那?就?是|应该是|编号|序号|案号|法院)+|(?:[,，。.!\s]|吧|啊|呢|哈)+$"
)
_BEFORE_YEAR = re.compile(r"(?:年份|年度|收案|立案|是|在|应该|[今去前]年(?:立|收)?案?的?|[嗯呃啊,， ])*")
_FOUR_DIGITS = re.compile(r"\d{4}")
ANY_COURT, ANY_TYPE, ANY_SERIAL = "京0105", "民初", "1号"
"""Put round a part that is read alone."""


def unknown() -> CaseReading:
    return CaseReading("partial", 0, 0, "", missing=PARTS)


def told(text: str, known: CaseReading, directory: CourtDirectory, today: date) -> CaseReading | None:
    """The number with what a text adds to it: `partial`, `exact` or `impossible`. None where it adds
    nothing."""
    new = _read(text, directory, today) or next(
        _alone(_AROUND.sub("", fold(text)), known, directory, today), {}
    )
    if not new:
        return None
    candidates = () if new.get("court") else new.pop("court_candidates", known.court_candidates)
    court = {"court": None} if candidates and not new.get("court") else {}
    reading = replace(known, **{**court, **new}, court_candidates=candidates)
    return judge(replace(reading, kind="partial"), directory, today)


def _read(text: str, directory: CourtDirectory, today: date) -> dict[str, Any]:
    """The parts of the first number in a text, whole or not."""
    found = next(iter(read_case_numbers(text, directory, today)), None)
    return {} if found is None or found.kind == "old_style" else _parts_of(found)


def _parts_of(reading: CaseReading) -> dict[str, Any]:
    said: Mapping[str, Any] = {
        name: getattr(reading, name) for name in (*PARTS, "special", "court_candidates")
    }
    return {name: value for name, value in said.items() if value}


def _alone(said: str, known: CaseReading, directory: CourtDirectory, today: date) -> Iterator[dict[str, Any]]:
    """What a text is, if it is nothing but one of the missing parts."""
    if not said or len(said) > LONGEST:
        return

    def read(text: str) -> CaseReading | None:
        found = read_case_numbers(text, directory, today)
        return found[0] if len(found) == 1 and found[0].end == len(text) else None

    if "year" in known.missing:
        year = read(f"{said}{ANY_COURT}{ANY_TYPE}{ANY_SERIAL}")
        if year and year.year and _BEFORE_YEAR.fullmatch(said[: year.start]):
            yield {"year": year.year}
    if "court" in known.missing:
        yield from _court(said, known.court_candidates, directory)
    if "type_code" in known.missing and (kind := read(f"{ANY_COURT}{said.rstrip('的字案')}{ANY_SERIAL}")):
        yield {"type_code": kind.type_code, "special": kind.special} if kind.type_code else {}
    if "serial" in known.missing and not ("year" in known.missing and _FOUR_DIGITS.fullmatch(said)):
        serial = read(f"{ANY_COURT}{ANY_TYPE}{said}")
        if serial and serial.serial and not serial.year:
            yield {"serial": serial.serial}


def _court(said: str, offered: tuple[Court, ...], directory: CourtDirectory) -> Iterator[dict[str, Any]]:
    picked = choose(said, [court.name for court in offered])
    courts = tuple(offered[n] for n in picked) if picked else directory.read(said.rstrip("的"))
    if courts:
        yield {"court": courts[0].code} if len(courts) == 1 else {"court_candidates": courts}
