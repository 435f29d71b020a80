"""Two processes on one PostgreSQL: no turn is served by both, and a dead one's are served by the other."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from functools import partial
from queue import Queue

import httpx

from api.commands.chaos.house import COMPLAINS
from api.commands.chaos.inbox_rows import registered, turns, unanswered
from api.commands.chaos.row import Row, at_once, shuffled
from api.commands.chaos.stage import Stage

A_TALK = 5
SECONDS = 60
AT = ("after effect commit", "before finish commit", "after the assistant's save")
VICTIMS = 6
COMPLAINT = f"{COMPLAINS}：窗口太少"


def two_processes(stage: Stage, count: int) -> Row:
    """Each message to both at once; then others die while they serve a turn, one for ten messages."""
    dying = max(1, count // 10)
    with ExitStack() as several:
        names = [f"beside-{number}" for number in range(min(VICTIMS, dying))]
        others = [several.enter_context(Stage(stage.folder / name, stage.url, stage)) for name in names]
        both = (stage, others[0])
        before, known, served = turns(stage), registered(stage), _served(both)
        jobs = []
        for number in range(count):
            talk, said = str(uuid.UUID(int=7_000_000 + number // A_TALK, version=4)), uuid.uuid4().hex
            jobs += [partial(one.doors.web, talk, said, f"第{number}句") for one in both]
        jobs = shuffled(jobs, 3)
        answers = at_once(jobs)
        again = at_once(job for job, answer in zip(jobs, answers, strict=True) if _later(answer))
        stage.until(lambda: unanswered(stage) == 0, "answers", SECONDS)
        made = turns(stage) - before
        twice = [turn for turn, times in (_served(both) - served).items() if times > 1]
        free: Queue[Stage] = Queue()
        for one in others:
            free.put(one)
        heirs = at_once(partial(_inherited, stage, free, AT[number % len(AT)]) for number in range(dying))
    figures = {
        "轮数": (count, made),
        "没收下": (0, sum(map(_later, again))),
        "办了两遍": (0, len(twice)),
        "接着办成": (dying, sum(heirs)),
        "收件": (dying, registered(stage) - known),
    }
    return Row(count * 2 + dying, figures, f"{dying} 个进程办到一半被杀")


def _inherited(stage: Stage, free: Queue[Stage], where: str) -> bool:
    """Another dies in the middle of a complaint, with its lease: the one that lives goes on with it."""
    talk, said, victim = str(uuid.uuid4()), uuid.uuid4().hex, free.get()
    victim.order("armed", where)
    with suppress(httpx.TransportError):
        victim.doors.web(talk, said, COMPLAINT)
    died = victim.died()
    # longer than a window it may take until the lease has run out: then the answer is there the next time
    answers = (stage.doors.web(talk, said, COMPLAINT) for _ in range(4))
    told = any("已登记" in answer.text for answer in answers)
    victim.start()
    free.put(victim)
    return died and told


def _later(answer: httpx.Response) -> bool:
    return answer.status_code in (429, 503)


def _served(stages: Iterable[Stage]) -> Counter[str]:
    """How often each turn was served, by whichever process."""
    kept = [stage.orders / "served" for stage in stages]
    return Counter(turn for one in kept if one.exists() for turn in one.read_text().split())
