"""Case numbers as lawyers write and say them.

What is missing is said and never guessed; what is odd is marked and never refused (a lawyer may know
better than our tables). 刑 and 行 stay as they were written: whether they were heard right is for `sounds`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from bot.language import case_patterns as patterns
from bot.language.case_assembling import assembled
from bot.language.case_completing import completed
from bot.language.case_judging import CaseReading, judge
from bot.language.case_number import FIRST_YEAR
from bot.language.case_types import case_types, match_type, spelt_out, undouble
from bot.language.court_table import Court
from bot.language.courts import CourtDirectory, Match
from bot.language.digits import DIGIT_OF, read_integer, to_digits
from bot.language.fold import fold

LONGEST_RANGE = 50
LONGEST_PLACE = 8
SURE_SERIAL = 4
"""So many digits at least are a further serial without 号 behind them."""


_Named = dict[int, tuple[Court, ...]]


def read_case_numbers(text: str, directory: CourtDirectory, today: date) -> list[CaseReading]:
    """Every case number in a text, in order. A list or range of serials gives one reading each."""
    folded = spelt_out(fold(text))
    marked, named = _mark_courts(folded, directory)
    found: list[CaseReading] = []
    position = 0
    while match := patterns.whole().search(marked, position):
        reading = _whole(match, folded, named, directory, today)
        position = reading.end if reading else match.end("type")
        if reading:
            found += (reading, *_more(reading, folded))
            position = found[-1].end
    for match in patterns.untyped().finditer(marked):
        reading = _untyped(match, folded, directory, today)
        if reading and not _overlapping(reading, found):
            found.append(reading)
    for reading in (*_unknown_provinces(folded, today), *_old_style(folded, today)):
        beneath = _overlapping(reading, found)
        if not any(other.court for other in beneath):
            found = [other for other in found if other not in beneath] + [reading]
    places = {courts for courts in named.values()}
    if len(places) == 1:
        (near,) = places
        found = [replace(r, court_candidates=near) if _unplaced(r) else r for r in found]
    found.sort(key=lambda r: (r.start, r.serial or 0))
    again = partial(judge, directory=directory, today=today)
    return assembled(completed(found, folded, today, again), folded, directory, today, again)


def _unplaced(reading: CaseReading) -> bool:
    """Whether the one court named elsewhere in the sentence may be offered as the court of this number."""
    return (
        reading.kind == "partial"
        and "court" in reading.missing
        and not (reading.court_candidates or reading.reason)
    )


def _mark_courts(text: str, directory: CourtDirectory) -> tuple[str, _Named]:
    """The text with every court's name replaced by signs, and the courts that stood there."""
    named: _Named = {}
    courts = directory.find(text) if "院" in text else []
    for match in (*courts, *_shortest_names(text, directory)):
        if text[match.start : match.end].strip(patterns.NAMED + patterns.NAMED_ON):
            named[match.start] = match.courts
            signs = patterns.NAMED + patterns.NAMED_ON * (match.end - match.start - 1)
            text = text[: match.start] + signs + text[match.end :]
    return text, named


def _shortest_names(text: str, directory: CourtDirectory) -> Iterator[Match]:
    """Places that stand for their court right before a type code: 龙岗民初667."""
    for found in patterns.typed().finditer(text):
        place = text[max(0, found.start() - LONGEST_PLACE) : found.start()].rstrip(" ")
        if not place or place[-1] in DIGIT_OF:
            continue
        end = max(0, found.start() - LONGEST_PLACE) + len(place)
        court = "中院" if case_types()[undouble(found["type"])].not_at == "基层" else "法院"
        for match in directory.find(place + court):
            if match.end == len(place) + len(court) and match.end - match.start > len(court):
                start = end - (match.end - match.start - len(court))
                yield Match(start, end, text[start:end], match.courts)


def _overlapping(reading: CaseReading, others: list[CaseReading]) -> list[CaseReading]:
    return [other for other in others if other.start < reading.end and reading.start < other.end]


