from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.courts import CourtDirectory
from bot.language.reading import read

TODAY = date(2026, 11, 21)


def test_each_character_is_read_once(directory: CourtDirectory, today: date) -> None:
    text = (
        "我是张伟律师，证号13101201510123456，手机13812345678，"
        "（2025）京0105民初12345号标的八十八万，下周二下午三点开庭"
    )
    found = read(text, today=today, directory=directory)
    assert [str(c.number) for c in found.case_numbers] == ["（2025）京0105民初12345号"]
    assert found.licence_no and found.licence_no.digits == "13101201510123456"
    assert found.phone and found.phone.number == "+8613812345678"
    assert [a.yuan for a in found.sums.said] == [Decimal(880000)]
    assert [d.value for d in found.dates] == [date(2026, 11, 24)]
    assert [t.value.hour for t in found.times] == [15]
    assert found.person and found.person.name == "张伟"
    assert found.courts == ()


def test_spoken_case_number_beside_money_and_date(directory: CourtDirectory, today: date) -> None:
    found = read(
        "案号二零二五京零一零五民初一二三四五号，保全50万，12月3号之前", today=today, directory=directory
    )
    assert [str(c.number) for c in found.case_numbers] == ["（2025）京0105民初12345号"]
    assert [a.yuan for a in found.sums.said] == [Decimal(500000)]
    assert [d.value for d in found.dates] == [date(2026, 12, 3)]


@pytest.mark.parametrize(
    ("heard", "number"),
    [
        ("二零二四年经零一零五名出一二三四五号", "（2024）京0105民初12345号"),
        ("二零二五越零三民中八八号", "（2025）粤03民终88号"),
        ("二零二四沪零一一五直会一二三号", "（2024）沪0115执恢123号"),
    ],
)
def test_what_is_understood_by_ear_is_to_be_confirmed(
    heard: str, number: str, directory: CourtDirectory, today: date
) -> None:
    (case,) = read(heard, today=today, directory=directory, modality="voice").case_numbers
    assert str(case.number) == number and case.doubtful
    assert all(c.number is None for c in read(heard, today=today, directory=directory).case_numbers)


def test_a_type_that_may_be_criminal_or_administrative_is_asked_again(
    directory: CourtDirectory, today: date
) -> None:
    (case,) = read(
        "二零二五京零一零五型初一二号", today=today, directory=directory, modality="voice"
    ).case_numbers
    assert case.missing == ("type_code",)


@settings(deadline=None)  # the first example builds the court directory
@given(
    st.text(
        st.sampled_from("我是律师张伟京粤0105民初刑号万元月日点第条法院中高年二零一三（）()，。 百千分满意"),
        max_size=60,
    ),
    st.booleans(),
)
def test_spans_never_overlap(text: str, by_ear: bool) -> None:
    found = read(
        text, today=TODAY, directory=CourtDirectory.load_default(), modality="voice" if by_ear else "text"
    )
    groups = (found.laws, found.sums.said, found.dates, found.times, found.courts)
    spans = [(s.start, s.end) for group in groups for s in group]
    spans += [(c.start, c.end) for c in found.case_numbers[:1]]
    spans.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["二", "(", "1 ", "民初", "法院", "一万", "京0105", "北京市", "十", "我叫", ",1"]
)
def test_any_length_of_anything_is_read(piece: str, directory: CourtDirectory, today: date) -> None:
    found = read(piece * 2000, today=today, directory=directory, modality="voice")
    assert len(found.text) <= 2000
