"""Which of several options on offer is meant, and who is named as a party."""

from __future__ import annotations

import pytest

from bot.language.choices import choose
from bot.language.party_named import read_party

HEARINGS = ["12月1日 09:30 第三法庭", "12月8日 14:00 第五法庭", "12月15日 10:00 在线庭审"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("第二场", [1]),
        ("第一场，不对，第三场", [2]),
        ("第三法庭那场", [0]),
        ("不是第一场，是第二场", [1]),
        ("最早那场", [0]),
        ("末了那个", [2]),
        ("网上开的那场", [2]),
        ("第九场", []),
    ],
)
def test_an_option_is_meant_by_its_place_or_its_words(said: str, meant: list[int]) -> None:
    assert choose(said, HEARINGS) == meant


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("青州晚舟纸业有限公司 老板姓温", "青州晚舟纸业有限公司"),
        ("青州晚舟纸业有限公司（税号回头补）", "青州晚舟纸业有限公司"),
        ("一个自然人 叫温如 温暖的温", "温如"),
        ("被申请人写温如玉", "温如玉"),
        ("公司 名字还没查到", None),
        ("欠我们三十万", None),
    ],
)
def test_a_party_is_only_its_name(said: str, name: str | None) -> None:
    read = read_party(said)

    assert (read.name if read else None) == name
