"""Six digits while a code of the account lives, was just used or is paused: they go no further than the
door."""

from __future__ import annotations

import pytest

from actions.service.conversations.secrets import HIDDEN, Taken, doubtful, taken
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.store.database import Database

from .conftest import FixedClock, other_than
from .desk import Desk


@pytest.fixture
def desk(bar: Database, clock: FixedClock, keys: Secrets, register: FeedRegister) -> Desk:
    return Desk(bar, clock, keys, register)


SPOKEN = "零一二三四五六七八九"
WAYS = (
    "{}",
    "{} 谢谢",
    "我要投诉他 {}",
    "取消 {}",
    "五分。{}",
    "验证码是{}，谢谢",
    "我的码{}快点",
)


def at_door(desk: Desk, text: str) -> Taken:
    with desk.database.write() as session:
        return taken(desk.work(session), "wechat", "openid-1", text, keys=False)


def spellings(code: str) -> list[str]:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    words = "".join(SPOKEN[int(digit)] for digit in code)
    joined = [mark.join(code) for mark in (" ", "-", "、", ",", "，", ".", "  ")]
    return [code, f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}", wide, words, " ".join(words), *joined]


@pytest.mark.parametrize("way", WAYS)
def test_a_living_code_is_taken_however_it_is_written_and_whatever_was_asked_last(
    desk: Desk, way: str
) -> None:
    code = desk.ask()
    assert code
    for spelling in spellings(code):
        found = at_door(desk, way.format(spelling))
        assert found.text == HIDDEN, spelling
        assert found.secret is not None and (found.secret.kind, found.secret.digits) == ("code", code)


@pytest.mark.parametrize(
    "way",
    [
        "前三位{0}后三位{1}",
        "前3位是{0}，后3位是{1}",
        "前面是{0}后面是{1}",
        "{0} 然后 {1}",
        "先是{0}，接着是{1}。",
        "我的码 {0} 再 {1} 谢谢",
    ],
)
def test_a_code_told_in_pieces_is_taken_too(desk: Desk, way: str) -> None:
    code = desk.ask()
    assert code
    words = "".join(SPOKEN[int(digit)] for digit in code)
    for told in (code, words):
        found = at_door(desk, way.format(told[:3], told[3:]))
        assert found.text == HIDDEN, told
        assert found.secret is not None and found.secret.digits == code


@pytest.mark.parametrize(
    "text",
    [
        "标的528000元，诉讼费多少",
        "诉讼费怎么算，金额是 528000",
        "528000块",
        "五二八零零零元",
        "他2026年那天 261130 日开庭",
        "482913 528000",
        "482913 5分",
    ],
)
def test_what_may_be_a_sum_or_a_date_is_hidden_untried_and_asked_about(desk: Desk, text: str) -> None:
    desk.ask()
    found = at_door(desk, text)
    assert found.secret is None and doubtful(found.text)
    assert "528000" not in found.text and "482913" not in found.text and "261130" not in found.text


@pytest.mark.parametrize(
    "text",
    [
        "52万8千的标的诉讼费多少",
        "11101201510123456，林知远",
        "（2026）京0105民初100861号",
        "我的手机13800001234",
        "收件号 20261123000017",
        "转人工",
        "三天以后",
    ],
)
def test_other_numbers_pass_while_a_code_lives(desk: Desk, text: str) -> None:
    desk.ask()
    assert at_door(desk, text) == Taken(text)


def test_without_a_code_a_sum_passes(desk: Desk) -> None:
    assert at_door(desk, "528000") == Taken("528000")


def test_a_code_just_used_is_hidden_and_another_number_passes(desk: Desk, clock: FixedClock) -> None:
    code = desk.ask()
    assert code and desk.enter(code).outcome == "verified"
    for spelling in spellings(code):
        assert code not in at_door(desk, f"再发一次 {spelling}").text
        assert at_door(desk, spelling).text == HIDDEN
    assert at_door(desk, other_than(code)).secret is None
    clock.pass_by(minutes=31)
    assert at_door(desk, code) == Taken(code)


def test_while_the_account_rests_digits_are_taken_and_the_pause_is_said(desk: Desk) -> None:
    code = desk.ask()
    desk.enter_wrong(code, 5)
    assert code
    found = at_door(desk, f"投诉 {code}")
    assert found.text == HIDDEN and found.secret is not None
    assert desk.enter(found.secret.digits).outcome == "dead"


def test_no_number_of_sentences_tells_whether_hidden_digits_were_right(desk: Desk) -> None:
    """What is not counted as a try is not compared."""
    code = desk.ask()
    assert code
    for digits in (code, other_than(code)):
        text = f"标的{digits}元"
        assert at_door(desk, text) == Taken(text.replace(digits, HIDDEN))
