"""A store that fails: what cannot be taken in is 503 and comes again, and nothing taken in is lost."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import httpx
from sqlalchemy import text

from api.commands.chaos.cluster import binaries, cluster
from api.commands.chaos.inbox_rows import message, turns, unanswered
from api.commands.chaos.row import Row, at_once
from api.commands.chaos.stage import Stage

LOCKED_SECONDS = 6.0
CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def store_locked(stage: Stage, count: int) -> Row:
    """A lock longer than any window: 503 or served in time, and whoever was told 503 comes again."""
    before = turns(stage)
    messages = [message(stage.doors, 10_000 + number, number) for number in range(count)]
    with stage.db.engine.connect() as other:
        if stage.on_postgresql:
            other.execute(text("LOCK TABLE turns IN ACCESS EXCLUSIVE MODE"))
        else:
            other.execute(text("SELECT 1"))
        release = time.monotonic() + LOCKED_SECONDS
        healthy = []
        while time.monotonic() < release:
            healthy.append(stage.http.get("/healthz", timeout=2).status_code == 200)
            if len(healthy) == 1:
                answers = at_once(messages)
        other.rollback()
    return _retried(stage, messages, answers, before, all(healthy))


def connections_cut(stage: Stage, count: int) -> Row:
    """All connections of the house to PostgreSQL are ended at once, again and again, while people write."""
    before = turns(stage)
    messages = [message(stage.doors, 20_000 + number, number) for number in range(count)]
    answers = []
    for start in range(0, count, 50):
        batch: list[Callable[[], httpx.Response | None]] = [*messages[start : start + 50]]
        batch.insert(len(batch) // 2, partial(_execute, stage, CUT))
        answers += [answer for answer in at_once(batch) if answer is not None]
    return _retried(stage, messages, answers, before, True)


def disk_full(stage: Stage, count: int) -> Row:
    """No file can grow: what cannot be taken in is 503, and comes again; the house says it is not ready."""
    before = turns(stage)
    messages = [message(stage.doors, 30_000 + number, number) for number in range(count)]
    with stage.no_room():
        answers = at_once(messages)
        time.sleep(0.6)  # readiness is looked at afresh
        honest = stage.http.get("/readyz").status_code == 503
    return _retried(stage, messages, answers, before, honest)


def restarted(stage: Stage, count: int) -> Row:
    """PostgreSQL is stopped and started, by order and as by a power cut, while people write. Its own: nobody
    else's is touched."""
    place = binaries()
    if place is None:
        return Row(0, {}, "本机没有 initdb")
    with cluster(place) as own, Stage(stage.folder / "restarted", own.url) as other:
        messages = [message(other.doors, 40_000 + number, number) for number in range(count)]
        answers: list[httpx.Response] = []
        half, ways = max(1, count // 2), (("fast", 0), ("immediate", count // 2))
        for how, start in ways:
            part: list[Callable[[], httpx.Response | None]] = [*messages[start : start + half]]
            part.insert(len(part) // 3, partial(own.restart, how))
            answers += [answer for answer in at_once(part) if answer is not None]
        return _retried(other, messages, answers, 0, True)


def read_only(stage: Stage, count: int) -> Row:
    """The store can be read and not written: a standby that is not promoted yet, a disk gone read-only."""
    before = turns(stage)
    messages = [message(stage.doors, 50_000 + number, number) for number in range(count)]
    try:
        with _not_writable(stage):
            answers = at_once(messages)
            time.sleep(0.6)  # readiness is looked at afresh
            honest = stage.http.get("/readyz").status_code == 503
    except (OSError, subprocess.CalledProcessError):
        return Row(0, {}, "本机不许把文件设为只读")
    return _retried(stage, messages, answers, before, honest)


@contextmanager
def _not_writable(stage: Stage) -> Iterator[None]:
    """PostgreSQL by its setting; SQLite's files by their attribute, which holds for open ones too."""
    if not stage.on_postgresql:
        main = stage.folder / "hotline.db"
        files = [str(one) for one in main.parent.glob("hotline.db*") if not one.name.endswith("-shm")]
        try:
            subprocess.run(["chattr", "+i", *files], check=True, capture_output=True)
            yield
        finally:
            subprocess.run(["chattr", "-i", *files], check=True, capture_output=True)
        return
    name = stage.db.engine.url.database
    for way in ("on", "off"):
        with stage.db.engine.connect() as connection:
            connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"))
            connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {way}'))
            connection.commit()
        _execute(stage, CUT)
        if way == "on":
            yield


def _retried(
    stage: Stage,
    messages: list[Callable[[], httpx.Response]],
    answers: list[httpx.Response],
    before: int,
    sound: bool,
) -> Row:
    odd = [answer.status_code for answer in answers if answer.status_code not in (200, 503)]
    for _ in range(20):
        if all(answer.status_code == 200 for answer in at_once(messages)):
            break
    stage.until(lambda: unanswered(stage) == 0, "answers", 90)
    figures: dict[str, tuple[object, object]] = {
        "轮数": (len(messages), turns(stage) - before),
        "其他状态": (0, len(odd)),
        "自述属实": ("是", "是" if sound else "否"),
    }
    return Row(len(messages), figures)


def _execute(stage: Stage, statement: object) -> None:
    with stage.db.engine.connect() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
