"""What is learnt of how entries are found: the space, the weights, and never from what it is tried on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from actions.service.knowledge.asked import Asked, hands, pens, taught
from actions.service.knowledge.belonging import Belonging
from actions.service.knowledge.beyond import beyond
from actions.service.knowledge.entries import base
from actions.service.knowledge.projection import kept_for, learnt, unit, unlearnt
from actions.service.knowledge.regression import choice, logistic
from api.commands.evaluation.knowing import evaluate_knowledge
from api.settings import Settings


def test_a_learnt_space_brings_together_what_belongs_together() -> None:
    drawn = np.random.default_rng(0)
    owners = np.repeat(np.arange(40), 6)
    telling, noise = drawn.normal(size=(40, 24))[owners], 2 * drawn.normal(size=(240, 24))
    vectors = unit(np.concatenate([telling, noise], axis=1)).astype(np.float32)

    def found(space: object) -> float:
        turned = space(vectors)  # type: ignore[operator]
        likeness = turned @ turned.T
        np.fill_diagonal(likeness, -1)
        return float((owners[likeness.argmax(axis=1)] == owners).mean())

    assert found(learnt(vectors, owners.tolist())) > found(unlearnt(vectors)) + 0.05


def test_words_of_advice_do_not_belong_whatever_they_are_about() -> None:
    belonging = Belonging(
        ["管辖异议什么时候提", "上诉期是几天"],
        ["管辖异议怎么提", "上诉状交给哪个法院"],
        ["先告谁划算", "提反诉划不划算", "帮我写一份代理词"],
    )

    assert belonging("管辖异议几天内提") > 0 > belonging("上诉划不划算")


@pytest.mark.parametrize(
    "text",
    [
        "我这个管辖异议法院会支持吗",
        "这点钱值不值得上诉",
        "我那份裁定下来没有",
        "帮我写一份答辩状",
        "这份合同到底有没有效",
    ],
)
def test_a_forecast_advice_or_the_own_case_is_beyond_what_entries_answer(text: str) -> None:
    assert beyond(text) > 0


@pytest.mark.parametrize("text", ["工会支持起诉是怎么回事", "撤诉以后诉讼费能退多少", "二审可能有什么结果"])
def test_words_of_a_forecast_in_another_sense_are_not_beyond(text: str) -> None:
    assert beyond(text) == 0


def test_what_one_person_wrote_is_left_out_together() -> None:
    together = [pen for pen in pens() if len(pen) > 1]

    assert frozenset().union(*pens()) == set(hands()) and sum(map(len, pens())) == len(hands())
    assert {"stairwell", "groping", "clients_story", "merits"} <= together[0]


def test_the_space_of_one_encoder_is_not_used_for_another() -> None:
    assert kept_for("another encoder") is None


def test_the_feature_that_tells_gets_the_weight() -> None:
    drawn = np.random.default_rng(1)
    near, own = drawn.random((300, 20, 2)), drawn.integers(0, 20, 300)
    near[np.arange(300), own, 0] += 1
    weights = choice(near, own, np.ones(300))
    assert weights[0] > 5 * max(weights[1], 0.1)


def test_the_chance_follows_the_answers() -> None:
    facts = np.column_stack([np.ones(200), np.linspace(-1, 1, 200)])
    numbers = logistic(facts, (facts[:, 1] > 0).astype(float), np.ones(200))
    assert numbers[1] > 0 and abs(numbers[0]) < 1


def test_what_a_hand_asked_is_a_wording_of_the_entry_that_answers_it_best() -> None:
    first, second, *rest = base()
    known = taught(base(), [Asked("谁也没这样问过", (first.id, second.id)), Asked("库外的", ())])
    assert known[0].questions == (*first.questions, "谁也没这样问过")
    assert known[1:] == (second, *rest)


def test_every_hand_asks_something_and_nobody_the_same_twice() -> None:
    for hand, asked in hands().items():
        texts = [each.text for each in asked]
        assert texts and len(set(texts)) == len(texts), hand


@pytest.mark.parametrize("text", ["管辖权异议被驳回能上诉吗"])
def test_a_question_back_counts_neither_as_right_nor_as_wrong(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import json

    from rich.console import Console

    from actions.service.knowledge.judging import Found
    from actions.service.knowledge.shelf import Shelf

    right = next(entry for entry in base() if entry.id == "jurisdiction.objection_refused")
    between = Found((base()[0], right), 0.4, sure=False, either=True)
    monkeypatch.setattr(Shelf, "find", lambda self, asked: between)
    monkeypatch.setattr(Shelf, "prepare", lambda self: None)
    file = tmp_path / "asked.jsonl"
    file.write_text(json.dumps({"text": text, "ids": [right.id]}), encoding="utf-8")
    out = io.StringIO()
    evaluate_knowledge(Settings(data_dir=tmp_path), [file], tmp_path, Console(file=out, width=200))
    said = out.getvalue()
    assert "第一条就答对：0/1" in said and "答错：0/1" in said
    assert "反问是哪一条：1/1" in said and "对的在两条里：1/1" in said
