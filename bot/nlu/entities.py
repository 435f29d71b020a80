"""Everything that a message says, by name: `bot.language.reading` as entities.

Values are JSON: amounts as decimal strings, dates in ISO 8601, courts as {code, name}. What was read but
cannot be right, or is not complete, comes under names of its own (`case_problem`, `case_part`,
`case_doubt`, `licence_problem`, `about_amount`), so that the dialogue can say so instead of asking the
same question again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.language.case_judging import CaseReading
from bot.language.courts import CourtDirectory
from bot.language.reading import Reading
from bot.language.taking_back import stated

BEIJING = ZoneInfo("Asia/Shanghai")
RATING = "feedback.rate"
"""The function whose sentences are known to give a grade."""


class Found(NamedTuple):
    """One thing read; the span counts characters of the folded text."""

    entity: str
    value: Any
    start: int
    end: int


@dataclass
class Directory:
    """The court directory, read again when an import has written a new one."""

    path: Path | None
    stamp: float = -1.0
    courts: CourtDirectory | None = None

    def current(self) -> CourtDirectory:
        stamp = self.path.stat().st_mtime if self.path and self.path.exists() else 0.0
        if self.courts is None or stamp != self.stamp:
            default = CourtDirectory.load_default()
            self.courts = default.with_file(self.path) if self.path and stamp else default
            self.stamp = stamp
        return self.courts


def today_in_beijing() -> date:
    return datetime.now(BEIJING).date()


def found_in(reading: Reading) -> list[Found]:
    """All that a reading holds, by kind; of several of one kind not those denied (不是八十万，是八十八万)."""
    return stated(reading.text, list(_all(reading)), lambda each: each.entity)


def _all(reading: Reading) -> Iterator[Found]:
    for case in reading.case_numbers:
        yield _case(case)
        if case.doubtful:
            yield Found("case_doubt", case.doubtful, case.start, case.end)
    if reading.licence_no:
        licence = reading.licence_no
        usable = licence.kind in ("lawyer", "trainee")
        yield Found(
            "licence_no" if usable else "licence_problem",
            licence.digits if usable else licence.reason,
            licence.start,
            licence.end,
        )
    if reading.phone:
        yield Found("phone", reading.phone.number, reading.phone.start, reading.phone.end)
    for each in reading.sums.counting:
        yield Found("amount_yuan", f"{each.yuan:f}", each.start, each.end)
        yield Found("sum", {"yuan": f"{each.yuan:f}", "role": each.role.value}, each.start, each.end)
    if reading.sums.base is not None:
        yield Found("sum_base", f"{reading.sums.base:f}", 0, len(reading.text))
    for other in reading.sums.foreign:
        foreign = {"amount": f"{other.amount:f}", "currency": other.currency}
        yield Found("foreign", foreign, other.start, other.end)
    for about in reading.sums.about:
        yield Found("about_amount", about.words, about.start, about.end)
    for day in reading.dates:
        yield Found("date", day.value.isoformat(), day.start, day.end)
        if day.contradicted:
            said = {"date": day.value.isoformat(), "weekday": day.weekday_said}
            yield Found("date_contradicted", said, day.start, day.end)
        if day.working_days:
            counted = {"date": day.value.isoformat(), "working_days": day.working_days}
            yield Found("date_counted", counted, day.start, day.end)
    for time in reading.times:
        yield Found("time", time.value.strftime("%H:%M"), time.start, time.end)
    for match in reading.courts:
        yield Found(
            "court",
            [{"code": court.code, "name": court.name} for court in match.courts],
            match.start,
            match.end,
        )
        if match.former:
            former = {"name": match.former.name, "since": match.former.since}
            yield Found("court_former", former, match.start, match.end)
    if reading.rating:
        yield Found("rating", reading.rating, 0, len(reading.text))
    if reading.person:
        yield Found("person", reading.person.name, reading.person.start, reading.person.end)
    for law in reading.laws:
        if law.law_name:
            yield Found("law_name", law.law_name, law.start, law.end)
        if law.article_no:
            yield Found("article_no", law.article_no, law.start, law.end)
            if law.inserted:
                cited = {"article_no": law.article_no, "inserted": law.inserted}
                yield Found("article_inserted", cited, law.start, law.end)


def _case(case: CaseReading) -> Found:
    if case.kind == "exact" and case.number:
        return Found("case_number", case.number.canonical, case.start, case.end)
    if case.kind == "impossible":
        return Found("case_problem", case.reason, case.start, case.end)
    if case.kind == "old_style":
        return Found("case_old", case.text, case.start, case.end)
    part = {
        "year": case.year,
        "court": case.court,
        "type_code": case.type_code,
        "serial": case.serial,
        "courts": [court.code for court in case.court_candidates],
        "court_names": [court.name for court in case.court_candidates],
    }
    return Found("case_part", part, case.start, case.end)
