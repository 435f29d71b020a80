"""A start as it is shown: on a terminal something moves all the time, elsewhere a line every few seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from api.assistant.progress import Progress

console = Console(stderr=True, highlight=False)
REDRAW_SECONDS = 0.25
LINE_SECONDS = 5.0
"""Where output is no terminal: what is over before that is not worth a line."""


@contextmanager
def shown(progress: Progress, on: Console = console, every: float | None = None) -> Iterator[None]:
    """Show how far it has come, until the end of the block."""
    over = threading.Event()
    show, seconds = (_moving, REDRAW_SECONDS) if on.is_terminal else (_in_lines, LINE_SECONDS)
    given = (progress, on, over, every or seconds)
    thread = threading.Thread(target=show, args=given, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _moving(progress: Progress, on: Console, over: threading.Event, every: float) -> None:
    told = 0
    with on.status("…") as status:
        while not over.wait(every):
            status.update(progress.line or "…")
            told = _tell_done(progress, on, told)
    _tell_done(progress, on, told)


def _tell_done(progress: Progress, on: Console, told: int) -> int:
    """Parts that are over stay on the terminal."""
    done = progress.done[told:]
    for each in done:
        if each.step is None and each.seconds >= 1:
            on.print(f"[green]✓[/green] {each.part.title}（{each.seconds:.0f} 秒）")
    return told + len(done)


def _in_lines(progress: Progress, on: Console, over: threading.Event, every: float) -> None:
    while not over.wait(every):
        if line := progress.line:
            on.print(line, markup=False, soft_wrap=True)
