"""Receipt numbers are dictated over the telephone: a slip must be noticed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from actions.service.receipts import check_digit, groups, is_receipt_no, new_receipt_no

BODIES = st.text("0123456789", min_size=13, max_size=13)


@given(BODIES)
def test_a_made_number_checks(body: str) -> None:
    assert is_receipt_no(body + check_digit(body))


@given(BODIES, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(body: str, place: int, off: int) -> None:
    number = body + check_digit(body)
    wrong = str((int(number[place]) + off) % 10)
    assert not is_receipt_no(number[:place] + wrong + number[place + 1 :])


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_a_new_number_begins_with_its_day_and_is_read_in_groups(day: date) -> None:
    number = new_receipt_no(day)
    assert is_receipt_no(number)
    assert number.startswith(f"{day:%y%m%d}")
    assert [len(group) for group in groups(number)] == [4, 4, 4, 2]
    assert "".join(groups(number)) == number
