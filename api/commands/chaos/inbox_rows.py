"""Deliveries, kills, an assistant that fails: nothing is lost and nothing done twice."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial

import httpx
from sqlalchemy import func, select

from actions.store.conversations import Outgoing, Turn
from actions.store.matters import Feedback
from api.commands.chaos.deliveries import Doors
from api.commands.chaos.house import BOUNDARIES, COMPLAINS
from api.commands.chaos.row import Row, at_once, shuffled
from api.commands.chaos.stage import Stage

DELIVERIES = 3
A_TALK = 5
"""Messages of one conversation: no more than may wait at once."""
FAILURES = ("dead", "slow", "wrong", "wedged")


def deliveries(stage: Stage, count: int) -> Row:
    """Each message three times, shuffled and at once: exactly one turn each."""
    before = turns(stage)
    messages = [message(stage.doors, number // A_TALK, number) for number in range(count)]
    statuses: Counter[int] = Counter()
    refused = [deliver for message in messages for deliver in [message] * DELIVERIES]
    for attempt in range(10):  # carriers try again what was not taken in
        jobs = shuffled(refused, attempt)
        answers = list(zip(jobs, at_once(jobs), strict=True))
        statuses.update(answer.status_code for _, answer in answers)
        refused = [deliver for deliver, answer in answers if answer.status_code != 200]
        if not refused:
            break
    lost = len(refused)
    seen = f"{turns(stage) - before} 轮，未收下 {lost}，没有答复 {unanswered(stage)}"
    return Row("每条消息送三遍，打乱、同时", count * DELIVERIES, f"{count} 轮，未收下 0，没有答复 0", seen)


def kills(stage: Stage, count: int) -> Row:
    """A complaint is being registered when the process dies; sent again, it has one receipt."""
    names = list(BOUNDARIES)
    before, died = registered(stage), 0
    answers = []
    for number in range(count):
        conversation, message = str(uuid.uuid4()), uuid.uuid4().hex
        words = f"{COMPLAINS}：第{number}件，窗口太少"
        stage.order("armed", names[number % len(names)])
        try:
            stage.doors.web(conversation, message, words)
        except httpx.TransportError:
            died += stage.died()
            stage.start()
        stage.order("armed", None)
        first = stage.doors.web(conversation, message, words)
        again = stage.doors.web(conversation, message, words)
        answers.append(first.status_code == 200 and "已登记" in first.text and first.text == again.text)
    seen = f"死 {died} 次，收件 {registered(stage) - before}，答复一致 {sum(answers)}"
    return Row("每一步的边上 kill -9", count, f"死 {count} 次，收件 {count}，答复一致 {count}", seen)


def assistant_fails(stage: Stage, count: int) -> Row:
    """Everybody is answered in words; what was kept is served by the house when it is back, once."""
    texts, later = [], []
    for failing in FAILURES:
        stage.order("assistant", failing)
        numbers = [_number() for _ in range(count)]
        jobs = [partial(stage.doors.sms, number, _sid(), f"{failing}") for number in numbers]
        texts += [
            (answer.status_code == 200 and "系统" in answer.text)
            or "抱歉" in answer.text
            or answer.text.count("<Message>") == 0
            for answer in at_once(jobs)
        ]
        later += numbers if failing != "wrong" else []
        stage.order("assistant", None)
    stage.until(lambda: _deferred(stage) == 0, "what was kept")
    sent = _sent(stage)
    served = [sum("听到：" in text for text in sent.get(number, ())) for number in later]
    seen = f"有话答复 {sum(texts)}，补办一次 {served.count(1)}"
    must = f"有话答复 {count * 4}，补办一次 {count * 3}"
    return Row("对话引擎死、慢、乱答、卡住", count * 4, must, seen)


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