def _year(match: "re.Match[str]", today: date, certain: bool) -> int | None:
    """The year that was said; two bare digits count only with 年, a bracket or a court right after them."""
    if match["year8"]:
        return int(match["year8"][::2])
    if match["said_year"]:
        return read_integer(match["said_year"])
    if match["heard_year"]:
        return 2020 + int(match["heard_year"][-1])
    if match["year4"]:
        return int(to_digits(match["year4"]))
    if match["year2"] and (match["nian"] or match["nian2"] or match["open"] or match["close"] or certain):
        return 2000 + int(to_digits(match["year2"]))
    if match["relative"] and (match["nian"] or match["nian2"]):
        return today.year - {"今": 0, "本": 0, "去": 1, "前": 2}[match["relative"]]
    return None


def _serial(match: "re.Match[str]", text: str) -> tuple[int | None, int]:
    """The serial and where it ends; digits after a blank that begin the next number are left to it."""
    end = match.end()
    if match["thousands"]:
        return int(match["thousands"].replace(",", "")), end
    if said := match["said_serial"] or match["mixed_serial"]:
        return read_integer(said), end
    digits = match["digits"]
    if not digits:
        return None, end
    if begun := patterns.YEAR_OF_NEXT.match(text, match.start("digits")):
        return None, begun.start()
    if parted := patterns.YEAR_APART.fullmatch(text[match.start("digits") : match.end("digits")]):
        digits = parted["serial"]
        return int(to_digits(digits)), match.start("digits") + len(digits)
    if patterns.BEGINS_NEXT.match(text, match.end("digits")):
        kept = (
            digits[: digits.rindex(" ")] if " " in digits else digits if digits.isdecimal() else digits[:-1]
        )
        digits = kept or digits
        end = match.start("digits") + len(digits)
    return int(to_digits(digits)), end


def _court_of(match: "re.Match[str]", named: _Named) -> tuple[str | None, tuple[Court, ...], str]:
    """The court's code, the candidates of an ambiguous name, and what is wrong with the code, in
    Chinese."""
    if match["named"]:
        courts = named.get(match.start("named"), ())
        return (courts[0].code, (), "") if len(courts) == 1 else (None, courts, "")
    if match["supreme"]:
        return "最高法", (), ""
    if not match["province"]:
        return None, (), ""
    sign = _sign(match["province"])
    seat = to_digits(re.sub(r"[\s\-]", "", match["seat"]))
    if len(seat) in (0, 2, 4):
        return sign + seat, (), ""
    return None, (), f"法院代字“{sign}{seat}”应当是一个省份简称加两位或四位数字"


def _sign(word: str) -> str:
    return patterns.sign_of().get(word) or patterns.sign_of()[undouble(word)]


def _whole(
    match: "re.Match[str]", text: str, named: _Named, directory: CourtDirectory, today: date
) -> CaseReading | None:
    type_code = undouble(match["type"])
    court, candidates, fault = _court_of(match, named)
    placed = bool(court or candidates or fault)
    year = _year(match, today, certain=placed)
    serial, end = _serial(match, text)
    if serial is not None and patterns.NOT_SERIAL_AFTER.match(text, end) and not match["hao"]:
        serial, end = None, match.end("type")
    if serial is None:
        seated = bool(match["named"] or match["supreme"] or match["seat"])
        if len(type_code) < 2 or not (seated or (year and placed)):
            return None
    elif not placed and (not match["hao"] and (len(type_code) < 2 or serial < 10)):
        return None
    start = match.start() if year or not placed else _first(match, "named", "supreme", "province")
    start += len(text[start:]) - len(text[start:].lstrip(" "))
    if not year and not placed:
        start = match.start("special") if match["special"] else match.start("type")
        if patterns.NOT_TYPE_BEFORE.search(text[:start]):
            return None
    special = "知" if match["special"] else ""
    reading = CaseReading(
        "partial",
        start,
        end,
        text[start:end],
        None,
        year,
        court,
        special,
        type_code,
        serial or None,
        court_candidates=candidates,
        reason=fault,
    )
    if not year and (trailing := patterns.TRAILING_YEAR.match(text, end)):
        said = int(to_digits(trailing["year"] or trailing["bare_year"]))
        end = trailing.end()
        reading = replace(reading, year=said if said > 99 else 2000 + said, end=end, text=text[start:end])
    return judge(reading, directory, today, by_name=bool(match["named"]))


