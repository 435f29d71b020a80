"""Case numbers that a voice spoke over a telephone line and a small recogniser wrote down (data/speech).

The callers and cases are invented, the mistakes are the recogniser's own. Held out: nothing is tuned on
these sentences.
"""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.language.case_number import CaseNumber
from bot.language.courts import CourtDirectory
from bot.language.heard import as_heard, sounding_alike
from bot.language.reading import read
from bot.language.sounds import match_own_cases, meant

HELD_OUT = Path(__file__).parents[2] / "validation" / "case_numbers" / "spoken.jsonl"
FOUND_AFTER_ONE_QUESTION = 0.95


def outcome(row: dict[str, Any], directory: CourtDirectory, today: date) -> str:
    """found, asked (two to choose from, the right one among them), missed, or wrong (one was taken, and
    it was another)."""
    read_out = [
        case.number
        for case in read(row["text"], today=today, directory=directory, modality="voice").case_numbers
        if case.number
    ]
    own = row["own_cases"]
    heard = [
        number.canonical
        for number in read_out
        if number.canonical in own and not any(str(other) in own for other in sounding_alike(number))
    ]
    offered = heard or [str(case) for case in meant(match_own_cases(row["text"], own))]
    if len(offered) == 1:
        return "found" if offered == [row["case_number"]] else "wrong"
    return "asked" if row["case_number"] in offered and len(offered) == 2 else "missed"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in HELD_OUT.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def outcomes(rows: list[dict[str, Any]], directory: CourtDirectory, today: date) -> Counter[str]:
    return Counter(outcome(row, directory, today) for row in rows)


def test_the_case_is_found_after_at_most_one_question(
    rows: list[dict[str, Any]], outcomes: Counter[str]
) -> None:
    assert (outcomes["found"] + outcomes["asked"]) / len(rows) >= FOUND_AFTER_ONE_QUESTION, outcomes


def test_another_case_is_never_taken_for_the_one_meant(outcomes: Counter[str]) -> None:
    assert outcomes["wrong"] == 0, outcomes


def test_cases_that_sound_alike_are_never_decided_between(rows: list[dict[str, Any]]) -> None:
    """刑 and 行 of the same number are one sound, whatever the recogniser wrote."""
    for row in rows:
        alike = [
            case
            for case in row["own_cases"]
            if case.replace("刑", "行") == row["case_number"].replace("刑", "行")
        ]
        offered = meant(match_own_cases(row["text"], row["own_cases"]))
        assert len(set(alike) & {str(case) for case in offered}) in (0, len(alike))


OWN = [
    "（2024）京0105民初12345号",
    "（2023）沪0115民初678号",
    "（2024）桂0981执保5775号",
    "（2022）闽07刑终1212号",
]


@pytest.mark.parametrize(
    ("heard", "number"),
    [
        pytest.param("2024年被流氏法院指宝 5775号请问判决出来没有", OWN[2], id="court by its name"),
        pytest.param("北流法院那个执保五千七百七十五号", OWN[2], id="serial by its value"),
        pytest.param("爱洞爱四年京洞幺洞五名出药爱三四五", OWN[0], id="digits of the telephone"),
    ],
)
def test_a_number_is_known_however_it_is_said(heard: str, number: str) -> None:
    assert meant(match_own_cases(heard, OWN)) == [number]


def test_what_is_hardly_heard_is_asked_about_and_never_taken() -> None:
    """Between POSSIBLE and CLEAR the two likeliest are offered; of a single case nothing is made."""
    matches: list[tuple[CaseNumber | str, float]] = [(OWN[0], 0.6), (OWN[1], 0.4), (OWN[2], 0.35)]
    assert meant(matches) == OWN[:2]
    assert meant(matches[:1]) == []


@pytest.mark.parametrize(
    ("heard", "canonical"),
    [
        ("2002-13年鲁0302名特自第7533号", "（2023）鲁0302民特7533号"),
        ("200212年浙0703名出5万4285号", "（2022）浙0703民初54285号"),
        ("20025年黑0624值19088号", "（2025）黑0624执19088号"),
    ],
)
def test_a_number_is_read_from_sound_alone(
    heard: str, canonical: str, directory: CourtDirectory, today: date
) -> None:
    (case,) = read(heard, today=today, directory=directory, modality="voice").case_numbers
    assert str(case.number) == canonical and case.doubtful


@pytest.mark.parametrize("heard", ["2025年以0191至623号", "2024年6月至2026年", "2023年0123.16万1423元"])
def test_ordinary_numbers_are_left_as_they_were_heard(heard: str) -> None:
    assert as_heard(heard) == heard
