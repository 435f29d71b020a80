"""What a sentence is in its place, on pairs of people who saw no code: acts and values together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from actions.service.knowledge.shelf import encoder_here
from actions.service.senses import Encoded
from api.commands.evaluation.examples import messages
from api.commands.evaluation.in_place import found_acts, read_pairs
from api.commands.evaluation.placing import Placed, measured
from api.commands.parsing import prepared_model
from api.settings import PROJECT, Settings

HELD_OUT = sorted((PROJECT / "tests" / "validation" / "in_place").glob("*.jsonl"))
RIGHT = {"written": 0.95, "heard": 0.945}
NAMES = 0.97


@pytest.fixture(scope="module")
def report(assistant_environment: None) -> dict[str, Any]:
    folder = Path(os.environ.get("HOTLINE_TEST_MODELS", PROJECT / "var" / "test")).resolve()
    settings = Settings(data_dir=folder)
    pairs = read_pairs(HELD_OUT)
    found = messages(settings, prepared_model(settings), pairs)
    senses = Encoded(encoder_here)
    return measured(
        [Placed(pair, found_acts(pair, message, senses)) for pair, message in zip(pairs, found, strict=True)]
    )


def _share(part: dict[str, int]) -> float:
    return part["right"] / part["of"]


@pytest.mark.parametrize("modality", RIGHT)
def test_acts_and_values_are_right(report: dict[str, Any], modality: str) -> None:
    assert _share(report["modality"][modality]) >= RIGHT[modality]


def test_names_are_read_whatever_they_sound_like(report: dict[str, Any]) -> None:
    assert _share(report["names"]) >= NAMES


def test_the_hands_are_large_enough_to_tell(report: dict[str, Any]) -> None:
    assert report["all"]["of"] >= 600
    assert report["names"]["of"] >= 150
