"""Rasa without TensorFlow: what is put off is Rasa's own, and all else is loaded as it is."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from api.assistant.installing import BOT, PYTHON
from api.assistant.modules import environment
from api.settings import PROJECT

LOAD_EVERYTHING = """
import json, sys
import bot.serve, bot.train, bot.tracker.store
import yaml
from rasa.shared.utils.common import class_from_module_path
config = yaml.safe_load(open("config.yml"))
for schema in ("train_schema", "predict_schema"):
    for node in config[schema]["nodes"].values():
        class_from_module_path(node["uses"])
from bot.light import LATER, Later
from types import ModuleType
rasa = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "rasa"}
print(json.dumps({
    "later": LATER,
    "put off": sorted(name for name, module in rasa.items() if type(module) is Later),
    "other": sorted(name for name, module in rasa.items() if type(module) not in (ModuleType, Later)),
    "elsewhere": sorted(name for name, module in rasa.items() if "/rasa/" not in module.__spec__.origin),
    "libraries": sorted({name.split(".")[0] for name in sys.modules}),
}))
"""
ASK = """
import sys
import bot.light
try:
    getattr(sys.modules[sys.argv[1]], sys.argv[2])
except ModuleNotFoundError as error:
    print(error.name)
"""


pytestmark = pytest.mark.usefixtures("assistant_environment")


def asked(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [str(PYTHON), "-c", script, *arguments],
        cwd=PROJECT,
        env=environment({"HOTLINE_INNER_URL": "http://127.0.0.1:1", "HOTLINE_INNER_SECRET": "none"}),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def loaded() -> Any:
    """What is loaded when everything is that serving and training load."""
    return json.loads(asked(LOAD_EVERYTHING).splitlines()[-1])


def test_only_what_is_named_is_put_off(loaded: Any) -> None:
    assert set(loaded["put off"]) == set(loaded["later"])


def test_every_module_is_rasas_own(loaded: Any) -> None:
    assert loaded["other"] == []
    assert loaded["elsewhere"] == []


def test_nothing_that_is_left_out_is_there_under_its_name(loaded: Any) -> None:
    assert not {"tensorflow", "keras", "jax", "matplotlib"} & set(loaded["libraries"])


@pytest.mark.parametrize(
    ("module", "name", "library"),
    [
        ("rasa.utils.train_utils", "rank_and_mask", "tensorflow"),
        ("rasa.utils.plotting", "plot_confusion_matrix", "matplotlib"),
    ],
)
def test_what_is_put_off_is_loaded_as_it_is_when_it_is_asked_for(
    module: str, name: str, library: str
) -> None:
    """Rasa defines the name in that module, and asking for it says what is missing."""
    [source] = (BOT / ".venv").glob(f"lib/python*/site-packages/{module.replace('.', '/')}.py")
    assert f"\ndef {name}(" in source.read_text(encoding="utf-8")
    assert asked(ASK, module, name) == library


def test_the_environment_holds_no_deep_learning() -> None:
    [packages] = (BOT / ".venv").glob("lib/python*/site-packages")
    heavy = ("tensorflow", "keras", "jax", "torch")
    installed = [each.name.lower() for each in packages.glob("*.dist-info")]
    assert installed
    assert not [name for name in installed if name.startswith(heavy)]
