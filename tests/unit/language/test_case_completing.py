"""The year wherever it stands, parts in another order, and what is put right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.case_reading import read_case_numbers
from bot.language.courts import CourtDirectory

WHERE_THE_YEAR_STANDS = [
    "沪0115民初20457，今年的",
    "沪0115民初20457，年份是2026",
    "沪0115民初20457/2026",
    "沪0115民初20457（2026）",
    "沪0115民初20457号（2026年）",
    "沪0115民初20457，2026年",
    "沪0115民初20457，二零二六年的",
    "沪0115民初20457，是26年的案子",
    "案号沪0115民初20457，立案年度2026年",
    "今年的沪0115民初20457",
    "2026年的那个，沪0115民初20457",
    "民初20457，沪0115（2026）",
    "民初20457号，沪0115，2026年",
    "2026沪0115mc20457",
    "沪 0 1 1 5 民 初 2 0 4 5 7 二 零 二 六 年 的",
]


def numbers(text: str, directory: CourtDirectory, today: date) -> list[str]:
    return [str(each.number) for each in read_case_numbers(text, directory, today) if each.number]


@pytest.mark.parametrize("text", WHERE_THE_YEAR_STANDS)
def test_the_year_is_read_wherever_it_stands(text: str, directory: CourtDirectory, today: date) -> None:
    assert numbers(text, directory, today) == ["（2026）沪0115民初20457号"]


@pytest.mark.parametrize(
    "text",
    [
        "沪0115民初20457，2026年12月3日开庭",
        "2024年签的合同，案号沪0115民初20457",
        "xc是什么，2026沪0115xc20457",
    ],
)
def test_another_year_is_not_its_year_nor_a_type_guessed(
    text: str, directory: CourtDirectory, today: date
) -> None:
    assert numbers(text, directory, today) == []


def test_several_numbers_have_each_their_year(directory: CourtDirectory, today: date) -> None:
    assert numbers("京0105民初10086、沪0115民初20457，前一个2025年，后一个2026年", directory, today) == [
        "（2025）京0105民初10086号",
        "（2026）沪0115民初20457号",
    ]
    assert numbers("京0105民初10086和10087，都是2026年的", directory, today) == [
        "（2026）京0105民初10086号",
        "（2026）京0105民初10087号",
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("查2026京0105民初1086，打错了，是10086", "（2026）京0105民初10086号"),
        ("（2026）京0105民初1086，不对，10086", "（2026）京0105民初10086号"),
        ("（2026）京01民初10086号，哦不，是民终", "（2026）京01民终10086号"),
        ("（2025）京0105民初10086号，说错了，2026年的", "（2026）京0105民初10086号"),
    ],
)
def test_the_last_word_counts_and_what_was_taken_back_is_known(
    text: str, number: str, directory: CourtDirectory, today: date
) -> None:
    (reading,) = read_case_numbers(text, directory, today)
    assert str(reading.number) == number
    assert reading.taken_back is not None and reading.taken_back != reading.number


@pytest.mark.parametrize(
    "text",
    [
        "（2026）京0105民终10086号",
        "（2026）京0105执复10086号",
        "（2026）京9999民初10086号",
        "（2012）京0105民初10086号",
    ],
)
def test_what_can_hardly_be_is_marked(text: str, directory: CourtDirectory, today: date) -> None:
    (reading,) = read_case_numbers(text, directory, today)
    assert reading.doubtful


@given(st.integers(2016, 2026), st.sampled_from(["京0105", "沪0115", "粤0304"]), st.integers(1, 99999))
def test_a_year_behind_is_the_year_before(year: int, court: str, serial: int) -> None:
    directory, today = CourtDirectory.load_default(), date(2026, 11, 21)
    before = numbers(f"（{year}）{court}民初{serial}号", directory, today)
    assert len(before) == 1
    for behind in (
        f"{court}民初{serial}，{year}年的",
        f"{court}民初{serial}（{year}）",
        f"{court}民初{serial}/{year}",
    ):
        assert numbers(behind, directory, today) == before
