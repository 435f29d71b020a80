"""The last word counts, and what was taken back is known: numbers, dates, courts, names, grades."""

from datetime import date

import pytest

from bot.language.courts import CourtDirectory
from bot.language.dates import find_dates
from bot.language.fold import fold
from bot.language.grades import find_rating
from bot.language.names import find_person
from bot.language.reading import read
from bot.language.taking_back import parted, put_right


@pytest.mark.parametrize(
    ("text", "counts", "gone"),
    [
        ("八号，啊不，九号", [date(2026, 12, 9)], [date(2026, 12, 8)]),
        ("12月3号，打错了，是12月13号", [date(2026, 12, 13)], [date(2026, 12, 3)]),
        ("不是三号，是五号", [date(2026, 12, 5)], [date(2026, 12, 3)]),
        ("是五号，不是三号", [date(2026, 12, 5)], [date(2026, 12, 3)]),
        ("三号，改成五号", [date(2026, 12, 5)], [date(2026, 12, 3)]),
        ("从三号改成五号", [date(2026, 12, 3), date(2026, 12, 5)], []),
        ("三号到五号", [date(2026, 12, 3), date(2026, 12, 5)], []),
        ("不是三号", [date(2026, 12, 3)], []),
        ("三号哦不是五号", [date(2026, 12, 5)], [date(2026, 12, 3)]),
        ("十二月三号哦不十二月五号", [date(2026, 12, 5)], [date(2026, 12, 3)]),
    ],
)
def test_dates(text: str, counts: list[date], gone: list[date], today: date) -> None:
    kept, taken = parted(fold(text), find_dates(text, today), lambda each: "date")
    assert ([each.value for each in kept], [each.value for each in taken]) == (counts, gone)


def test_courts(directory: CourtDirectory) -> None:
    text = fold("海淀法院，说错了，朝阳区法院，北京的")
    kept, taken = parted(text, directory.find(text), lambda each: "court")
    assert [each.court and each.court.code for each in kept] == ["京0105"]
    assert [each.court and each.court.code for each in taken] == ["京0108"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫张伟，不对，章伟", "章伟"),
        ("我是林知远律师，说错了，林志远", "林志远"),
        ("我是张伟律师，案号不对", "张伟"),
        ("我叫王小明，不对劲啊", "王小明"),
    ],
)
def test_names(text: str, name: str) -> None:
    person = find_person(text)
    assert person is not None and person.name == name


@pytest.mark.parametrize(
    ("text", "grade"), [("给四分，哦不，五分", 5), ("打两分，按错了，四分", 4), ("给四分", 4)]
)
def test_grades(text: str, grade: int) -> None:
    assert find_rating(text, rates=True) == grade


def test_nothing_behind_a_correction_puts_nothing_right() -> None:
    assert put_right("案号打错了") is None
    assert put_right("查一下进度") is None


def test_the_licence_that_was_put_right(directory: CourtDirectory, today: date) -> None:
    text = "证号13301201610554321，打错了，13301201610554312"
    licence = read(text, today=today, directory=directory).licence_no
    assert licence is not None and licence.digits == "13301201610554312"
