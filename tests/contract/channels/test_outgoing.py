"""Messages that leave by the outbox, on both databases."""

from __future__ import annotations

import json
import stat
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select
from twilio.http import HttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]

from actions.service import outbox
from actions.store.conversations import Audit, Outgoing
from actions.store.database import Database
from api.channels.carriers import OutboxFile, TwilioSms, Undeliverable, carriers
from api.channels.outgoing import Dispatcher
from api.settings import Settings

from .fake_house import FakeClock

NO_STORE = cast(Database, None)
"""For carriers that need none."""


@dataclass
class FakeCarrier:
    """Keeps what it was given, then fails as told."""

    fail: Exception | None = None
    counted: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, address: str, text: str) -> None:
        self.sent.append((address, text))
        if self.fail:
            raise self.fail


def queue(database: Database, clock: FakeClock, text: str = "您的开庭时间有变", **more: Any) -> None:
    with database.write() as session:
        outbox.send(session, clock, more.pop("channel", "sms"), "+8613800010001", text, **more)


def rows(database: Database) -> list[Outgoing]:
    with database.read() as session:
        found = list(session.scalars(select(Outgoing).order_by(Outgoing.id)))
        session.expunge_all()
        return found


def test_what_is_queued_is_sent_once_in_order(database: Database, clock: FakeClock) -> None:
    carrier = FakeCarrier()
    for text in ("一", "二", "三"):
        queue(database, clock, text)
    dispatcher = Dispatcher(database, clock, {"sms": carrier})
    assert dispatcher.run_once() == 3
    clock.passes(timedelta(days=2))
    assert dispatcher.run_once() == 0
    assert [text for _, text in carrier.sent] == ["一", "二", "三"]
    assert all(row.sent_at and row.text for row in rows(database))


def test_a_code_is_forgotten_once_sent(database: Database, clock: FakeClock) -> None:
    carrier = FakeCarrier()
    queue(database, clock, "验证码 314159", secret=True)
    Dispatcher(database, clock, {"sms": carrier}).run_once()
    assert carrier.sent == [("+8613800010001", "验证码 314159")]
    assert rows(database)[0].text == ""


def test_a_failure_is_tried_again_ever_more_slowly(database: Database, clock: FakeClock) -> None:
    carrier = FakeCarrier(fail=ConnectionError("down"))
    queue(database, clock)
    dispatcher = Dispatcher(database, clock, {"sms": carrier})
    pauses: list[timedelta] = []
    for _ in range(4):
        before = len(carrier.sent)
        dispatcher.run_once()
        assert len(carrier.sent) == before + 1
        pauses.append(rows(database)[0].next_try_at - clock())
        clock.passes(pauses[-1] - timedelta(seconds=1))
        dispatcher.run_once()
        assert len(carrier.sent) == before + 1
        clock.passes(timedelta(seconds=1))
    assert pauses == sorted(set(pauses))
    carrier.fail = None
    assert dispatcher.run_once() == 1


def run_for(dispatcher: Dispatcher, clock: FakeClock, time: timedelta) -> None:
    end = clock() + time
    while clock() < end:
        dispatcher.run_once()
        clock.passes(timedelta(minutes=30))


def test_after_a_day_it_is_given_up_and_noted(database: Database, clock: FakeClock) -> None:
    carrier = FakeCarrier(fail=ConnectionError("call of +8613800010001"))
    queue(database, clock)
    dispatcher = Dispatcher(database, clock, {"sms": carrier})
    run_for(dispatcher, clock, timedelta(hours=23))
    assert rows(database)[0].given_up_at is None
    run_for(dispatcher, clock, timedelta(hours=3))
    (row,) = rows(database)
    assert row.given_up_at and not row.sent_at
    with database.read() as session:
        (line,) = session.scalars(select(Audit)).all()
        assert (line.action, line.subject) == ("outbox.given_up", f"outbox:{row.id}")
        assert "+86" not in json.dumps(line.details)
    tried = len(carrier.sent)
    run_for(dispatcher, clock, timedelta(hours=3))
    assert len(carrier.sent) == tried


def test_a_code_is_not_sent_when_it_is_dead(database: Database, clock: FakeClock) -> None:
    carrier = FakeCarrier()
    queue(database, clock, "验证码 314159", secret=True)
    clock.passes(timedelta(minutes=6))
    Dispatcher(database, clock, {"sms": carrier}).run_once()
    (row,) = rows(database)
    assert carrier.sent == []
    assert row.given_up_at and row.text == ""


def test_what_can_never_arrive_is_given_up_at_once(database: Database, clock: FakeClock) -> None:
    queue(database, clock)
    queue(database, clock, channel="voice")
    carrier = FakeCarrier(fail=Undeliverable("twilio 21211"))
    assert Dispatcher(database, clock, {"sms": carrier}).run_once() == 0
    assert all(row.given_up_at for row in rows(database))


