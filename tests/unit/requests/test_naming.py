"""Whom a text names: rather one too many withheld from than one shown what was said of him."""

from __future__ import annotations

import pytest

from actions.service.naming import names, names_no_one


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("郑主管", "审判长郑主管、书记员周书记"),
        ("郑主管", "海淀法院的郑主管"),
        ("郑主管", "郑主管法官本人"),
        ("郑国强", "郑庭长当庭骂人"),
        ("郑国强", "证国强当庭骂人"),
        ("郑国强", "审判长郑某某"),
        ("郑国强", "我投诉姓郑的那位"),
        ("郑国强", "郑"),
        ("周红", "书记员周书记"),
        ("欧阳敏", "欧阳法官"),
        ("沈默", "申请沈墨回避"),
        ("沈默", "法官沈 默"),
        ("郑国强", "等" * 2995 + "郑国强"),
    ],
)
def test_it_names_him(person: str, text: str) -> None:
    assert names(person, text)


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("郑国强", "等候时间太长"),
        ("陈旭", "审理程序违法，立案程序太慢"),
        ("魏强", "这位法官不接电话"),
        ("周红", "郑庭长当庭骂人"),
        ("郑国强", ""),
        ("", "郑庭长当庭骂人"),
    ],
)
def test_it_names_somebody_else_or_nobody(person: str, text: str) -> None:
    assert not names(person, text)


@pytest.mark.parametrize(
    ("text", "open_to_the_record"),
    [
        ("承办法官", True),
        ("海淀法院的主审法官和书记员", True),
        ("", True),
        ("郑法官", False),
        ("审判长郑主管", False),
    ],
)
def test_an_office_alone_means_who_holds_it(text: str, open_to_the_record: bool) -> None:
    assert names_no_one(text) is open_to_the_record
