"""What something is wished for, and what only stands in its way."""

from __future__ import annotations

import pytest

from bot.language.beside import about, hindering


@pytest.mark.parametrize(
    ("text", "narrowest", "in_the_way"),
    [
        ("买卖合同那个跟借贷的庭撞了，把买卖合同那个往后挪", "买卖合同那个", "借贷"),
        ("离婚那个庭开不了，下午上海还有一个继承的庭要开", "离婚那个庭", "下午上海还有一个继承的庭要开"),
        ("申请延期，同一天我也有个仲裁要去开庭", "申请", "同一天我也有个仲裁要去开庭"),
        ("让劳动争议那个避让一下", "劳动争议那个", ""),
        ("借贷那个案子还要延期开庭", "借贷那个案子还", ""),
        ("买卖合同案什么时候开庭", "买卖合同案什么时候开庭", ""),
    ],
)
def test_what_hinders_is_not_what_is_meant(text: str, narrowest: str, in_the_way: str) -> None:
    assert about(text)[0] == narrowest
    assert hindering(text) == in_the_way
