"""Every reply the dialogue can give has words, on every channel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from actions.service.wording import UnknownReply, keys, say

DIALOGUE = Path(__file__).resolve().parents[3] / "actions" / "dialogue"
GATEWAY = Path(__file__).resolve().parents[3] / "api" / "gateway"
NAMED = re.compile(r'(?:Reply\(|"key": )"([a-z_]+\.[a-z_.]+|plain)"')


def test_no_reply_without_words() -> None:
    named = {
        key
        for room in (DIALOGUE, GATEWAY)
        for path in room.rglob("*.py")
        for key in NAMED.findall(path.read_text())
    }
    assert len(named) > 20
    assert named <= keys()


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownReply):
        say("no.such.key", {}, "rich")


def test_numbers_are_said_for_the_ear() -> None:
    facts = {"receipt_no": "26112205491940", "due_at": "2026-11-23T09:30:00+08:00"}
    spoken = say("human.callback", facts, "spoken")
    assert "2 6 1 1，2 2 0 5，4 9 1 9，4 0" in spoken
    assert "11月23日（周一）上午9点30分" in spoken
    assert "26112205491940" in say("human.callback", facts, "rich")