def test_one_bad_message_holds_up_no_other(database: Database, clock: FakeClock) -> None:
    class Choosy(FakeCarrier):
        def send(self, address: str, text: str) -> None:
            if text == "坏":
                raise ValueError
            super().send(address, text)

    carrier = Choosy()
    for text in ("坏", "好"):
        queue(database, clock, text)
    assert Dispatcher(database, clock, {"sms": carrier}).run_once() == 1


def test_two_dispatchers_never_send_the_same(database: Database, clock: FakeClock) -> None:
    for number in range(30):
        queue(database, clock, str(number))
    carrier = FakeCarrier()
    start = threading.Barrier(3)
    failures: list[BaseException] = []

    def dispatch() -> None:
        try:
            start.wait()
            Dispatcher(database, clock, {"sms": carrier}).run_once()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=dispatch) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(int(text) for _, text in carrier.sent) == list(range(30))


def test_one_that_is_being_sent_is_not_taken_by_another(database: Database, clock: FakeClock) -> None:
    queue(database, clock)
    second = FakeCarrier()

    class Slow(FakeCarrier):
        def send(self, address: str, text: str) -> None:
            Dispatcher(database, clock, {"sms": second}).run_once()
            super().send(address, text)

    first = Slow()
    Dispatcher(database, clock, {"sms": first}).run_once()
    assert (len(first.sent), len(second.sent)) == (1, 0)


def test_the_thread_sends_what_it_is_woken_for_and_survives_errors(
    database: Database, clock: FakeClock
) -> None:
    arrived = threading.Event()

    class Ringing(FakeCarrier):
        def send(self, address: str, text: str) -> None:
            super().send(address, text)
            arrived.set()

    troubles = iter([RuntimeError("clock broke")])

    def moody() -> datetime:
        for trouble in troubles:
            raise trouble
        return clock()

    dispatcher = Dispatcher(database, moody, {"sms": Ringing()})
    dispatcher.start()
    try:
        queue(database, clock)
        dispatcher.wake()
        assert arrived.wait(20)
    finally:
        dispatcher.stop()
    assert rows(database)[0].sent_at


# Carriers


class TwilioPeer(HttpClient):  # type: ignore[misc]
    """The REST API's side: keeps the forms, answers with a status."""

    def __init__(self, status: int = 201) -> None:
        super().__init__(None, False, None)
        self.status, self.forms = status, list[dict[str, Any]]()

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Response:
        self.forms.append({"url": url, **(options.get("data") or args[1])})
        return Response(self.status, json.dumps({"sid": "SM1", "code": 21211, "message": "no"}))


def twilio_carrier(settings: Settings, clock: FakeClock, peer: TwilioPeer) -> TwilioSms:
    carrier = carriers(settings, NO_STORE, clock, peer)["sms"]
    assert isinstance(carrier, TwilioSms)
    return carrier


def test_twilio_gets_number_sender_and_text(settings: Settings, clock: FakeClock) -> None:
    peer = TwilioPeer()
    twilio_carrier(settings, clock, peer).send("+8613800010001", "您好")
    (form,) = peer.forms
    assert f"/Accounts/{settings.twilio_account_sid}/Messages" in form["url"]
    assert (form["To"], form["From"], form["Body"]) == ("+8613800010001", settings.twilio_from, "您好")


def test_twilio_refusing_the_number_is_final_and_its_outage_is_not(
    settings: Settings, clock: FakeClock
) -> None:
    with pytest.raises(Undeliverable):
        twilio_carrier(settings, clock, TwilioPeer(400)).send("+8613800010001", "您好")
    for status in (401, 429, 500, 503):
        with pytest.raises(Exception) as caught:
            twilio_carrier(settings, clock, TwilioPeer(status)).send("+8613800010001", "您好")
        assert not isinstance(caught.value, Undeliverable)


@pytest.mark.parametrize("already", [False, True])
def test_without_a_provider_the_file_has_it_for_its_owner_only(
    settings: Settings, clock: FakeClock, already: bool
) -> None:
    unset = settings.model_copy(
        update={
            "twilio_from": None,
            "wechat_app_secret": None,
            "sms_outbox": "file",
            "data_dir": settings.data_dir / "new",
        }
    )
    path = unset.data_dir / "outbox.jsonl"
    if already:
        path.parent.mkdir()
        path.touch(0o644)
    made = carriers(unset, NO_STORE, clock)
    made["sms"].send("+8613800010001", "验证码 314159\n勿告诉他人")
    made["wechat"].send("oInvented_0001", "您好")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines == [
        {
            "channel": "sms",
            "to": "+8613800010001",
            "text": "验证码 314159\n勿告诉他人",
            "at": "2026-11-21T10:00:00+08:00",
        },
        {"channel": "wechat", "to": "oInvented_0001", "text": "您好", "at": "2026-11-21T10:00:00+08:00"},
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_takes_whole_lines_from_many(settings: Settings, clock: FakeClock) -> None:
    path = settings.data_dir / "outbox.jsonl"

    def write(n: int) -> None:
        OutboxFile(path, "sms", clock).send("+8613800010001", str(n) * 3000)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = {json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()}
    assert texts == {str(n) * 3000 for n in range(8)}
