"""What is asked finds its entry; what nobody wrote an answer for is not answered."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from actions.service.knowledge.entries import base
from actions.service.knowledge.shelf import Shelf
from actions.service.knowledge.words import plain, tokens


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Without the encoder: with it the same and more are found (`hotline evaluate --knowledge`)."""
    return Shelf(encoder=lambda: None)


def test_what_is_asked_in_its_own_wording_finds_its_entry(shelf: Shelf) -> None:
    asked = [(wording, entry.id) for entry in base() for wording in entry.wordings]
    assert [wording for wording, wanted in asked if shelf.find(wording).entries[0].id != wanted] == []


def test_it_is_found_in_other_words(shelf: Shelf) -> None:
    for text, wanted in (
        ("请问管辖异议被驳了，能不能上诉呀？", "jurisdiction.objection_refused"),
        ("小额诉讼判了以后不服还能上诉吗", "hearing.small_final"),
        ("律师助理账号最多可以开几个", "lawyers.assistants"),
    ):
        found = shelf.find(text)
        assert found.sure and found.entries[0].id == wanted, text


def test_questions_of_other_worlds_are_not_answered(shelf: Shelf) -> None:
    for text in ("今天天气怎么样", "帮我订一张去上海的机票", "红烧肉怎么做", "", "？？？", "asdf qwer"):
        assert not shelf.find(text).sure, text


def test_what_was_told_already_is_left_out(shelf: Shelf) -> None:
    first = shelf.find("反诉什么时候提").entries[0]
    assert first.id == "filing.counterclaim"
    assert first not in shelf.find("反诉什么时候提", but=first.id).entries


def test_an_entry_does_not_hold_before_its_day(shelf: Shelf) -> None:
    before = shelf.find("反诉什么时候提", today=date(1990, 1, 1))
    assert before.entries == () and not before.sure


def test_everyday_words_become_those_of_the_field() -> None:
    assert plain("请问咋起诉") == "怎么起诉"
    assert "起诉状" in tokens(["诉状"])[0]
    assert plain("上诉状要交几份") == "上诉状要交几份"
    assert tokens(["……"]) == [[]]


def test_while_the_encoder_reads_the_base_questions_are_answered_by_words() -> None:
    reading, asked = threading.Event(), threading.Event()

    def slow() -> None:
        reading.set()
        asked.wait()

    shelf = Shelf(encoder=slow)
    preparing = threading.Thread(target=shelf.prepare)
    preparing.start()
    reading.wait()
    try:
        assert shelf.find("反诉什么时候提").entries[0].id == "filing.counterclaim"
    finally:
        asked.set()
        preparing.join()


def test_what_was_read_once_is_kept(tmp_path: Path) -> None:
    Shelf(tmp_path, encoder=lambda: None).prepare()
    assert list(tmp_path.iterdir()) == []
