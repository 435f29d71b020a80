"""Weights are fitted on what is given, in the assistant's environment."""

from __future__ import annotations

import gzip
import json
import subprocess
from typing import Any

import pytest

from api.assistant.installing import PYTHON
from api.assistant.modules import environment
from api.settings import PROJECT

pytestmark = pytest.mark.usefixtures("assistant_environment")

QUESTION = {"act": "question", "features": ["asks", "place open"]}
ANSWER = {"act": "answer", "features": ["readable True", "place open"]}
WISH = {"act": "wish", "features": ["wishes", "place open"]}


def weighed(lines: list[dict[str, Any]], *options: str) -> list[Any]:
    """What `python -m bot.weigh` prints, line by line."""
    done = subprocess.run(
        [str(PYTHON), "-m", "bot.weigh", *options],
        cwd=PROJECT,
        env=environment({"HOTLINE_INNER_URL": "http://127.0.0.1:1", "HOTLINE_INNER_SECRET": "none"}),
        input="\n".join(json.dumps(line, ensure_ascii=False) for line in lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def by(hand: str, *examples: dict[str, Any]) -> list[dict[str, Any]]:
    """By words alone: without a text nothing is asked of the encoder."""
    return [{**each, "hand": hand, "text": ""} for each in examples]


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("weights")
    once = {"act": "wish", "features": ["seen once", "wishes", "place open"]}
    weighed(by("one", QUESTION, ANSWER, WISH, QUESTION, ANSWER, WISH, once), str(folder))
    [written] = folder.iterdir()
    return json.loads(gzip.decompress(written.read_bytes()))


def test_sorts_and_their_biases_stand_in_one_order(fitted: Any) -> None:
    assert fitted["sorts"] == ["answer", "question", "wish"]
    assert len(fitted["bias"]) == 3


@pytest.mark.parametrize(
    ("feature", "sort"), [("asks", "question"), ("readable True", "answer"), ("wishes", "wish")]
)
def test_a_feature_of_one_sort_weighs_for_it_most(fitted: Any, feature: str, sort: str) -> None:
    weights = {fitted["sorts"][place]: weight for place, weight in fitted["weights"][feature]}
    assert max(weights, key=lambda each: weights[each]) == sort
    assert weights[sort] > 0


def test_a_feature_of_one_sentence_alone_has_no_weight(fitted: Any) -> None:
    assert "seen once" not in fitted["weights"]


def test_small_weights_are_left_out(fitted: Any) -> None:
    kept = [weight for row in fitted["weights"].values() for _, weight in row]
    assert kept
    assert min(abs(weight) for weight in kept) >= 0.02


def test_each_hand_is_judged_by_the_others_alone() -> None:
    """The third hand calls by other names what the two others agree on, and is not believed of itself."""
    contrary = [{**QUESTION, "act": "answer"}, {**ANSWER, "act": "question"}] * 2
    lines = by("one", QUESTION, ANSWER, WISH) * 3 + by("two", QUESTION, ANSWER, WISH) * 3
    lines += by("three", *contrary)
    found = weighed(lines, "--by-hand", "0.5", "0.95")
    assert len(found) == len(lines)
    assert [each["words"] for each in found[-len(contrary) :]] == ["question", "answer"] * 2
