from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.digits import read_digits, read_integer
from bot.language.fold import LIMIT, fold
from bot.language.money import find_amounts, read_amount


@given(st.text(max_size=300))
def test_folding_is_idempotent_and_bounded(text: str) -> None:
    once = fold(text)
    assert fold(once) == once and len(once) <= LIMIT


def test_folding_survives_half_surrogates_and_invisible_characters() -> None:
    assert fold("（２０２５）京\u200b０１０５\ud800　 民初") == "(2025)京0105 民初"


@given(st.text("0123456789", min_size=1, max_size=20), st.sampled_from(["", " ", "、", "，", "-"]))
def test_dictated_digits_come_back(digits: str, pause: str) -> None:
    said = pause.join("洞幺二三四五六拐八勾"[int(d)] for d in digits)
    assert read_digits(f"呃，{said}") == digits


@pytest.mark.parametrize("text", ["你好", "二十三", "是", "O", "", "民初123"])
def test_what_is_no_dictated_number(text: str) -> None:
    assert read_digits(text) is None


def test_repeated_digits_are_written_out() -> None:
    assert read_digits("幺三八三个零二二") == "13800022"


def in_words(value: int) -> str:
    """The textbook reading of a whole number below 10**12."""
    if value >= 10**8:
        return joined(in_words(value // 10**8) + "亿", value % 10**8, 10**7)
    if value >= 10**4:
        return joined(in_words(value // 10**4) + "万", value % 10**4, 10**3)
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= unit:
            return joined("零一二三四五六七八九"[value // unit] + sign, value % unit, unit // 10)
    return "零一二三四五六七八九"[value]


def joined(head: str, rest: int, smallest: int) -> str:
    return head if not rest else head + ("零" if rest < smallest else "") + in_words(rest)


@given(st.integers(1, 10**12 - 1))
def test_numbers_in_words_come_back(value: int) -> None:
    assert read_integer(in_words(value)) == value


@given(st.integers(1, 10**12 - 1), st.sampled_from(["{}元", "标的{}元", "人民币{}元整", "大概{}块钱吧"]))
def test_sums_come_back_however_written(value: int, frame: str) -> None:
    formal = in_words(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    for form in (str(value), f"{value:,}", in_words(value), formal):
        assert [a.value for a in find_amounts(frame.format(form))] == [Decimal(value)]


@given(st.integers(1, 10**8), st.sampled_from(["万", "w", "亿"]))
def test_decimal_units_are_exact(cents: int, unit: str) -> None:
    value = Decimal(cents) / 100
    (found,) = find_amounts(f"标的额{value}{unit}")
    assert found.value == value * (10**8 if unit == "亿" else 10**4)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("标的八十八万", ["880000"]),
        ("88w", ["880000"]),
        ("52.8万", ["528000"]),
        ("一百二十万左右", ["1200000"]),
        ("五万块", ["50000"]),
        ("1.2亿", ["120000000"]),
        ("三千五", ["3500"]),
        ("5千", ["5000"]),
        ("两万三", ["23000"]),
        ("三元五角", ["3.5"]),
        ("五块五", ["5.5"]),
        ("60,607.77元", ["60607.77"]),
        ("从100万变更为120万", ["1000000", "1200000"]),
        ("标的额大概是880000", ["880000"]),
    ],
)
def test_sums_as_people_say_them(text: str, values: list[str]) -> None:
    assert [a.value for a in find_amounts(text)] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    "text",
    [
        "(2025)京0105民初12345号",
        "二零二五京零一零五民初一二三四五号",
        "12月3号",
        "二零二五年",
        "三百六十五天",
        "第三百条",
        "千万别",
        "一百个",
        "13812345678",
        "万一败诉",
        "百分之三十",
        "执业证号13101201510123456",
        "请求第三次",
        "一万份",
        "两千零二十四年",
    ],
)
def test_what_is_no_money(text: str) -> None:
    assert find_amounts(text) == []


def test_a_bare_number_counts_when_a_sum_was_asked_for() -> None:
    assert (read_amount("880000"), read_amount("大概三千二吧"), read_amount("不知道")) == (
        Decimal(880000),
        Decimal(3200),
        None,
    )
