"""A child that says what it does: heard to its end, and its end told truly. The children are small programs
in place of the assistant's."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.errors import SetupError
from api.assistant import child as module
from api.assistant.child import Child
from api.assistant.process import AssistantProcess

HEAD = """
import json, os, signal, sys, time
def say(**words):
    os.write(int(os.environ["HOTLINE_PROGRESS"]), json.dumps(words).encode() + b"\\n")
"""


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Child]:
    """Starts a program as a child: Python of this environment, a module of a folder of its own."""
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))

    def start(program: str) -> Child:
        (tmp_path / "told.py").write_text(HEAD + program)
        return Child(["told"], {"PYTHONPATH": str(tmp_path)}, tmp_path / "log")

    return start


def test_steps_are_heard_in_order_and_a_good_end_is_no_failure(started: Callable[[str], Child]) -> None:
    steps: list[str] = []
    child = started("say(step='一')\nsay(step='二')\nsay(ready=True)")
    child.follow(steps.append, lambda: steps.append("up"))
    assert steps == ["一", "二", "up"]
    assert not child.failed and not child.broken


def test_the_reason_of_a_broken_model_is_told(started: Callable[[str], Child]) -> None:
    child = started("say(broken='BadZipFile: no')\nsys.exit(3)")
    child.follow(lambda words: None)
    assert child.failed and child.broken
    assert child.why == "BadZipFile: no"


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("sys.exit(7)", "进程以退出码 7 结束"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "进程被信号 9 结束"),
    ],
)
def test_one_that_dies_says_nothing_and_its_end_is_told(
    started: Callable[[str], Child], program: str, why: str
) -> None:
    child = started(program)
    child.follow(lambda words: None)
    assert child.failed and not child.broken
    assert child.why == why


def test_one_that_lives_and_does_nothing_is_ended(
    started: Callable[[str], Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_BEATS", 5)
    child = started("while True: say(cpu=1.0)")
    child.follow(lambda words: None)
    assert "停住" in child.why


def test_one_that_works_is_waited_for_however_many_beats_it_takes(
    started: Callable[[str], Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_BEATS", 5)
    ups: list[str] = []
    child = started("for n in range(500): say(cpu=n / 100)\nsay(ready=True)")
    child.follow(ups.append, lambda: ups.append("up"))
    assert ups == ["up"] and not child.failed


def test_one_that_is_up_may_rest(started: Callable[[str], Child], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_BEATS", 5)
    child = started("say(ready=True)\nfor n in range(50): say(cpu=1.0)")
    child.follow(lambda words: None)
    assert not child.failed


def test_an_assistant_that_does_not_come_up_is_refused_with_the_true_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").touch()
    for program, said, unsaid in (
        ("say(broken='KeyError: 意见')\nsys.exit(3)", "KeyError: 意见", "退出码"),
        ("sys.exit(9)", "退出码 9", "删除"),
    ):
        (tmp_path / "bot" / "serve.py").write_text(HEAD + program)
        process = AssistantProcess(tmp_path / "m.tar.gz", tmp_path, "http://x", "s", tmp_path / "log")
        process.start()
        with pytest.raises(SetupError) as refused:
            process.until_ready()
        assert said in refused.value.message and unsaid not in refused.value.message
