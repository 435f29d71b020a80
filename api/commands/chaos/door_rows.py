"""Guesses, forgeries, hostile words, a jumping clock, a message that nobody takes."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from functools import partial

import httpx
from sqlalchemy import func, select

from actions.service.clock import system_clock
from actions.service.feed import import_feed
from actions.store.conversations import Outgoing
from actions.store.identities import Pause
from api.commands.chaos.deliveries import TWILIO_HOOKS, WECHAT, wechat_xml
from api.commands.chaos.inbox_rows import turns
from api.commands.chaos.row import Row, at_once, shuffled
from api.commands.chaos.stage import Stage

LICENCES = 20
A_DAY = 24 * 3600


def guesses(stage: Stage, count: int) -> Row:
    """Codes guessed at once for a few lawyers: five count for each, nobody is let in."""
    lawyers = [_lawyer(number) for number in range(LICENCES)]
    report = import_feed(stage.db, [json.dumps(one).encode() for one in lawyers], clock=system_clock)
    assert not report.refused, report.refused
    for one in lawyers:
        asked = {"licence_no": one["licence_no"], "name": one["name"]}
        stage.http.post("/api/v1/auth/code", json=asked)
    tries = [
        partial(_guess, stage.http, lawyers[number % LICENCES]["licence_no"], f"{number:06d}")
        for number in range(count)
    ]
    let_in = sum(answer.status_code == 200 for answer in at_once(shuffled(tries, 1)))
    with stage.db.read() as session:
        wrong = set(session.scalars(select(Pause.wrong).where(Pause.channel == "platform")))
    counted = "、".join(map(str, sorted(wrong)))
    figures = {"放行": (0, let_in), "每人计错": ("5", counted)}
    return Row(count, figures, f"{LICENCES} 人的")


def forgeries(stage: Stage, count: int) -> Row:
    """Unsigned, altered, of another account, old, replayed with other words: 403 and no row."""
    ways = [*_twilio_forgeries(stage), *_wechat_forgeries(stage)]
    before = turns(stage)
    jobs = [ways[number % len(ways)] for number in range(count * len(ways))]
    passed = [answer.status_code for answer in at_once(jobs) if answer.status_code != 403]
    figures = {"放行": (0, len(passed)), "多出的轮": (0, turns(stage) - before)}
    return Row(len(jobs), figures, f"{len(ways)} 种，各 {count} 次")


def clock_jumps(stage: Stage, count: int) -> Row:
    """A day forward and two back: people are answered all the same, and what is to be sent is sent."""
    answered = 0
    for seconds in (A_DAY, -A_DAY, 0):
        stage.order("clock", str(seconds))
        jobs = [
            partial(stage.doors.sms, f"+8617{number:09d}", f"SM{uuid.uuid4().hex}", "你好")
            for number in range(count)
        ]
        answered += sum("听到" in answer.text for answer in at_once(jobs))
    return Row(count * 3, {"答复": (count * 3, answered)})


def poison(stage: Stage, count: int) -> Row:
    """Messages that no carrier takes stand before good ones: those go out."""
    now = system_clock()
    with stage.db.write() as session:
        for number in range(count):
            for channel in ("fax", "sms"):
                session.add(
                    Outgoing(
                        channel=channel,
                        address=f"+8616{number:09d}",
                        dedupe_key=f"poison {channel} {number}",
                        text="好消息",
                        created_at=now,
                        next_try_at=now,
                    )
                )
    good = select(func.count()).select_from(Outgoing).where(Outgoing.dedupe_key.startswith("poison"))

    def sent() -> int:
        with stage.db.read() as session:
            return session.scalar(good.where(Outgoing.channel == "sms", Outgoing.sent_at.is_not(None))) or 0

    stage.until(lambda: sent() == count, "good messages", 90)
    with stage.db.read() as session:
        given_up = session.scalar(good.where(Outgoing.channel == "fax", Outgoing.given_up_at.is_not(None)))
    figures = {"发出": (count, sent()), "放弃": (count, given_up)}
    return Row(count * 2, figures)


def _twilio_forgeries(stage: Stage) -> list[Callable[[], httpx.Response]]:
    doors = stage.doors
    form = {"From": "+8613911112222", "CallSid": "CA" + "0" * 32, "MessageSid": "SM1", "Body": "你好"}
    found: list[Callable[[], httpx.Response]] = []
    for path in TWILIO_HOOKS:
        signed = doors.signed(path, {"AccountSid": doors.settings.twilio_account_sid or ""} | form)
        found += [
            partial(doors.twilio, path, form, signature="x"),
            partial(doors.twilio, path, form | {"Body": "改过"}, signature=signed),
            partial(doors.twilio, path, form, account="AC" + "9" * 32),
            partial(stage.http.post, path, data=form),
        ]
    return found


def _wechat_forgeries(stage: Stage) -> list[Callable[[], httpx.Response]]:
    doors = stage.doors
    body = wechat_xml("openid-forged", "1", "你好")
    used = doors.stamp()
    stage.http.post(WECHAT, params=used, content=wechat_xml("openid-first", uuid.uuid4().hex, "第一次"))
    old = time.time() - 600
    return [
        lambda: stage.http.post(WECHAT, content=body),
        lambda: stage.http.post(WECHAT, params=doors.stamp(token="another"), content=body),
        lambda: stage.http.post(WECHAT, params=doors.stamp(at=old), content=body),
        lambda: stage.http.post(WECHAT, params=used, content=body),
        lambda: stage.http.post(WECHAT, params=doors.stamp() | {"encrypt_type": "aes"}, content=body),
    ]


def _guess(http: httpx.Client, licence_no: str, code: str) -> httpx.Response:
    return http.post("/api/v1/auth/token", json={"licence_no": licence_no, "code": code})


def _lawyer(number: int) -> dict[str, str]:
    return {
        "type": "lawyer",
        "licence_no": f"1110120199{number:07d}",
        "name": "莫须有",
        "phone": f"+86138{number:08d}",
        "kind": "专职",
        "status": "active",
    }
