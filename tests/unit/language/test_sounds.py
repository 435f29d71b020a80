import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.case_number import CaseNumber, parse_exact
from bot.language.heard import sounding_alike
from bot.language.sounds import match_own_cases, meant, same_name_by_sound, same_sound, sound_distance


def numbers(*texts: str) -> list[CaseNumber]:
    return [number for text in texts if (number := parse_exact(text))]


OWN = numbers(
    "（2024）京0105民初12345号",
    "（2023）沪0115民初678号",
    "（2024）津0105刑初99号",
    "（2024）津0105行初99号",
    "（2025）粤03民终1234号",
)


@pytest.mark.parametrize(
    ("heard", "number"),
    [
        ("我的案號是2004-105名除一二三字五號", "（2024）京0105民初12345号"),
        ("二零二四年经零一零五名出一二三四五号", "（2024）京0105民初12345号"),
        ("粤零三民中幺二三四", "（2025）粤03民终1234号"),
        ("民初一二三四五", "（2024）京0105民初12345号"),
        ("六七八号那个", "（2023）沪0115民初678号"),
    ],
)
def test_a_broken_sentence_finds_the_callers_case(heard: str, number: str) -> None:
    assert [str(case) for case in meant(match_own_cases(heard, OWN))] == [number]


@pytest.mark.parametrize(
    "heard", ["津零一零五行初九十九号", "晋零一零五刑初九九", "二零二四进零一零五型出九九号"]
)
def test_criminal_and_administrative_are_never_told_apart_by_ear(heard: str) -> None:
    assert {str(case) for case in meant(match_own_cases(heard, OWN))} == {str(OWN[2]), str(OWN[3])}


@pytest.mark.parametrize(("one", "other"), [("津", "晋"), ("豫", "渝"), ("冀", "吉"), ("赣", "甘")])
def test_provinces_that_sound_alike_are_both_returned(one: str, other: str) -> None:
    own = numbers(f"（2024）{one}01民初55号", f"（2024）{other}01民初55号")
    assert len(meant(match_own_cases(f"二零二四{one}零一民初五五号", own))) == 2


@pytest.mark.parametrize("text", ["今天天气怎么样", "帮我算一下诉讼费", "嗯", "", "转人工", "2024"])
def test_ordinary_words_mean_no_case(text: str) -> None:
    assert meant(match_own_cases(text, OWN)) == []


def test_in_writing_the_character_counts() -> None:
    best, _ = match_own_cases("津0105行初99", OWN, "text")[0]
    assert best == OWN[3]


def test_old_style_numbers_are_compared_too() -> None:
    own = ["（2013）东三法民三初字第80号", "（2014）朝民初字第12345号"]
    assert match_own_cases("二零一三东三法民三出字第八十号", own)[0][0] == own[0]


@given(st.text(max_size=30), st.text(max_size=30))
def test_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert sound_distance(a, b) == sound_distance(b, a)
    assert 0 <= sound_distance(a, b) <= 1


def test_near_sounds() -> None:
    assert same_sound("刑初", "行初") and same_sound("民终", "名宗") and not same_sound("民初", "民终")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("张伟", "章威", True),
        ("刘娜", "牛娜", True),
        ("单田", "善田", True),
        ("张伟律师", "张伟", True),
        ("张伟", "张玮明", False),
        ("王芳", "李芳", False),
    ],
)
def test_names_heard(a: str, b: str, same: bool) -> None:
    assert same_name_by_sound(a, b) is same


@pytest.mark.parametrize(
    ("number", "others"),
    [
        ("（2025）京0105行初1号", ["（2025）京0105刑初1号"]),
        ("（2025）津01民终2号", ["（2025）晋01民终2号"]),
        ("（2025）京0105民初1号", []),
        ("（2024）最高法民申3号", []),
    ],
)
def test_numbers_that_the_ear_cannot_tell_apart(number: str, others: list[str]) -> None:
    (spoken,) = numbers(number)
    assert [str(other) for other in sounding_alike(spoken)] == others
