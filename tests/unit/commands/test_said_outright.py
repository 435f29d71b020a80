"""Whole answers that are known without a model."""

from __future__ import annotations

import pytest

from bot.language.short_answers import is_filler, said_outright


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("对", "dialog.affirm"),
        ("嗯，对的！", "dialog.affirm"),
        ("Yes", "dialog.affirm"),
        ("no", "dialog.deny"),
        ("人工", "human.agent"),
        ("诉讼费计算", "consult.fee"),
    ],
)
def test_a_short_answer_or_the_name_of_a_function_stands_for_it(text: str, function: str) -> None:
    assert said_outright(text) == function


@pytest.mark.parametrize("text", ["", "对方律师是谁", "我要算诉讼费计算错没错", "True"])
def test_anything_longer_is_left_to_the_model(text: str) -> None:
    assert said_outright(text) is None


def test_hesitation_is_filler() -> None:
    assert is_filler("呃，那个……")
    assert not is_filler("呃，开庭")
