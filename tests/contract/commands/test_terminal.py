"""`hotline chat` and `hotline call` on the service that runs: the same doors, and no way round them."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions.errors import SetupError
from api.channels.terminal import PATH
from api.commands import terminal
from api.commands.demo_person import Verifying, person
from api.entry.folder import OPEN_FILE, open_to_terminals, starting
from tests.staging import Staged, staged


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    folder = tmp_path_factory.mktemp("terminal")
    with staged(folder, "") as running, starting(folder):
        open_to_terminals(folder, f"{running.house.inner.url}{PATH}", running.house.terminal_secret)
        yield running


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "script.txt"


def test_a_file_is_said_and_the_talk_printed(
    stage: Staged, script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.write_text("# 先问一句\n什么时候开庭\n让我选\n2\n\n再见\n", encoding="utf-8")
    terminal.chat(stage.house.settings, say=script)
    assert capsys.readouterr().out.splitlines() == [
        "您> 什么时候开庭",
        "听到了：什么时候开庭",
        "您> 让我选",
        "您要办哪一样？",
        "  [1] 查开庭",
        "  [2] 申请延期",
        "您> 2",
        "听到了：申请延期",
        "您> ",
        "您> 再见",
        "听到了：再见",
    ]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("*12", "12"), ("*135790#", "135790"), ("**246810", "*246810"), ("***246810", "**246810")],
)
def test_a_pin_is_pressed_with_its_star(typed: str, keys: str) -> None:
    assert terminal._heard(typed, dictating=True) == {"text": keys, "keys": True}


def test_a_call_is_heard_and_pressed(stage: Staged, script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.write_text("什么时候开庭\n*12\n", encoding="utf-8")
    terminal.call(stage.house.settings, say=script)
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == ["来电> 什么时候开庭", "🔈 听到了：什么时候开庭", "来电> *12", said[-1]]
    assert said[-1].startswith("🔈")


@pytest.mark.parametrize(
    ("words", "dictating", "heard"),
    [
        ("", False, {"event": "silence"}),
        ("我要查案", False, {"text": "我要查案"}),
        ("*0", False, {"event": "human"}),
        ("*9", False, {"event": "repeat"}),
        ("*0", True, {"text": "0", "keys": True}),
        ("*11101201510123456#", True, {"text": "11101201510123456", "keys": True}),
        ("**", False, {"text": "*", "keys": True}),
    ],
)
def test_keys_and_silence(words: str, dictating: bool, heard: dict[str, Any]) -> None:
    assert terminal._heard(words, dictating) == heard


def test_the_door_is_not_there_for_who_has_not_read_the_file(stage: Staged) -> None:
    path = stage.house.settings.data_dir / OPEN_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = json.loads(path.read_text())
    assert found["pid"] == os.getpid()
    said = {"channel": "web", "account": "terminal/x", "number": 0, "text": "您好"}
    for headers in ({}, {"x-terminal-secret": "guessed"}):
        answer = httpx.post(f"{found['url']}/messages", json=said, headers=headers, trust_env=False)
        assert (answer.status_code, answer.text) == (404, "")


def test_outside_a_demo_nobody_can_be_taken(stage: Staged, script: Path) -> None:
    script.write_text("我的案子什么时候开庭\n", encoding="utf-8")
    with pytest.raises(SetupError, match="只有演示"):
        terminal.chat(stage.house.settings, "林知远", script)


def test_a_name_the_demo_has_not_is_answered_with_those_it_has() -> None:
    with pytest.raises(SetupError, match="林知远"):
        person("张三")


@pytest.mark.parametrize("by_keys", [False, True])
def test_who_is_taken_reads_his_own_newest_code(tmp_path: Path, by_keys: bool) -> None:
    outbox, said = tmp_path / "outbox.jsonl", list[str]()
    who = person("林知远")
    outbox.write_text(json.dumps({"to": who.phone, "text": "验证码000000"}) + "\n")
    questions = iter(["请发来您的 17 位执业证号和姓名", "已发送。\n请输入六位验证码。", "核验通过，您好。"])

    def say(words: str) -> dict[str, Any]:
        said.append(words)
        if who.licence_no in words:
            with outbox.open("a") as file:
                for phone, code in ((who.phone, "271828"), ("+8613800010002", "161803")):
                    file.write(json.dumps({"to": phone, "text": f"验证码{code}，5分钟内有效"}) + "\n")
        return {"sayings": [], "replies": [{"text": next(questions)}]}

    Verifying(who, outbox, say, say, by_keys).verify()
    licence = who.licence_no if by_keys else f"{who.licence_no}，林知远"
    assert said == ["我要核验身份", licence, "271828"]
