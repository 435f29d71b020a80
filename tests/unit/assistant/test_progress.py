"""How far a start has come, as it is measured and told."""

from __future__ import annotations

import io
import threading

from rich.console import Console

from api.assistant.progress import LOAD, STORE, TRAIN, Done, Progress
from api.commands import showing


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_parts_and_their_steps_are_measured() -> None:
    clock = Clock()
    progress = Progress(clock)
    with progress.part(TRAIN):
        progress.step(TRAIN, "读")
        clock.now += 2
        progress.step(TRAIN, "学")
        clock.now += 5
    assert progress.done == [Done(TRAIN, "读", 2), Done(TRAIN, "学", 5), Done(TRAIN, None, 7)]


def test_the_line_says_what_is_done_for_how_long_and_how_long_it_usually_takes() -> None:
    clock = Clock()
    progress = Progress(clock)
    assert progress.line == ""
    with progress.part(TRAIN):
        progress.step(TRAIN, "学")
        clock.now += 12
        assert progress.line == f"训练：学，已 12 秒（一般 {TRAIN.usual:.0f} 秒）"
    assert progress.line == ""


def test_a_step_of_what_goes_on_beside_is_not_mistaken_for_one_of_the_present_part() -> None:
    progress = Progress(Clock())
    with progress.part(STORE):
        progress.step(LOAD, "载入模型")
        assert progress.line.startswith(STORE.title + "，")
    with progress.part(LOAD):
        assert progress.line.startswith(f"{LOAD.title}：载入模型")


class Listening(io.StringIO):
    """Output that is no terminal, and says when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


def test_where_output_is_no_terminal_lines_say_how_far_it_is() -> None:
    progress, output = Progress(), Listening()
    with progress.part(TRAIN), showing.shown(progress, Console(file=output), every=0.01):
        assert output.written.wait(30)
    assert output.getvalue().startswith("训练，已 0 秒")
    assert "\x1b" not in output.getvalue()


def test_on_a_terminal_something_moves_and_what_took_time_stays() -> None:
    clock, output = Clock(), Listening()
    progress = Progress(clock)
    terminal = Console(file=output, force_terminal=True, highlight=False)
    with showing.shown(progress, terminal, every=0.01), progress.part(TRAIN):
        assert output.written.wait(30)
        clock.now += 3
    assert "训练（3 秒）" in output.getvalue()
