"""A firm is named by a part of its name that is no place; a person by the whole name."""

from __future__ import annotations

import pytest

from bot.language.parties import is_named


@pytest.mark.parametrize(
    ("party", "text", "named"),
    [
        ("上海金沙贸易有限公司", "金沙贸易那个二审", True),
        ("上海金沙贸易有限公司", "告金沙的那件", True),
        ("上海金沙贸易有限公司", "上海那个案子", False),
        ("上海金沙贸易有限公司", "有限公司的案子", False),
        ("江苏省南京市晴川物业有限公司", "南京的案子", False),
        ("石小岩", "石小岩的案子", True),
        ("石小岩", "小岩那个", False),
        ("甲某", "甲方的意思", False),
        ("—", "—", False),
        ("北京市海淀区示例市场监督管理局", "市场监督管理局的", False),
    ],
)
def test_a_party_is_known_by_its_name(party: str, text: str, named: bool) -> None:
    assert is_named(party, text) is named
