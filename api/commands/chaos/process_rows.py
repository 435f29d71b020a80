"""Two processes on one PostgreSQL: no turn is served by both, and a dead one's are served by the other."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import httpx

from api.commands.chaos.house import COMPLAINS
from api.commands.chaos.inbox_rows import registered, turns, unanswered
from api.commands.chaos.row import Row, at_once, shuffled
from api.commands.chaos.stage import Stage

A_TALK = 5
SECONDS = 60
AT = ("after effect commit", "before finish commit", "after the assistant's save")


def two_processes(stage: Stage, count: int) -> Row:
    """Each message to both at once; every tenth time one of them is killed while it serves a turn."""
    title = "两个进程同时办同一个会话，其中一个被杀"
    with _second(stage) as second:
        before, served = turns(stage), _served(stage)
        jobs = []
        for number in range(count):
            talk, said = str(uuid.UUID(int=7_000_000 + number // A_TALK, version=4)), uuid.uuid4().hex
            words = f"第{number}句"
            jobs += [partial(one.doors.web, talk, said, words) for one in (stage, second)]
        answers = at_once(shuffled(jobs, 3))
        again = at_once(job for job, answer in zip(shuffled(jobs, 3), answers, strict=True) if _later(answer))
        twice = [turn for turn, times in (_served(stage) - served).items() if times > 1]
        heirs = [_inherited(stage, second, AT[number % len(AT)]) for number in range(max(1, count // 10))]
        stage.until(lambda: unanswered(stage) == 0, "answers", SECONDS)
        lost = sum(_later(answer) for answer in again)
        made = turns(stage) - before - len(heirs)
    must = f"{count} 轮，没收下 0，办了两遍 0，接着办成 {len(heirs)}"
    return Row(
        title, count * 2, must, f"{made} 轮，没收下 {lost}，办了两遍 {len(twice)}，接着办成 {sum(heirs)}"
    )


def _inherited(stage: Stage, second: Stage, where: str) -> bool:
    """The second dies in the middle of a complaint, with its lease: sent to the first, it has one receipt."""
    talk, said, known = str(uuid.uuid4()), uuid.uuid4().hex, registered(stage)
    second.order("armed", where)
    try:
        second.doors.web(talk, said, f"{COMPLAINS}：窗口太少")
    except httpx.TransportError:
        died = second.died()
    else:
        died = False
    second.order("armed", None)
    answer = stage.doors.web(talk, said, f"{COMPLAINS}：窗口太少")
    if died:
        second.start()
    # longer than a window it may take until the lease has run out: then the answer is there the next time
    for _ in range(3):
        if "已登记" in answer.text:
            break
        answer = stage.doors.web(talk, said, f"{COMPLAINS}：窗口太少")
    return died and "已登记" in answer.text and registered(stage) - known == 1


@contextmanager
def _second(stage: Stage) -> Iterator[Stage]:
    url = stage.db.engine.url.render_as_string(hide_password=False)
    second = Stage(stage.folder / "second", url, beside=stage)
    try:
        second.start()
        yield second
    finally:
        second.stop()


def _later(answer: httpx.Response) -> bool:
    return answer.status_code in (429, 503)


def _served(stage: Stage) -> Counter[str]:
    """How often each turn was served, by whichever process."""
    kept = stage.orders / "served"
    return Counter(kept.read_text().split()) if kept.exists() else Counter()
