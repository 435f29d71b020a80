"""What is said: exact, never more than was done, in words for every finding and every state."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from actions.law.checks.finding import Finding
from actions.service.requests import speech
from actions.service.requests.kinds import Record
from actions.service.requests.matters import all_matters, matter
from actions.service.requests.receipt import Receipt
from actions.service.wording import Modality, keys
from actions.store.database import Database
from tests.unit.requests import house
from tests.unit.requests.house import CIVIL, at, postpone, recuse

MODALITIES: tuple[Modality, ...] = get_args(Modality)
ROOT = speech.__file__.rsplit("/actions/", 1)[0]


@pytest.mark.parametrize("modality", MODALITIES)
def test_the_receipt_says_registered_and_that_no_period_is_kept(court: Database, modality: Modality) -> None:
    with court.write() as session:
        receipts = [postpone(session), recuse(session)]
    for receipt in receipts:
        text = speech.registered(receipt, modality, "https://example.test")
        assert "登记" in text and "书面" in text and "签署" in text and "3月12日" in text
        assert not re.search("申请成功|已办理|已提交|已受理", text)
        assert receipt.receipt_no in re.sub(r"\D", "", text)
    assert ("https://example.test" in text) == (modality != "spoken")


@pytest.mark.parametrize("modality", MODALITIES)
def test_the_read_back_has_every_field_and_no_code(court: Database, modality: Modality) -> None:
    with court.write() as session:
        fields = {**house.RECUSE, "office": "judge", "known_since": "2026-02-27"}
        text = speech.read_back(Record(at(session), CIVIL), matter("request.recusal"), fields, modality)
    for shown in ("沈默", "审判员", "与本案有利害关系", "持有被告公司的股份", "2月27日", "对"):
        assert shown in text
    assert not re.search(r"[a-z_]{3,}", text)


@pytest.mark.parametrize("modality", MODALITIES)
def test_a_hearing_is_read_back_by_its_time(court: Database, modality: Modality) -> None:
    with court.write() as session:
        fields = {**house.POSTPONE, "hearing": "h1"}
        asked = matter("request.hearing_postponement")
        text = speech.read_back(Record(at(session), CIVIL), asked, fields, modality)
    assert "3月12日" in text and "h1" not in text


def test_every_finding_of_the_law_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(ROOT, "actions/law/checks").glob("*.py")]
    made = re.compile(r'Finding\(\s*"(?:refuse|warn|info)", "(\w+)"')
    named = {key for source in sources for key in made.findall(source)}
    assert named
    assert {f"finding.{key}" for key in named} <= keys()


@pytest.mark.parametrize("modality", MODALITIES)
def test_an_article_is_cited_from_the_table_only(modality: Modality) -> None:
    asked = matter("request.recusal")
    (sentence,) = speech.said([Finding("refuse", "case_closed", ("cpl.48",))], asked, modality)
    assert "民事诉讼法" in sentence and "第四十八条" in sentence
    with open(f"{ROOT}/data/replies/requests.yml", encoding="utf-8") as words:
        assert not re.search("第[一二三四五六七八九十百零]+条", words.read())


def test_a_receipt_survives_being_kept_as_an_outcome(court: Database) -> None:
    with court.write() as session:
        receipt = recuse(session)
    assert Receipt.from_outcome(receipt.outcome()) == receipt


@pytest.mark.parametrize("modality", MODALITIES)
def test_every_question_has_words_for_the_ear(modality: Modality) -> None:
    for asked in all_matters():
        for field in asked.fields:
            text = field.question.text(modality)
            assert text.endswith(("？", "。"))
            assert modality != "spoken" or not re.search(r"[0-9A-Za-z（）]", text)
