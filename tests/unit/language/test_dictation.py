"""Numbers dictated in groups come back whole, whatever the pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dictation import dictated
from bot.language.licences import find_licences
from bot.language.phones import find_phones

SPOKEN = "零幺二三四五六七八九"
PAUSES = st.lists(st.sampled_from(["", "", " ", "-", "，", "、", "呃", "然后"]), min_size=17, max_size=17)
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LICENCE = st.from_regex(r"1(?:11|31|44|51)01(?:19[89]|200|201)[0-9][1-9][01][0-9]{6}", fullmatch=True)


def said(digits: str, pauses: list[str], spoken: bool) -> str:
    words = [SPOKEN[int(digit)] for digit in digits] if spoken else list(digits)
    return "".join(word + pause for word, pause in zip(words, pauses, strict=False)).rstrip(" -，、呃然后")


@given(MOBILE, PAUSES, st.booleans())
def test_a_telephone_comes_back(number: str, pauses: list[str], spoken: bool) -> None:
    assert [p.number for p in find_phones(f"电话是{said(number, pauses, spoken)}")] == [f"+86{number}"]


@given(LICENCE, PAUSES, st.booleans())
def test_a_licence_comes_back(number: str, pauses: list[str], spoken: bool) -> None:
    found = find_licences(f"证号{said(number, pauses, spoken)}", 2026)
    assert [(each.kind, each.digits) for each in found] == [("lawyer", number)]


@given(LICENCE, MOBILE, st.sampled_from([" ", "，", "、", " 手机"]))
def test_a_licence_and_a_telephone_side_by_side_are_two(licence: str, mobile: str, between: str) -> None:
    text = f"{licence}{between}{mobile}"
    assert [each.digits for each in find_licences(text, 2026)] == [licence]
    # what is one piece of digits is never parted
    assert [run.digits for run in dictated(text, whole=lambda digits: digits == mobile)] == [licence, mobile]


@pytest.mark.parametrize("text", ["1 " * 1000, "一，" * 900, "138，" * 400, "三个零" * 300])
def test_any_length_is_read(text: str) -> None:
    assert dictated(text, whole=lambda digits: len(digits) in (11, 17)) is not None
