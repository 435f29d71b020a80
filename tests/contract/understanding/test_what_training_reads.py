"""A stale model is impossible: every file of the project that training opens decides which model is used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from api.assistant.installing import PYTHON
from api.assistant.model import TRAINED_ON, model_path
from api.assistant.modules import ALL_CORES, environment
from api.settings import PROJECT

TRACED = """
import json, os, runpy, sys
opened = set()
def trace(event, given):
    if event == "open" and isinstance(given[0], (str, bytes, os.PathLike)):
        opened.add(os.path.realpath(os.fsdecode(given[0])))
sys.addaudithook(trace)
out, report = sys.argv[1:]
sys.argv = ["bot.train", out, "traced"]
runpy.run_module("bot.train", run_name="__main__")
with open(report, "w") as file:
    json.dump(sorted(opened), file)
"""


@pytest.fixture(scope="module")
def read(assistant_environment: None, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of the project that training opened, by their paths in it; sources, not what was compiled of
    them. What the encoder read before is taken from the tests' models."""
    folder = tmp_path_factory.mktemp("traced")
    kept = Path(os.environ.get("HOTLINE_TEST_MODELS", PROJECT / "var" / "test")) / "models"
    for vectors in kept.glob("vectors-*.npz"):
        shutil.copy(vectors, folder)
    report = folder / "opened.json"
    subprocess.run(
        [str(PYTHON), "-X", f"pycache_prefix={folder / 'compiled'}", "-c", TRACED, str(folder), str(report)],
        cwd=PROJECT,
        env=environment(ALL_CORES),
        capture_output=True,
        check=True,
    )
    assert (folder / "traced.tar.gz").exists()
    opened = [Path(path) for path in json.loads(report.read_text())]
    ours = [path.relative_to(PROJECT) for path in opened if path.is_relative_to(PROJECT) and path.is_file()]
    return [path for path in ours if ".venv" not in path.parts]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a model is made of, to be changed."""
    copied = tmp_path / "project"
    for name in TRAINED_ON:
        (copied / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, copied / name)
    return copied


def test_what_training_reads_is_seen(read: list[Path]) -> None:
    names = {str(path) for path in read}
    assert {"config.yml", "domain.yml", "data/rules/task.yml", "bot/nlu/regression.py"} <= names
    assert sum(name.startswith("data/nlu/") for name in names) > 50


def test_a_change_in_any_file_that_training_reads_wants_a_new_model(
    read: list[Path], project: Path, tmp_path: Path
) -> None:
    before = model_path(tmp_path, project)
    assert before.name == model_path(tmp_path).name
    for name in read:
        assert (project / name).is_file(), f"{name} is read by training and not among TRAINED_ON"
        whole = (project / name).read_bytes()
        (project / name).write_bytes(whole + b"\n")
        assert model_path(tmp_path, project) != before, f"{name} is read by training and changes nothing"
        (project / name).write_bytes(whole)
    assert model_path(tmp_path, project) == before


def test_a_new_hand_and_a_file_that_is_gone_want_a_new_model(project: Path, tmp_path: Path) -> None:
    before = model_path(tmp_path, project)
    hand = project / "data" / "nlu" / "newcomer" / "query.yml"
    hand.parent.mkdir()
    hand.write_text("nlu: []\n")
    assert model_path(tmp_path, project) != before
    shutil.rmtree(hand.parent)
    (project / "data" / "nlu" / "outside" / "dialog.yml").unlink()
    assert model_path(tmp_path, project) != before
