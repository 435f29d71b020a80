"""Causes and documents: the tables and how titles stand to each other."""

from __future__ import annotations

import pytest

from bot.language.fold import fold
from bot.language.titles import causes, documents


def test_the_common_causes_are_there() -> None:
    assert len(causes().above) >= 250
    for title in ("离婚纠纷", "机动车交通事故责任纠纷", "民间借贷纠纷", "劳动争议", "危险驾驶罪", "行政处罚"):
        assert causes().words[title] == title


def test_no_kind_of_procedure_is_a_cause() -> None:
    assert not {"民事", "刑事", "行政", "国家赔偿"} & causes().words.keys()


def test_no_word_means_both_a_cause_and_a_document() -> None:
    assert not causes().words.keys() & documents().words.keys()


def test_words_are_folded() -> None:
    for titles in (causes(), documents()):
        assert all(word == fold(word) for word in titles.words)


@pytest.mark.parametrize("word", ["合同", "侵权", "纠纷", "案", "执行", "赔偿", "银行卡", "书", "通知"])
def test_what_says_too_little_is_no_word(word: str) -> None:
    assert word not in causes().words
    assert word not in documents().words


@pytest.mark.parametrize(
    ("recorded", "title"),
    [
        ("买卖合同纠纷执行", "买卖合同纠纷"),
        ("劳动争议执行", "劳动争议"),
        ("合同诈骗", "合同诈骗罪"),
        ("商品房预售合同纠纷", "商品房预售合同纠纷"),
        ("偷越国（边）境罪", "偷越国（边）境罪"),
        ("某种没有列出的案由", None),
    ],
)
def test_the_cause_of_a_record_is_known_by_its_longest_word(recorded: str, title: str | None) -> None:
    assert causes().titled(recorded) == title


@pytest.mark.parametrize(
    ("recorded", "title"),
    [
        ("民事判决书", "判决书"),
        ("证据材料副本（被告补充提交）", "证据材料副本"),
        ("执行裁定书", "执行裁定书"),
        ("开庭传票", "传票"),
        ("廉政告知", None),
    ],
)
def test_the_kind_of_a_document_is_told_by_its_title(recorded: str, title: str | None) -> None:
    assert documents().titled(recorded) == title


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("劳动争议", "工伤保险待遇纠纷", True),
        ("借款合同纠纷", "民间借贷纠纷", True),
        ("诈骗罪", "合同诈骗罪", True),
        ("离婚纠纷", "离婚纠纷", True),
        ("离婚纠纷", "抚养费纠纷", False),
        ("买卖合同纠纷", "房屋买卖合同纠纷", False),
        ("民间借贷纠纷", "金融借款合同纠纷", False),
    ],
)
def test_who_names_the_wider_cause_means_the_narrower_too(one: str, other: str, akin: bool) -> None:
    assert causes().akin(one, other) is causes().akin(other, one) is akin


def test_a_ruling_is_of_its_kind() -> None:
    assert documents().akin("裁定书", "保全裁定书")
    assert not documents().akin("执行裁定书", "保全裁定书")
