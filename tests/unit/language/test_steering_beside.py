"""What stands beside words that steer: a yes with more behind it, what is given up for something else, what
only begins like one of them."""

from __future__ import annotations

import pytest

from bot.language.fold import fold
from bot.language.steering import by_the_way, given_up, gives_up, waits
from bot.language.yes_and import yes_and


@pytest.mark.parametrize(
    ("said", "rest", "beside"),
    [
        ("对，另外把阅卷也登记了", "把阅卷也登记了", True),
        ("是这个，顺便问下几号开庭", "问下几号开庭", True),
        ("好的没错。法官叫什么名字", "法官叫什么名字", False),
        ("没问题，再帮我约个庭", "帮我约个庭", True),
    ],
)
def test_what_follows_a_yes(said: str, rest: str, beside: bool) -> None:
    found = yes_and(fold(said))
    assert found is not None
    assert (found.text.endswith(rest), found.beside) == (True, beside)


@pytest.mark.parametrize(
    "said", ["对", "对的。", "对方不同意", "对了还有，椅子坏了", "好像是十二月", "是法官说的"]
)
def test_a_yes_alone_or_none_has_nothing_behind_it(said: str) -> None:
    assert yes_and(fold(said)) is None


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("不投诉了，帮我查下案子", "帮我查下案子"),
        ("先不核验了 我就问下地址", "我就问下地址"),
        ("退费我先不弄了你帮我看看开庭", "你帮我看看开庭"),
    ],
)
def test_what_is_given_up_for_something_else(said: str, rest: str) -> None:
    assert given_up(said) == rest


@pytest.mark.parametrize(
    "said", ["不是朝阳，是海淀", "不知道了，你查查", "不改了，照原样", "对方不好了，要保全", "不延了"]
)
def test_nothing_is_given_up(said: str) -> None:
    assert given_up(said) is None


@pytest.mark.parametrize("said", ["我接个电话", "等我翻一下", "有人敲门", "电梯里没信号"])
def test_who_waits_says_so(said: str) -> None:
    assert waits(said)


@pytest.mark.parametrize("said", ["查一下银行流水", "没有问过对方", "我自己去查不了", "想跟对方和解"])
def test_what_tells_of_looking_is_no_waiting(said: str) -> None:
    assert not waits(said)


@pytest.mark.parametrize("said", ["撤销那份处罚决定", "冻结他的账户", "让对方赔钱"])
def test_what_asks_the_court_gives_nothing_up(said: str) -> None:
    assert not gives_up(said)


def test_by_the_way_is_no_yes() -> None:
    assert by_the_way("对了，还有件事")
    assert not by_the_way("对了")
    assert not by_the_way("对，还有件事")
