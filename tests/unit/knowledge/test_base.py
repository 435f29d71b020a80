"""The base that the project ships: every entry is complete, rests on articles, and can be said and found."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from pydantic import ValidationError

from actions.law.articles import article
from actions.service.knowledge.entries import Entry, base, topics
from actions.service.wording import say

TOLD = {
    "id": "filing.oral",
    "title": "口头起诉",
    "questions": ["能口头起诉吗", "不会写起诉状怎么办", "可以口头立案吗"],
    "answer": "书写起诉状确有困难的，可以口头起诉，由法院记入笔录。",
    "spoken": "书写确有困难的，可以口头起诉。",
    "articles": ["cpl.123"],
    "valid_from": "2024-01-01",
}


def test_every_entry_belongs_to_a_topic_and_has_an_id_of_its_own() -> None:
    ids = Counter(entry.id for entry in base())
    assert [each for each, times in ids.items() if times > 1] == []
    assert {entry.topic for entry in base()} == set(topics())


def test_no_two_entries_are_asked_in_the_same_words() -> None:
    wordings = Counter(wording for entry in base() for wording in entry.wordings)
    assert [each for each, times in wordings.items() if times > 1] == []


@pytest.mark.parametrize("entry", base(), ids=lambda entry: entry.id)
def test_articles_are_named_through_the_table_alone(entry: Entry) -> None:
    assert all(article(key).verified for key in entry.articles)
    for text in (entry.answer, entry.spoken):
        assert not re.search(r"第[一二三四五六七八九十百零\d]+条", text), "an article typed into an answer"


@pytest.mark.parametrize("entry", base(), ids=lambda entry: entry.id)
def test_an_answer_is_told_in_every_form(entry: Entry) -> None:
    facts = {
        "answer": entry.answer, "spoken": entry.spoken, "law": "某法第一条", "more": False,
        "decides": entry.decides,
    }  # fmt: skip
    for modality in ("rich", "short", "spoken"):
        said = say("knowledge.answer", facts, modality)
        assert "参考" in said and entry.decides in said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("spoken", "期限是15日，自送达起算"),
        ("spoken", "费用是标的的百分之一（一万以上）"),
        ("spoken", "依据《民事诉讼法》可以口头起诉"),
        ("articles", ["cpl.9999"]),
        ("articles", []),
        ("questions", ["只有一种问法"]),
        ("questions", ["同样的问法", "同样的问法", "另一种问法"]),
        ("answer", "太短"),
        ("valid_from", "2月30日"),
        ("levels", ["镇级"]),
        ("id", "没有编号"),
    ],
)
def test_an_entry_that_is_not_right_is_refused(field: str, value: object) -> None:
    assert Entry.model_validate(TOLD).levels
    with pytest.raises(ValidationError):
        Entry.model_validate(TOLD | {field: value})
