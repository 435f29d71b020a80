"""Everything that one text says, each character read once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from bot.language.case_judging import CaseReading
from bot.language.case_reading import read_case_numbers
from bot.language.courts import CourtDirectory, Match
from bot.language.dates import FoundDate, find_dates
from bot.language.fold import fold
from bot.language.grades import find_rating
from bot.language.heard import as_heard
from bot.language.laws import LawReference, find_laws
from bot.language.licences import Licence, find_licences
from bot.language.money import find_money
from bot.language.names import Person, find_bare_name, find_person
from bot.language.no_days import impossible_spans
from bot.language.phones import Phone, find_phones
from bot.language.sums import Sums, sums_of
from bot.language.taking_back import stated
from bot.language.times import FoundTime, find_times

_TAKEN = "■"


class Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=Span)


@dataclass(frozen=True)
class Reading:
    """What a text says. All spans are offsets into `text`, which is folded, and do not overlap.

    Courts named inside a case number are part of that number and not listed.
    """

    text: str
    case_numbers: tuple[CaseReading, ...] = ()
    licence_no: Licence | None = None
    phone: Phone | None = None
    laws: tuple[LawReference, ...] = ()
    sums: Sums = field(default_factory=Sums)
    dates: tuple[FoundDate, ...] = ()
    times: tuple[FoundTime, ...] = ()
    courts: tuple[Match, ...] = ()
    rating: int | None = None
    person: Person | None = None

    @property
    def law_name(self) -> str | None:
        """The full title of the first law named."""
        return next((law.law_name for law in self.laws if law.law_name), None)

    @property
    def article_no(self) -> int | None:
        """The first article cited."""
        return next((law.article_no for law in self.laws if law.article_no), None)


class _Page:
    """A text of which parts are read and covered, so that nothing reads them again."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, found: Iterable[_S]) -> tuple[_S, ...]:
        taken = []
        for span in found:
            if _TAKEN not in self.left[span.start : span.end] or span.start == span.end:
                taken.append(span)
        for span in taken:
            self.left = self.left[: span.start] + _TAKEN * (span.end - span.start) + self.left[span.end :]
        return tuple(taken)


def read(
    text: str, *, today: date, directory: CourtDirectory, modality: str = "text", rates: bool = False
) -> Reading:
    """Read a text once. With modality "voice", case numbers are also looked for by sound (`heard`); one
    that was found only so is marked doubtful. `rates`: it is known to give a grade."""
    folded = fold(text)
    page = _Page(folded.replace(_TAKEN, "□"))
    cases = page.take(_case_numbers(page.left, directory, today, by_ear=modality == "voice"))
    licences = page.take(find_licences(page.left, today.year))
    phones = page.take(find_phones(page.left))
    laws = page.take(find_laws(page.left))
    dates = page.take(find_dates(page.left, today))
    courts = page.take(_by_case(match, cases) for match in directory.find(page.left))
    times = page.take(find_times(page.left))
    money = page.take(find_money(page.left))
    person = find_person(page.left) or (find_bare_name(page.left) if licences else None)
    return Reading(
        folded,
        cases,
        next(iter(stated(folded, licences, lambda each: "")), None),
        next(iter(stated(folded, phones, lambda each: "")), None),
        laws,
        sums_of(folded, money),
        dates,
        times,
        courts,
        find_rating(page.left, rates=rates),
        person,
    )


def _case_numbers(text: str, directory: CourtDirectory, today: date, by_ear: bool) -> list[CaseReading]:
    if not by_ear:
        return read_case_numbers(text, directory, today)
    heard = [_by_ear(case, text) for case in read_case_numbers(as_heard(text), directory, today)]
    # 10月31 sounds like 10粤31, a year and a court
    days = [(day.start, day.end) for day in find_dates(text, today)] + impossible_spans(text)
    return [case for case in heard if case.number or not _changed(case, text) or not _within(case, days)]


def _by_case(match: Match, cases: Iterable[CaseReading]) -> Match:
    """Of several courts of a name those of a case number beside it: the very one, else of its city, else of
    its province."""
    for code in (case.court for case in cases if case.court and not match.court):
        for shared in (code, code[:3], code[:1]):
            if fitting := tuple(court for court in match.courts if court.code.startswith(shared)):
                return replace(match, courts=fitting)
    return match


def _changed(case: CaseReading, text: str) -> bool:
    """Whether something in it was found by sound alone."""
    return case.text != text[case.start : case.end]


def _within(case: CaseReading, days: Iterable[tuple[int, int]]) -> bool:
    return any(case.start < end and start < case.end for start, end in days)


def _by_ear(case: CaseReading, text: str) -> CaseReading:
    """What was found by sound is to be confirmed; a type that no code sounds like alone is to be asked
    again."""
    if case.kind == "impossible" and case.court and case.serial and not case.type_code:
        return replace(case, kind="partial", missing=("type_code",), reason="案件类型没有听清")
    if _changed(case, text):
        return replace(case, doubtful=case.doubtful or f"按读音理解为“{case.text}”，请核对")
    return case
