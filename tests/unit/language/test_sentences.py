"""What is read from sentences, and that nothing else is: a wrong value is worse than none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.language.courts import CourtDirectory
from bot.language.tables import read_yaml
from bot.understanding import MODALITIES, Sentence, understand
from tests.ranking import Always


def sentences() -> Iterator[Any]:
    for file in sorted(Path(__file__).parent.glob("sentences/*.yml")):
        for said in read_yaml(file).values():
            for text, slots in said.items():
                yield pytest.param(str(text), slots, id=str(text))


def _written(day: Any) -> Any:
    return [str(each) for each in day] if isinstance(day, list) else str(day)


EVERY_REQUEST = Always("request.hearing_postponement")
"""Reasons are read where something is requested."""


def read(text: str, modality: str, today: date, directory: CourtDirectory) -> dict[str, Any]:
    (answer,) = understand([Sentence(text, modality, today)], EVERY_REQUEST, directory)
    slots = dict(answer["slots"])
    if [float(each["yuan"]) for each in slots.get("sums", ())] == [slots.get("amount_yuan")]:
        del slots["sums"]  # says the same; roles are tested in test_sums.py
    return slots


@pytest.mark.parametrize(("text", "slots"), [*sentences()])
def test_a_sentence_says_this_and_no_more(
    text: str, slots: dict[str, Any], today: date, directory: CourtDirectory
) -> None:
    expected = {name: _written(value) if name == "date" else value for name, value in slots.items()}
    for modality in MODALITIES:
        assert read(text, modality, today, directory) == expected
