"""Transcripts hold no whole licence, identity, bank or mobile number; what is needed to read them stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.service.masking import masked
from actions.service.receipts import new_receipt_no


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("11101201510123456，林知远", "11101201510123456"),
        ("我的电话13800010001", "13800010001"),
        ("身份证 11010119900307001X", "11010119900307001"),
        ("1110 1201 5101 23456", "1201 5101"),
        ("一三八零零零一零零零一是我电话", "一三八零零零一零零零一"),
        ("卡号6222020200011223344", "6222020200011223344"),
    ],
)
def test_long_numbers_are_hidden(said: str, secret: str) -> None:
    assert secret not in masked(said)
    assert "*" in masked(said)


@pytest.mark.parametrize(
    "said", ["（2026）京0105民初10086号", "打010-55500123", "标的5280000元", "02155500234"]
)
def test_what_a_transcript_needs_stays(said: str) -> None:
    assert masked(said) == said


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_receipts_stay(day: date) -> None:
    number = new_receipt_no(day)
    assert number in masked(f"收件号 {number}，请记下")
