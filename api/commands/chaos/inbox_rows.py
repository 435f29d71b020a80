"""Deliveries, kills, an assistant that fails: nothing is lost and nothing done twice."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial

import httpx
from sqlalchemy import func, select

from actions.store.conversations import Outgoing, Turn
from actions.store.matters import Feedback
from api.commands.chaos.deliveries import Doors
from api.commands.chaos.house import BOUNDARIES, COMPLAINS
from api.commands.chaos.row import Row, at_once, shuffled
from api.commands.chaos.stage import Stage, another

DELIVERIES = 3
A_TALK = 5
"""Messages of one conversation: no more than may wait at once."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
VICTIMS = 6
FAILURES = ("dead", "slow", "wrong", "wedged")


def deliveries(stage: Stage, count: int) -> Row:
    """Each message three times, shuffled and at once: exactly one turn each."""
    before = turns(stage)
    messages = [message(stage.doors, number // A_TALK, number) for number in range(count)]
    refused = [deliver for message in messages for deliver in [message] * DELIVERIES]
    for attempt in range(10):  # carriers try again what was not taken in
        jobs = shuffled(refused, attempt)
        answers = list(zip(jobs, at_once(jobs), strict=True))
        refused = [deliver for deliver, answer in answers if answer.status_code != 200]
        if not refused:
            break
    made, silent = turns(stage) - before, unanswered(stage)
    figures = {"轮数": (count, made), "未收下": (0, len(refused)), "没有答复": (0, silent)}
    return Row(count * DELIVERIES, figures)


def kills(stage: Stage, count: int) -> Row:
    """Complaints are being registered when the process dies; sent again, each has one receipt. Several
    houses die at the same time, each with a store of its own; each dies so often at every boundary."""
    total = count * len(BOUNDARIES)
    with ExitStack() as several:
        names = [f"victim-{number}" for number in range(min(VICTIMS, count))]
        victims = [several.enter_context(another(stage, name)) for name in names]
        rounds = [count // len(victims) + (number < count % len(victims)) for number in range(len(victims))]
        lives = at_once(partial(_dies, *one) for one in zip(victims, rounds, strict=True))
        receipts = sum(registered(victim) for victim in victims)
    died, agreed = (sum(each) for each in zip(*lives, strict=True))
    figures = {"死": (total, died), "收件": (total, receipts), "答复一致": (total, agreed)}
    return Row(total, figures, f"{len(BOUNDARIES)} 处，各 {count} 次")


def _dies(victim: Stage, rounds: int) -> tuple[int, int]:
    """At every boundary once a round; then whoever was cut short comes again, at once, twice. How often it
    died, and how many were told their receipt, the same both times."""
    died = agreed = 0
    for _ in range(rounds):
        sent: list[Callable[[], httpx.Response]] = []
        for boundary in BOUNDARIES:
            words = f"{COMPLAINS}：窗口太少"
            send = partial(victim.doors.web, str(uuid.uuid4()), uuid.uuid4().hex, words)
            victim.order("armed", boundary)
            with suppress(httpx.TransportError):
                send()
            died += victim.died()
            victim.start()
            sent.append(send)
        for first, again in zip(at_once(sent), at_once(sent), strict=True):
            agreed += first.status_code == 200 and "已登记" in first.text and first.text == again.text
    return died, agreed


def assistant_fails(stage: Stage, count: int) -> Row:
    """Everybody is answered in words; what was kept is served by the house when it is back, once."""
    answers: list[tuple[str, httpx.Response]] = []
    later: list[str] = []
    for failing in FAILURES:
        stage.order("assistant", failing)
        numbers = [_number() for _ in range(count)]
        jobs = [partial(stage.doors.sms, number, _sid(), failing) for number in numbers]
        answers += zip(numbers, at_once(jobs), strict=True)
        later += numbers if failing != "wrong" else []
        stage.order("assistant", None)
    stage.until(lambda: _deferred(stage) == 0, "what was kept")
    sent = _sent(stage)
    told = [CHINESE.search(answer.text + "".join(sent.get(number, ()))) for number, answer in answers]
    served = [sum("听到：" in text for text in sent.get(number, ())) for number in later]
    figures = {
        "有话答复": (len(answers), len(told) - told.count(None)),
        "补办一次": (len(later), served.count(1)),
    }
    return Row(len(answers), figures)


def message(doors: Doors, talk: int, number: int) -> Callable[[], httpx.Response]:
    """One message of one of the three written channels; the same each time it is delivered."""
    words, sid = f"第{number}句", f"{number}-{uuid.uuid4().hex}"
    match talk % 3:
        case 0:
            return partial(doors.web, str(uuid.UUID(int=talk, version=4)), sid, words)
        case 1:
            return partial(doors.sms, f"+8613{talk:09d}", f"SM{sid}", words)
        case _:
            return partial(doors.wechat, f"openid-{talk}", sid, words)


def _number() -> str:
    return f"+8615{uuid.uuid4().int % 10**9:09d}"


def _sid() -> str:
    return f"SM{uuid.uuid4().hex}"


def turns(stage: Stage) -> int:
    with stage.db.read() as session:
        return session.scalar(select(func.count()).select_from(Turn)) or 0


def unanswered(stage: Stage) -> int:
    with stage.db.read() as session:
        return session.scalar(select(func.count()).select_from(Turn).where(Turn.answer.is_(None))) or 0


def _deferred(stage: Stage) -> int:
    with stage.db.read() as session:
        return session.scalar(select(func.count()).select_from(Turn).where(Turn.deferred)) or 0


def registered(stage: Stage) -> int:
    with stage.db.read() as session:
        return session.scalar(select(func.count()).select_from(Feedback)) or 0


def _sent(stage: Stage) -> dict[str, list[str]]:
    """What was sent to each address."""
    found: dict[str, list[str]] = {}
    with stage.db.read() as session:
        for address, text in session.execute(select(Outgoing.address, Outgoing.text)):
            found.setdefault(address, []).append(text)
    return found
