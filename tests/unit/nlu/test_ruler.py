"""What the ruler finds in a sentence, in the assistant's own environment (spaCy lives nowhere else)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from api.assistant.installing import PYTHON
from api.assistant.modules import environment
from api.settings import PROJECT
from bot.language.tables import read_yaml
from bot.language.titles import causes, documents

CASES = read_yaml(Path(__file__).parent / "mentions.yml")
READ = """
import json, sys
from bot.nlu.ruler import ruler
found = [[[*map(list, call(text))] if name != "masked" else call(text)
    for name, call in (("find", ruler().find), ("stated", ruler().stated), ("masked", ruler().masked))]
    for text in json.load(sys.stdin)]
print(json.dumps([found, "tensorflow" in sys.modules]))
"""
COMPONENT = """
import bot.light, json
from rasa.shared.nlu.training_data.message import Message
from bot.nlu.ruling import Ruling
message = Message({"text": "那个离婚的判决书", "entities": [{"entity": "before"}]})
print(json.dumps(Ruling().process([message])[0].get("entities")))
"""
MORE = [
    "不是离婚那个，是买卖合同那个",
    "不是离婚那个",
    "海淀法院的离婚案，判决书送达没有",
    "申请财产保全",
    "起诉状怎么写",
    "（２０２６）京０１０５民初８８号的传票",
    "\ud800传票",
    "传" * 5000 + "票",
    "",
    "🙂",
]
TEXTS = [text for text, *_ in CASES] + MORE + sorted(causes().words) + sorted(documents().words)
Read = Callable[[str], tuple[list[list[Any]], list[list[Any]], str]]


@pytest.fixture(scope="module")
def answered(assistant_environment: None) -> tuple[dict[str, Any], bool]:
    """All sentences in one process: text → found, stated, masked; and whether TensorFlow was loaded."""
    done = subprocess.run(
        [str(PYTHON), "-c", READ],
        cwd=PROJECT,
        env=environment({}),
        input=json.dumps(TEXTS).encode(),
        capture_output=True,
        check=True,
    )
    found, tensorflow = json.loads(done.stdout)
    return dict(zip(TEXTS, found, strict=True)), tensorflow


@pytest.fixture
def read(answered: tuple[dict[str, Any], bool]) -> Read:
    return lambda text: answered[0][text]


@pytest.mark.parametrize(("text", "expected"), [(text, named) for text, *named in CASES])
def test_courts_causes_and_documents_are_found_in_order(read: Read, text: str, expected: list[str]) -> None:
    found = [f"{label} {value}" for label, value, *_ in read(text)[0] if label != "MATTER"]
    assert found == [each for each in expected if each != "-"]


def test_every_word_of_the_tables_means_its_title(read: Read) -> None:
    for label, titles in (("CAUSE", causes()), ("DOCUMENT", documents())):
        for word, title in titles.words.items():
            assert read(word)[0] == [[label, title, 0, len(word)]]


def test_spans_are_of_the_folded_text(read: Read) -> None:
    text = "(2026)京0105民初88号的传票"
    assert read("（２０２６）京０１０５民初８８号的传票")[0] == [
        ["DOCUMENT", "传票", len(text) - 2, len(text)]
    ]


def test_no_mention_lies_over_another(read: Read) -> None:
    for text in TEXTS:
        spans = [(start, end) for _, _, start, end in read(text)[0]]
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_what_is_denied_gives_way_to_what_is_stated(read: Read) -> None:
    assert [value for _, value, *_ in read("不是离婚那个，是买卖合同那个")[1]] == ["买卖合同纠纷"]
    assert [value for _, value, *_ in read("不是离婚那个")[1]] == ["离婚纠纷"]


def test_a_masked_sentence_keeps_only_what_is_wanted(read: Read) -> None:
    assert read("海淀法院的离婚案，判决书送达没有")[2] == "法院的案由案,文书送达没有"
    assert read("申请财产保全")[2] == "申请财产保全"


def test_a_matter_is_named_by_its_function(read: Read) -> None:
    assert read("申请财产保全")[0] == [["MATTER", "request.preservation", 2, 6]]


def test_a_word_of_two_tables_is_the_document(read: Read) -> None:
    assert read("起诉状怎么写")[0] == [["DOCUMENT", "起诉状副本", 0, 3]]


@pytest.mark.parametrize("text", ["\ud800传票", "传" * 5000 + "票", "", "🙂"])
def test_any_text_is_read(read: Read, text: str) -> None:
    assert [label for label, *_ in read(text)[0]] == (["DOCUMENT"] if text == "\ud800传票" else [])


def test_rasa_gets_causes_and_documents_beside_what_it_has() -> None:
    done = subprocess.run(
        [str(PYTHON), "-c", COMPONENT], cwd=PROJECT, env=environment({}), capture_output=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [
        {"entity": "before"},
        {"entity": "cause", "value": "离婚纠纷", "start": 2, "end": 4, "extractor": "Ruler"},
        {"entity": "document", "value": "判决书", "start": 5, "end": 8, "extractor": "Ruler"},
    ]


def test_tensorflow_is_left_alone(answered: tuple[dict[str, Any], bool]) -> None:
    assert not answered[1]
