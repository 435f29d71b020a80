"""What `hotline parse` answers, with a model that knows one sentence by heart."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.courts import CourtDirectory
from bot.understanding import Sentence, Unreadable, answers, sentence
from tests.ranking import Always

TODAY = date(2026, 11, 21)


def understood(text: str, function: str = "query.case", modality: str = "text") -> dict[str, Any]:
    lines = [json.dumps(text).encode()]
    return next(answers(lines, modality, TODAY, Always(function), CourtDirectory.load_default()))


def slots(text: str, function: str = "query.case") -> Any:
    return understood(text, function)["slots"]


def test_an_answer_has_the_fields_of_the_contract() -> None:
    answer = understood("（2026）京0105民初88号的标的是52.8万，下周三上午九点在海淀法院开庭")
    assert answer == {
        "text": "（2026）京0105民初88号的标的是52.8万，下周三上午九点在海淀法院开庭",
        "function": "query.case",
        "confidence": 0.9,
        "case_numbers": ["（2026）京0105民初88号"],
        "slots": {
            "amount_yuan": 528000,
            "sums": [{"yuan": "528000", "role": "claim"}],
            "date": "2026-11-25",
            "time": "09:00",
            "court": "北京市海淀区人民法院",
        },
    }


def test_spoken_numbers_are_read_from_speech() -> None:
    answer = understood("二零二六京零一零五名出八八号", modality="voice")
    assert answer["case_numbers"] == ["（2026）京0105民初88号"]


def test_a_case_named_twice_is_one() -> None:
    number = "（2026）京0105民初88号"
    assert understood(f"{number}，就是{number}")["case_numbers"] == [number]


def test_an_amount_keeps_its_cents() -> None:
    assert slots("标的1234.56元")["amount_yuan"] == 1234.56


def test_a_court_name_that_several_share_fills_no_slot() -> None:
    assert "court" not in slots("鼓楼法院的电话")


def test_the_only_sum_said_counts_unless_a_fee_is_asked_that_cannot_rest_on_it() -> None:
    assert slots("受理费交了8800元，退给谁", "request.refund")["amount_yuan"] == 8800
    assert "amount_yuan" not in slots("判了三百二十万，上诉费多少", "consult.fee")


def test_foreign_money_is_named_as_such() -> None:
    found = slots("标的三万欧，诉讼费多少", "consult.fee")
    assert found == {"foreign": {"amount": "30000", "currency": "EUR"}}


def test_what_is_denied_gives_way_to_what_is_stated() -> None:
    assert slots("不是三十万，是三十五万", "dialog.correct")["amount_yuan"] == 350000
    assert slots("是三十五万，不是三十万", "dialog.correct")["amount_yuan"] == 350000


def test_a_value_only_denied_is_still_a_value() -> None:
    assert slots("不是三十万", "dialog.deny")["amount_yuan"] == 300000


@pytest.mark.parametrize(
    ("text", "function", "matter"),
    [
        ("申请财产保全要准备什么", "consult.materials", "request.preservation"),
        ("撤诉申请书有没有模板", "consult.template", "request.withdrawal"),
        ("撤回起诉的流程", "consult.procedure", "request.withdrawal"),
        ("我上周交的延期开庭批了没有", "query.request", "request.hearing_postponement"),
        ("保全费怎么算", "consult.fee", "request.preservation"),
    ],
)
def test_a_question_about_a_matter_names_it(text: str, function: str, matter: str) -> None:
    assert slots(text, function)["matter"] == matter


def test_a_request_is_no_question_about_a_matter() -> None:
    assert "matter" not in slots("我要申请财产保全", "request.preservation")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("因为那天在南京另有庭审，申请延期", "那天在南京另有庭审"),
        ("申请延期，理由是我的当事人住院", "我的当事人住院"),
        ("那天我在苏州还有个庭，帮我改期", "那天我在苏州还有个庭"),
    ],
)
def test_the_reason_of_a_request_is_told(text: str, reason: str) -> None:
    assert slots(text, "request.hearing_postponement")["reason"] == reason


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"null",
        b'{"modality": "text"}',
        b'{"text": 5}',
        b'{"text": "a", "modality": "smoke"}',
        b'{"text": "a", "modality": ["text"]}',
        b'{"text": "a", "today": "tomorrow"}',
        b'{"text": "a", "today": 20261121}',
        b"[" * 100_000,
    ],
)
def test_a_line_that_says_nothing_is_refused_in_a_sentence(line: bytes) -> None:
    with pytest.raises(Unreadable, match=r"。$"):
        sentence(line, "text", TODAY)


def test_a_line_may_say_how_and_when_it_was_said() -> None:
    line = json.dumps({"text": "明天", "modality": "voice", "today": "2026-01-05", "label": 1}).encode()
    assert sentence(line, "text", TODAY) == Sentence("明天", "voice", date(2026, 1, 5))


@given(st.lists(st.text(max_size=20) | st.none(), max_size=6))
def test_every_line_is_answered_in_its_place(texts: list[str | None]) -> None:
    lines = [b"{" if text is None else json.dumps(text).encode() for text in texts]
    given_back = list(answers(lines, "text", TODAY, Always("dialog.greet"), CourtDirectory.load_default()))
    assert [answer.get("text") for answer in given_back] == texts
    assert all(("error" in answer) == (text is None) for answer, text in zip(given_back, texts, strict=True))