def _first(match: "re.Match[str]", *groups: str) -> int:
    return min(match.start(group) for group in groups if match[group])


def _more(first: CaseReading, text: str) -> Iterator[CaseReading]:
    """The further serials of 3827、3828号 and 18775-18776号."""
    if not first.serial:
        return
    items: list[tuple[str, int, int]] = []
    position, closed = first.end, False
    while match := patterns.MORE.match(text, position):
        serial = read_integer(match["said"]) if match["said"] else int(to_digits(match["digits"]))
        items.append((match["how"], serial or 0, match.end()))
        position, closed = match.end(), bool(match["hao"])
    alike = all(serial for _, serial, _ in items) and all(
        len(str(serial)) == len(str(first.serial)) >= SURE_SERIAL for _, serial, _ in items
    )
    if not (closed or (alike and patterns.ENDS_LIST.match(text, position))):
        return
    before = first.serial
    for how, serial, end in items:
        reach = serial
        if how in "到至~-—–" and serial < before and len(str(serial)) < len(str(before)):
            reach = int(str(before)[: -len(str(serial))] + str(serial))
        spread = how in "到至~-—–" and 0 < reach - before <= LONGEST_RANGE
        for each in range(before + 1, reach + 1) if spread else (serial,):
            number = replace(first.number, serial=each) if first.number else None
            yield replace(first, number=number, serial=each, end=end, text=text[first.start : end])
        before = reach


def _untyped(match: "re.Match[str]", text: str, directory: CourtDirectory, today: date) -> CaseReading | None:
    year = _year(match, today, certain=True)
    sign, seat = _sign(match["province"]), to_digits(re.sub(r"\s", "", match["seat"]))
    court, word = sign + seat, match["word"]
    serial, end = _serial(match, text)
    if serial is not None and not word and not match["hao"] and patterns.NOT_SERIAL_AFTER.match(text, end):
        serial, end = None, match.end("seat")
    start = match.start() if year else match.start("province")
    reading = CaseReading("partial", start, end, text[start:end], None, year, court, "", None, serial or None)
    if word and serial:
        if not year or match_type(word):
            return None
        return replace(reading, kind="impossible", reason=f"没有“{word}”这一种案件类型")
    if serial and not (match["hao"] or year):
        return None
    if not serial and not year and directory.get(court) is None:
        return None
    if not serial and not (year or len(seat) == 4):
        return None
    return judge(reading, directory, today)


def _unknown_provinces(text: str, today: date) -> Iterator[CaseReading]:
    for match in patterns.unknown_province().finditer(text):
        reason = f"没有以“{match['sign']}”开头的法院代字"
        yield CaseReading("impossible", match.start(), match.end(), match[0], reason=reason)


def _old_style(text: str, today: date) -> Iterator[CaseReading]:
    for match in patterns.OLD_STYLE.finditer(text):
        year = int(to_digits(match["year"]))
        if year < FIRST_YEAR:
            reading = CaseReading("old_style", match.start(), match.end(), match[0], year=year)
            yield replace(reading, reason="2016年以前的旧式案号")
        elif found := next(
            (t for at in range(len(match["body"])) if (t := match_type(match["body"][at:]))), None
        ):
            serial = re.sub(r"-.*", "", match["serial"])
            yield CaseReading(
                "partial",
                match.start(),
                match.end(),
                match[0],
                None,
                year,
                None,
                "",
                found.code,
                int(to_digits(serial)),
                missing=("court",),
            )
