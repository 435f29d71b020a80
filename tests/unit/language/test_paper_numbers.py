"""The number of the paper that a sentence relies on; a number is not taken where no paper is spoken of."""

from __future__ import annotations

import pytest

from bot.language.fold import fold
from bot.language.paper_numbers import paper_number

NUMBER = "（2025）京0105民初5566号"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"申请执行，{NUMBER}民事判决书9月3日生效", f"{NUMBER}民事判决书"),
        (f"判决书是{NUMBER}，9月3日生效", NUMBER),
        (f"{NUMBER}的调解书对方不履行", f"{NUMBER}调解书"),
        (f"我的案子{NUMBER}判了，对方不给钱", NUMBER),
        (f"我要申请执行{NUMBER}", None),
    ],
)
def test_a_judgment_by_the_number_of_its_case(text: str, kept: str | None) -> None:
    folded = fold(text)
    start = folded.index(fold(NUMBER))
    assert paper_number(folded, NUMBER, start, start + len(fold(NUMBER))) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("拿着(2025)京仲裁字第0321号裁决书申请执行", "(2025)京仲裁字第0321号裁决书"),
        ("判决9月3日生效，申请执行", None),
        ("公证书(2024)京方正执字第12号,还有(2024)京方正执字第13号", None),
    ],
)
def test_another_paper_by_its_own_number(text: str, kept: str | None) -> None:
    assert paper_number(text, None) == kept
