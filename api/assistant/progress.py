"""How far a start has come: written by whoever does the work, read by whoever shows it, on another thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Part(NamedTuple):
    """A part of a start, and how many seconds it usually takes on two cores."""

    title: str
    usual: float


STORE = Part("准备数据库", 1)
INSTALL = Part("安装对话环境", 60)
TRAIN = Part("训练", 35)
RECORDS = Part("载入数据", 2)
LOAD = Part("启动对话引擎", 8)


class Done(NamedTuple):
    """What is over, and how many seconds it took; `step` is None for a whole part."""

    part: Part
    step: str | None
    seconds: float


class Progress:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.done: list[Done] = []
        self.ready: set[str] = set()
        """What operators ask for and is there already: "store", "model"."""
        self._clock = clock
        self._now: tuple[Part, float] | None = None
        self._steps: dict[Part, tuple[str, float]] = {}

    @contextmanager
    def part(self, part: Part) -> Iterator[None]:
        """What is being done, for as long as it takes."""
        began = self._clock()
        self._now = (part, began)
        try:
            yield
        finally:
            self._now = None
            self._end_step(part)
            self.done.append(Done(part, None, self._clock() - began))

    def step(self, part: Part, words: str) -> None:
        """A step of a part begins; the one before is over."""
        self._end_step(part)
        self._steps[part] = (words, self._clock())

    @property
    def seconds(self) -> float:
        """How long the present part has been going on."""
        now = self._now
        return self._clock() - now[1] if now else 0.0

    @property
    def line(self) -> str:
        """What is being done and for how long, as people are told; empty between parts."""
        now = self._now
        if now is None:
            return ""
        part, began = now
        step = self._steps.get(part)
        doing = f"{part.title}：{step[0]}" if step else part.title
        return f"{doing}，已 {self._clock() - began:.0f} 秒（一般 {part.usual:.0f} 秒）"

    def _end_step(self, part: Part) -> None:
        if step := self._steps.pop(part, None):
            self.done.append(Done(part, step[0], self._clock() - step[1]))
