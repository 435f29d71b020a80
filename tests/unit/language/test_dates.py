from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.law.working_days import Calendar
from bot.language.dates import FAR, find_dates
from bot.language.times import find_times

SATURDAY = date(2026, 11, 21)


def in_words(number: int) -> str:
    """A number up to 31 as it is read: 3 三, 10 十, 21 二十一."""
    tens, units = divmod(number, 10)
    head = ("" if tens == 1 else "零一二三"[tens]) + "十" if tens else ""
    return head + (" 一二三四五六七八九"[units] if units else "")


@given(st.dates(date(2016, 1, 1), date(2035, 12, 31)))
def test_full_dates_come_back_however_written(day: date) -> None:
    said = "".join("零一二三四五六七八九"[int(d)] for d in str(day.year))
    number = in_words(day.day)
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{said}年{in_words(day.month)}月{number}号",
        f"{day.year % 100:02}年{day.month}月{day.day}号",
    ]
    for form in forms:
        assert [f.value for f in find_dates(f"判决{form}作出的", SATURDAY)] == [day], form


@given(st.integers(0, FAR))
def test_a_day_without_a_year_is_the_coming_one(ahead: int) -> None:
    day = SATURDAY + timedelta(ahead)
    assert [f.value for f in find_dates(f"{day.month}月{day.day}号开庭", SATURDAY)] == [day]


@given(st.integers(0, FAR))
def test_a_day_told_of_as_past_is_the_last_one(ago: int) -> None:
    day = SATURDAY - timedelta(ago)
    assert [f.value for f in find_dates(f"判决书{day.month}月{day.day}号收到的", SATURDAY)] == [day]


@given(st.integers(FAR + 1, 360))
def test_a_day_far_off_is_the_near_one_on_the_other_side(days: int) -> None:
    ahead, ago = SATURDAY + timedelta(days), SATURDAY - timedelta(days)
    assert [f.value.year for f in find_dates(f"{ahead.month}月{ahead.day}号开庭", SATURDAY)] == [
        ahead.year - 1
    ]
    assert [f.value.year for f in find_dates(f"{ago.month}月{ago.day}号收到的", SATURDAY)] == [ago.year + 1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今天", SATURDAY),
        ("明天", date(2026, 11, 22)),
        ("大后天", date(2026, 11, 24)),
        ("下周二", date(2026, 11, 24)),
        ("这周五", date(2026, 11, 20)),
        ("周三", date(2026, 11, 25)),
        ("周六", SATURDAY),
        ("下个月五号", date(2026, 12, 5)),
        ("月底", date(2026, 11, 30)),
        ("三天后", date(2026, 11, 24)),
        ("5号开庭", date(2026, 12, 5)),
        ("半个月后", date(2026, 12, 6)),
        ("去年五月六号", date(2025, 5, 6)),
        ("12月底", date(2026, 12, 31)),
        ("三个月后", date(2027, 2, 21)),
    ],
)
def test_days_as_people_say_them(text: str, value: date) -> None:
    assert [f.value for f in find_dates(text, SATURDAY)] == [value]


@pytest.mark.parametrize("text", ["3号法庭", "12345号", "2月30日", "13月1日", "2025年", "第三号证据"])
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, SATURDAY) == []


@given(st.integers(0, 23), st.integers(0, 59))
def test_clock_times_come_back(hour: int, minute: int) -> None:
    assert [f.value for f in find_times(f"{hour:02}:{minute:02}开庭")] == [time(hour, minute)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("下午三点半", time(15, 30)),
        ("pm3点半", time(15, 30)),
        ("3:30pm", time(15, 30)),
        ("半夜两点", time(2)),
        ("夜里两点", time(2)),
        ("晚上八点", time(20)),
        ("九点一刻", time(9, 15)),
        ("三点", time(15)),
        ("上午10点", time(10)),
        ("中午十二点半", time(12, 30)),
        ("十点四十分", time(10, 40)),
        ("下午一点", time(13)),
    ],
)
def test_times_as_people_say_them(text: str, value: time) -> None:
    assert [f.value for f in find_times(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "快一点",
        "三点意见",
        "有几点要求",
        "一点都不好",
        "下午两三点",
        "三四点钟",
        "九点十点都行",
        "从下午两点陪到六点",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text) == []


@pytest.mark.parametrize(
    ("text", "day", "contradicted"),
    [
        ("12月3号（周五）", date(2026, 12, 3), True),
        ("12月3号周四", date(2026, 12, 3), False),
        ("周三12月3号", date(2026, 12, 3), True),
        ("12月3号，下周四", date(2026, 12, 3), False),
    ],
)
def test_a_weekday_beside_a_date_is_no_day_of_its_own(
    text: str, day: date, contradicted: bool, today: date
) -> None:
    (found,) = find_dates(text, today)
    assert (found.value, found.contradicted) == (day, contradicted)


@given(st.dates(date(2025, 1, 1), date(2026, 11, 1)), st.integers(1, 20))
def test_working_days_are_counted_by_the_calendar(start: date, count: int) -> None:
    (found,) = find_dates(f"{count}个工作日后", start)
    assert found.value == Calendar().add_working_days(start, count)
    assert found.working_days == count


def test_beyond_the_known_calendar_no_working_days_are_counted(today: date) -> None:
    assert find_dates("六十个工作日后", today) == []
