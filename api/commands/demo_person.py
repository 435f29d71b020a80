"""Speaking as somebody of the demo: through the same door as anyone, with the code he was sent.

The demo's outbox is his telephone. There is no way round verification: outside a demo nobody can be taken.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.errors import SetupError

DEMO_FEED = Path(__file__).resolve().parents[2] / "data" / "demo" / "feed.jsonl"
STEPS = 8
PATIENCE_SECONDS, LOOK_SECONDS = 10.0, 0.1
CODE = re.compile(r"验证码\s*(\d{6})")

Answer = dict[str, Any]
Say = Callable[[str], Answer]


@dataclass(frozen=True)
class Person:
    name: str
    licence_no: str
    phone: str


def person(name: str, feed: Path = DEMO_FEED) -> Person:
    """Raises SetupError for a name that the demo has not."""
    rows = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines() if line]
    people = [row for row in rows if row["type"] in ("lawyer", "assistant")]
    for row in people:
        if row["name"] == name:
            return Person(name, row["licence_no"], row["phone"])
    raise SetupError(f"演示里没有{name}，有：{'、'.join(row['name'] for row in people)}。")


@dataclass
class Verifying:
    """`say` and `press` speak for the person and show what is answered; his code arrives in `outbox`."""

    who: Person
    outbox: Path
    say: Say
    press: Say
    by_keys: bool

    def verify(self) -> None:
        """Raises SetupError if it is not taken."""
        read = len(self._lines())
        answer = self.say("我要核验身份")
        for _ in range(STEPS):
            asked = words(answer)
            if "核验通过" in asked or "已经核验" in asked:
                return
            answer = self._reply(asked, read)
        raise SetupError(f"没有核验成功：{self.who.name}可能已停止执业，或者验证码发得太勤，请过一分钟再试。")

    def _reply(self, asked: str, read: int) -> Answer:
        """To the first of these that the last question names."""
        replies: dict[str, Callable[[], Answer]] = {
            "六位验证码": lambda: self.press(self._code(read)),
            "执业证号": lambda: self.press(self._licence),
            "对吗": lambda: self.say("对"),
        }
        question = asked.rsplit("\n", 1)[-1]
        answers = (reply for sign, reply in replies.items() if sign in question)
        return next(answers, lambda: self.say(self.who.name))()

    @property
    def _licence(self) -> str:
        """Keys cannot say a name; whoever writes gives both at once."""
        return self.who.licence_no if self.by_keys else f"{self.who.licence_no}，{self.who.name}"

    def _code(self, read: int) -> str:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            for line in reversed(self._lines()[read:]):
                sent = json.loads(line)
                if sent["to"] == self.who.phone and (found := CODE.search(sent["text"])):
                    return found[1]
            time.sleep(LOOK_SECONDS)
        raise SetupError("没有等到验证码：一个执业证号一分钟只发一次，请过一分钟再试。")

    def _lines(self) -> list[str]:
        return self.outbox.read_text(encoding="utf-8").splitlines() if self.outbox.exists() else []


def words(answer: Answer) -> str:
    return "\n".join(answer["sayings"] or [reply["text"] for reply in answer["replies"]])
