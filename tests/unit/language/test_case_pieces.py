"""A case number in pieces: every answer adds its part, whatever the order, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from functools import reduce

import pytest

from bot.language.case_judging import CaseReading
from bot.language.case_pieces import told, unknown
from bot.language.courts import CourtDirectory

TODAY = date(2026, 11, 23)
COURTS = CourtDirectory.load_default()


def after(*texts: str) -> CaseReading:
    """The number after these answers; what adds nothing leaves it as it was."""
    return reduce(lambda known, text: told(text, known, COURTS, TODAY) or known, texts, unknown())


@pytest.mark.parametrize(
    "texts",
    [
        ("京0105民初一万零八十六号", "今年的"),
        ("京0105", "民初一万零八十六号", "今年的"),
        ("京0105", "民初一万零八十六号", "2026"),
        ("民初10086号", "京0105", "2026年"),
        ("2026年", "京零幺零五", "民初", "幺零零八六"),
        ("幺零零八六号", "民初的", "年份是二零二六", "京0105的"),
        ("2026年京0105", "民初幺零零八六号"),
        ("朝阳法院民初10086号", "北京的那家", "今年"),
        ("京0105民初10086号", "不知道", "是今年的"),
        ("京0105民终10086号", "不对，是京0105民初10086号", "今年立的"),
    ],
)
def test_pieces_make_the_number(texts: tuple[str, ...]) -> None:
    assert str(after(*texts).number) == "（2026）京0105民初10086号"


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        (("京0105民初10086号",), ("year",)),
        (("京0105民初",), ("year", "serial")),
        (("民初10086号", "朝阳法院"), ("year", "court")),
        (("京0105民初10086号", "张三丰"), ("year",)),
        (("京0105民初10086号", "2026年3月签的委托"), ("year",)),
        (("2026",), ("court", "type_code", "serial")),
    ],
)
def test_what_is_missing_is_known(texts: tuple[str, ...], missing: tuple[str, ...]) -> None:
    reading = after(*texts)
    assert reading.number is None
    assert reading.missing == missing


def test_a_year_that_has_not_come_is_impossible() -> None:
    assert after("京0105民初10086号", "2028年").kind == "impossible"
