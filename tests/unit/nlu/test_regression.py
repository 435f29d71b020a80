"""What is learnt of features and labels. The main environment has no numpy: it is asked in the other."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from api.assistant.installing import PYTHON
from api.assistant.modules import environment
from api.settings import PROJECT

LEARN = """
import json, sys
import numpy as np
from scipy.sparse import csr_matrix
from bot.nlu.regression import Regression
chance = np.random.default_rng(7)
labels = chance.integers(0, 3, 900)
labels[labels == 2] *= chance.random((labels == 2).sum()) < 0.2  # seldom met
features = (chance.random((900, 40)) < 0.1).astype(np.float32)
features[:, :3] = np.eye(3)[labels]  # the first three say which it is
shown, asked = slice(0, 600), slice(600, 900)
found = {}
for name, form in (("dense", np.asarray), ("sparse", csr_matrix)):
    for penalty in (0.0, 100.0):
        learnt = Regression.fit(form(features[shown]), labels[shown], rate=0.2, penalty=penalty)
        chances = learnt.chances(form(features[asked]))
        found[f"{name} {penalty:.0f}"] = {
            "right": (chances.argmax(axis=1) == labels[asked]).mean(),
            "sums": [chances.sum(axis=1).min(), chances.sum(axis=1).max()],
            "size": float(np.abs(learnt.weights).max()),
            "first": chances[0].tolist(),
            "row by row": bool(learnt.weights.flags["C_CONTIGUOUS"]),
            "kind": str(learnt.weights.dtype),
        }
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def learnt(assistant_environment: None) -> Any:
    done = subprocess.run(
        [str(PYTHON), "-c", LEARN],
        cwd=PROJECT,
        env=environment({}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


FORMS = ("dense 0", "sparse 0", "dense 100", "sparse 100")


@pytest.mark.parametrize("form", FORMS)
def test_what_can_be_told_apart_is_told_apart(learnt: Any, form: str) -> None:
    assert learnt[form]["right"] > 0.99
    assert learnt[form]["sums"] == pytest.approx([1, 1])


@pytest.mark.parametrize("penalty", ["0", "100"])
def test_dense_and_sparse_features_are_the_same_to_it(learnt: Any, penalty: str) -> None:
    assert learnt[f"dense {penalty}"]["first"] == pytest.approx(
        learnt[f"sparse {penalty}"]["first"], abs=1e-4
    )


def test_a_penalty_keeps_weights_small(learnt: Any) -> None:
    assert learnt["dense 100"]["size"] < learnt["dense 0"]["size"]


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_reads_its_few_rows(learnt: Any, form: str) -> None:
    assert (learnt[form]["row by row"], learnt[form]["kind"]) == (True, "float32")
