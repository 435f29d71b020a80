"""Which bare numbers of a sentence may be the serial of a case."""

from __future__ import annotations

import pytest

from bot.language.serials import serials


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("帮我查下20319那件的进展", ["20319"]),
        ("8812号的保全费怎么交", ["8812"]),
        ("执5503解除查封", ["5503"]),
        ("行初42那个什么时候开", ["42"]),
        ("刑终7号", ["7"]),
        ("京0108民初30217", ["30217"]),
        ("海淀的2026年民初6604号", ["6604"]),
        ("幺三零七七那个案子", ["13077"]),
        ("一共欠了3200元", []),
        ("标的额45000", []),
        ("还了十二万八", []),
        ("要12000块", []),
        ("鉴定要120天", []),
        ("第155条怎么说的", []),
        ("住建国路118号楼", []),
        ("在302室", []),
        ("证据一共230页", []),
        ("我的电话13900012345", []),
        ("138 0013 8000", []),
        ("执业证11101201510123456", []),
        ("2026年12月1日", []),
        ("12月1号下午3点", []),
        ("京A12345的车", []),
        ("尾号4410的账户", []),
        ("百分之300", ["300"]),
    ],
)
def test_a_number_that_stands_alone_may_be_a_serial(text: str, found: list[str]) -> None:
    assert [each.digits for each in serials(text)] == found
