"""Sentences that ask for two things, and sentences that only look so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.clauses import after_introduction, halves, meant
from bot.language.fold import fold
from bot.nlu.wishes import understood as all_understood
from bot.nlu.wishes import wishes
from tests.ranking import Always

WORDS = {
    "开庭": "query.hearing",
    "诉讼费": "query.fee",
    "电话": "query.contact",
    "延期": "request.hearing_postponement",
    "证号": "identity.verify",
    "你好": "dialog.greet",
}


def by_word(texts: Sequence[str]) -> list[list[tuple[str, float]]]:
    """The function of the last word known; unsure where there is none."""
    found = [max(WORDS, key=text.rfind) if any(word in text for word in WORDS) else "" for text in texts]
    return [[(WORDS.get(word, "other.out_of_scope"), 0.9 if word else 0.2)] for word in found]


def understood(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    (found,) = wishes([folded], by_word)
    return [(wish.ranking[0][0], folded[wish.start : wish.end]) for wish in found]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("查一下什么时候开庭，顺便问下诉讼费", "查一下什么时候开庭", "问下诉讼费"),
        ("帮我看看什么时候开庭另外书记员电话多少", "帮我看看什么时候开庭", "书记员电话多少"),
        ("我要申请延期。对了，诉讼费交了没有", "我要申请延期", "诉讼费交了没有"),
        ("先说下几号开庭 再帮我查诉讼费", "先说下几号开庭", "帮我查诉讼费"),
        ("查一下什么时候开庭还有个问题诉讼费交了没有", "查一下什么时候开庭", "诉讼费交了没有"),
        ("查一下什么时候开庭，还有一个，诉讼费交了没有", "查一下什么时候开庭", "诉讼费交了没有"),
    ],
)
def test_two_wishes_are_taken_in_their_order(text: str, first: str, second: str) -> None:
    assert [words for _, words in understood(text)] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "什么时候开庭，顺便",  # nothing follows
        "开庭通知收到了，另外那个呢",  # the second half is no wish by itself
        "你好，另外问下几号开庭",  # a greeting is no wish
        "还有几天开庭，顺便问下开庭在哪个庭",  # twice the same
        "我在上海还有个庭，想申请延期",  # 还有 joins nothing here
        "开庭那天我在上海还有一个庭，想申请延期",
        "再查一下开庭时间",
    ],
)
def test_one_wish_is_left_whole(text: str) -> None:
    assert [words for _, words in understood(text)] == [fold(text)]


def test_who_introduces_himself_wishes_what_he_says_then() -> None:
    said = "我是林知远律师，执业证号11101201510123456，查一下什么时候开庭"
    assert [function for function, _ in understood(said)] == ["query.hearing"]
    assert [function for function, _ in understood("我是林知远律师，执业证号11101201510123456")] == [
        "identity.verify"
    ]


def test_only_a_person_or_a_licence_is_an_introduction() -> None:
    assert after_introduction("执业证忘带了,能用码进吗") is None
    assert after_introduction("我是林知远律师,几号开庭") == "几号开庭"


@given(st.text(max_size=80))
def test_halves_lie_apart_within_the_text(text: str) -> None:
    if split := halves(fold(text)):
        first, second = split
        assert 0 <= first.start < first.end <= second.start < second.end <= len(fold(text))


@given(st.lists(st.text(max_size=40), max_size=5))
def test_every_text_has_one_wish_or_two(texts: list[str]) -> None:
    found = wishes([fold(text) for text in texts], by_word)
    assert [1 <= len(each) <= 2 for each in found] == [True] * len(texts)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("不是要签，只想看有几份文书", "只想看有几份文书"),
        ("我不投诉 就是想找个人讲", "就是想找个人讲"),
        ("是刑初，不是行初，耳朵呢", "是刑初,耳朵呢"),
        ("并非申请鉴定，乃请求调取原始检测数据", "乃请求调取原始检测数据"),
        ("不是这个案子", "不是这个案子"),
        ("不服判决想上诉", "不服判决想上诉"),
        ("是不是要交材料", "是不是要交材料"),
        ("您好，我不想打官司了", "您好,我不想打官司了"),
        ("非常不满意，请录入", "非常不满意,请录入"),
        ("别的法院能立案吗，我在外地", "别的法院能立案吗,我在外地"),
        ("对方不到庭怎么办，开庭吗", "对方不到庭怎么办,开庭吗"),
    ],
)
def test_what_is_meant_is_left_of_what_is_denied(text: str, left: str) -> None:
    assert meant(fold(text)) == left


@given(
    st.lists(st.sampled_from(["不是要签", "只想看", "，", " ", "您好", "别提交"]), max_size=6).map("".join)
)
def test_what_is_said_last_is_always_meant(text: str) -> None:
    last = fold(text).rstrip(", ").rpartition(",")[2].rpartition(" ")[2]
    assert meant(fold(text)).rstrip(", ").endswith(last)


def test_what_was_heard_is_ranked_apart_and_every_text_keeps_its_place() -> None:
    class TwoEars:
        rank = Always("query.case").rank
        rank_heard = Always("query.fee").rank

    found = all_understood(["一", "二", "三"], [True, False, True], TwoEars())
    assert [wish.ranking[0][0] for (wish,) in found] == ["query.fee", "query.case", "query.fee"]
