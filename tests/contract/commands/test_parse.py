"""`hotline parse` with the trained model, in the assistant's own environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.assistant.installing import PYTHON
from api.assistant.modules import environment
from api.commands.parsing import prepared_model
from api.settings import PROJECT, Settings


@pytest.fixture(scope="module")
def data_dir(assistant_environment: None) -> Path:
    """Its model is kept between runs."""
    folder = Path(os.environ.get("HOTLINE_TEST_MODELS", PROJECT / "var" / "test")).resolve()
    prepared_model(Settings(data_dir=folder))
    return folder


def parse(data_dir: Path, *arguments: str, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "api.commands.cli", "parse", *arguments],
        cwd=PROJECT,
        input=lines,
        capture_output=True,
        env={**os.environ, "HOTLINE_DATA_DIR": str(data_dir)},
    )


def test_one_text_is_one_object(data_dir: Path) -> None:
    done = parse(data_dir, "（2026）京0105民初88号什么时候开庭")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["function"], answer["case_numbers"]) == ("query.hearing", ["（2026）京0105民初88号"])


def test_lines_are_answered_in_order_and_a_bad_one_stops_nothing(data_dir: Path) -> None:
    lines = [
        '"五十二万八千的标的诉讼费多少"',
        "{bad",
        "",
        '{"text": "明天下午三点开庭吗", "today": "2026-02-01"}',
        '"\\ud800对"',
    ]
    done = parse(data_dir, "--modality", "voice", "--today", "2026-11-21", lines="\n".join(lines).encode())
    fee, bad, hearing, half = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert (fee["function"], fee["slots"]) == (
        "consult.fee",
        {"amount_yuan": 528000, "sums": [{"yuan": "528000", "role": "claim"}]},
    )
    assert bad == {"error": "这一行不是有效的 JSON。"}
    assert hearing["slots"] == {"date": "2026-02-02", "time": "15:00"}
    assert (half["function"], half["confidence"]) == ("dialog.affirm", 1.0)


@pytest.mark.parametrize("arguments", [("--modality", "smoke", "x"), ("--today", "gestern", "x")])
def test_an_option_that_cannot_be_is_one_sentence(data_dir: Path, arguments: tuple[str, ...]) -> None:
    done = parse(data_dir, *arguments)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_understanding_alone_loads_neither_rasa_nor_tensorflow() -> None:
    heavy = "{'rasa', 'tensorflow', 'spacy'}"
    script = f"import sys, bot.parse; sys.exit(' '.join({heavy} & set(sys.modules)) or None)"
    done = subprocess.run([str(PYTHON), "-c", script], cwd=PROJECT, env=environment({}), capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (0, "")
