"""A value is read whole or not at all: an unknown piece of its own kind beside it makes it none."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.courts import CourtDirectory
from bot.language.dates import find_dates
from bot.language.laws import find_laws
from bot.language.licences import find_licences
from bot.language.money import find_amounts
from bot.language.phones import find_phones
from bot.language.reading import read
from bot.language.times import find_times

TODAY = date(2026, 11, 21)
NUMERALS = "零一二三四五六七八九十百千万亿廿卅卌半0123456789"
SUMS = {
    "三十五万": 350000,
    "八千零六": 8006,
    "528000元": 528000,
    "52.8万": 528000,
    "一百二十万零五千": 1205000,
    "两万块": 20000,
}
OTHER_UNITS = ["欧", "港纸", "美刀", "澳门元", "日元", "代币", "个被告", "份", "平米", "%", "km", "股"]
DIRECTORY = CourtDirectory.load_default()
DIRECTORY.find("海淀法院")  # indexed once
Reader = Callable[[str], set[object]]

READERS: dict[str, Reader] = {
    "sum": lambda text: {each.value for each in find_amounts(text)},
    "date": lambda text: {each.value for each in find_dates(text, TODAY)},
    "time": lambda text: {each.value for each in find_times(text)},
    "article": lambda text: {each.article_no for each in find_laws(text)},
    "licence": lambda text: {each.digits for each in find_licences(text, 2026) if each.kind == "lawyer"},
    "phone": lambda text: {each.number for each in find_phones(text)},
}
PHRASES: dict[str, list[str]] = {
    "sum": list(SUMS),
    "date": ["12月3号", "十二月三号", "十二月廿五日", "2026-12-3", "下个月8号", "三天后", "12/15开庭"],
    "time": ["下午三点", "九点半", "14:30", "十点零五分"],
    "article": ["第一百四十九条", "民法典577条", "民诉法第六十八条"],
    "phone": ["13812345678"],
    "licence": ["13101201510123456"],
}


@st.composite
def touched(draw: st.DrawFn) -> tuple[str, str, str]:
    """(kind, phrase, the phrase with one numeral more right before its first)."""
    kind = draw(st.sampled_from(sorted(PHRASES)))
    phrase = draw(st.sampled_from(PHRASES[kind]))
    piece = draw(st.sampled_from(NUMERALS))
    at = next(n for n, char in enumerate(phrase) if char in NUMERALS)
    return kind, phrase, phrase[:at] + piece + phrase[at:]


@given(touched())
def test_a_numeral_before_a_value_is_part_of_it(case: tuple[str, str, str]) -> None:
    kind, phrase, text = case
    if "一十" in text or "1十" in text:
        return  # 一十二 and 十二 are one number
    if kind not in ("phone", "licence") and text.replace("零", "").replace("0", "") == phrase.replace(
        "零", ""
    ).replace("0", ""):
        return  # 03 and 3 are one
    assert READERS[kind](phrase)
    assert not READERS[kind](phrase) & READERS[kind](text)


@given(st.sampled_from(sorted(SUMS)), st.sampled_from(NUMERALS.replace("半", "")), st.sampled_from(["", " "]))
def test_a_numeral_behind_a_sum_is_part_of_it(phrase: str, piece: str, blank: str) -> None:
    if phrase[-1] not in "元块":
        assert Decimal(SUMS[phrase]) not in READERS["sum"](f"标的{phrase}{blank}{piece}")


@pytest.mark.parametrize("unit", OTHER_UNITS)
@pytest.mark.parametrize("phrase", ["三十五万", "五十万", "52.8万"])
def test_another_unit_behind_a_sum_makes_it_no_yuan(phrase: str, unit: str) -> None:
    assert not READERS["sum"](phrase + unit)


@given(
    st.sampled_from(["三十五万", "五十二万八千", "一百二十万零五千", "十二月二十五号", "下午三点半"]),
    st.sampled_from(["标的", "开庭改到", ""]),
)
def test_blanks_that_recognisers_deliver_change_nothing(phrase: str, before: str) -> None:
    directory = DIRECTORY
    plain, spaced = (
        read(text, today=TODAY, directory=directory) for text in (before + phrase, " ".join(before + phrase))
    )
    for values in ("dates", "times"):
        assert [v.value for v in getattr(plain, values)] == [v.value for v in getattr(spaced, values)]
    assert [s.yuan for s in plain.sums.said] == [s.yuan for s in spaced.sums.said]


@pytest.mark.parametrize("phrase", ["12月3号", "十二月三号", "下个月8号", "下周三"])
@pytest.mark.parametrize(("before", "behind"), [("大概", ""), ("差不多是", ""), ("", "左右"), ("", "前后")])
def test_a_date_about_right_is_none(phrase: str, before: str, behind: str) -> None:
    assert READERS["date"](f"那个庭{phrase}开")
    assert not READERS["date"](f"那个庭{before}{phrase}{behind}开")


BEFORE = ["大概", "差不多", "快", "不到", "接近", "最晚", "过了"]
BEHIND = ["左右", "过后", "不到", "前后", "前", "以后", "的样子", "到十一点", "-17:00", "或者五点"]


@pytest.mark.parametrize("phrase", ["下午三点", "九点半", "14:30", "十点一刻"])
@given(st.sampled_from([(word, "") for word in BEFORE] + [("", word) for word in BEHIND]))
def test_a_time_about_right_or_a_span_is_none(phrase: str, beside: tuple[str, str]) -> None:
    before, behind = beside
    assert READERS["time"](f"那天{phrase}开庭")
    assert not READERS["time"](f"那天{before}{phrase}{behind}在法院")


@given(
    st.integers(100, 99999),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.sampled_from(["号", "", "号的"]),
)
def test_a_serial_in_mixed_figures_is_read_whole(serial: int, spoken: list[bool], behind: str) -> None:
    said = "".join(
        "零一二三四五六七八九"[int(d)] if as_word else d
        for d, as_word in zip(str(serial), spoken, strict=False)
    )
    found = read(
        f"查2026京0105民初{said}{behind}", today=TODAY, directory=DIRECTORY, modality="voice"
    ).case_numbers
    assert [case.number.canonical for case in found if case.number] == [f"（2026）京0105民初{serial}号"]


@pytest.mark.parametrize(
    ("said", "serial"), [("7百32", 732), ("1万零87", 10087), ("1千2百三十四", 1234), ("一万2千", 12000)]
)
def test_a_serial_that_is_counted_in_mixed_figures_is_read_whole(said: str, serial: int) -> None:
    (case,) = read(f"2026京0105民初{said}号", today=TODAY, directory=DIRECTORY).case_numbers
    assert case.number is not None and case.number.serial == serial


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2026京0105民初3827、3828两件", ["民初3827", "民初3828"]),
        ("2026京0105民初一千二百三十四 呃 还有一千二百三十五两个", ["民初1234", "民初1235"]),
        ("2026京0105执恢77号和执异12号", ["执恢77", "执异12"]),
        ("2026京0105民初77号和民终12号", ["民初77"]),
        ("民初的 二零二六京0105民初 幺七拐三", ["民初1773"]),
        ("京0105民初七七三二 二零二六的", ["民初7732"]),
        ("2026年10月立的，京0105民初899", ["民初899"]),
    ],
)
def test_several_numbers_and_what_stands_beside_one(text: str, numbers: list[str]) -> None:
    found = read(text, today=TODAY, directory=DIRECTORY, modality="voice").case_numbers
    assert [each.number.canonical for each in found if each.number] == [
        f"（2026）京0105{n}号" for n in numbers
    ]
