"""Who speaks on an account, turn by turn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from actions.service.channels import CHANNELS
from actions.service.identity import callers
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.service.ids import LicenceNo
from actions.store.database import Database
from actions.store.records import Lawyer

from .conftest import GAO, LIN, FixedClock
from .desk import Desk


@pytest.fixture
def desk(bar: Database, clock: FixedClock, keys: Secrets, register: FeedRegister) -> Desk:
    return Desk(bar, clock, keys, register)


def verify(
    desk: Desk, channel: str, account: str, licence: str = LIN, lasts: timedelta | None = None
) -> None:
    with desk.database.write() as session:
        person = desk.register.find(session, LicenceNo(licence))
        assert person
        callers.begin(
            desk.work(session),
            channel=channel,
            account=account,
            person=person,
            method="code",
            lasts=lasts or CHANNELS[channel].verified_for,
        )


def touch(desk: Desk, channel: str, account: str) -> None:
    with desk.database.write() as session:
        callers.touch(session, desk.clock, channel, account)


def test_a_stranger_is_anyone(desk: Desk) -> None:
    assert desk.caller() == callers.ANYONE


@pytest.mark.parametrize(("channel", "days"), [("wechat", 30), ("web", 30)])
def test_written_accounts_hold_thirty_days_whatever_is_said(desk: Desk, channel: str, days: int) -> None:
    verify(desk, channel, "a")
    desk.clock.pass_by(days=days, seconds=-1)
    touch(desk, channel, "a")
    assert desk.caller(channel=channel, account="a").level == 1
    desk.clock.pass_by(seconds=1)
    assert desk.caller(channel=channel, account="a").level == 0


def test_sms_holds_thirty_minutes_after_the_last_message(desk: Desk) -> None:
    verify(desk, "sms", "+8613700000000")
    for _ in range(3):
        desk.clock.pass_by(minutes=29)
        assert desk.caller(channel="sms", account="+8613700000000").level == 1
        touch(desk, "sms", "+8613700000000")
    desk.clock.pass_by(minutes=30)
    touch(desk, "sms", "+8613700000000")
    assert desk.caller(channel="sms", account="+8613700000000").level == 0


def test_a_verification_stays_on_its_channel_account(desk: Desk) -> None:
    verify(desk, "voice", "AC/CA1")
    assert desk.caller(channel="voice", account="AC/CA2").level == 0
    assert desk.caller(channel="sms", account="AC/CA1").level == 0


def test_a_call_that_ended_speaks_for_no_one(desk: Desk) -> None:
    verify(desk, "voice", "AC/CA1")
    with desk.database.write() as session:
        callers.end(session, desk.clock, "voice", "AC/CA1")
    assert desk.caller(channel="voice", account="AC/CA1").level == 0


def test_the_last_person_verified_is_the_caller(desk: Desk) -> None:
    verify(desk, "web", "w")
    verify(desk, "web", "w", licence=GAO)
    assert desk.caller(channel="web", account="w").licence_no == GAO
    with desk.database.read() as session:
        names = callers.verified_names(desk.work(session), channel="web", account="w")
    assert {(one.name, one.live) for one in names} == {("高远", True), ("林静", False)}


@pytest.mark.parametrize(
    "change", [{"phone": "+8613900009999"}, {"status": "suspended"}, {"status": "revoked"}, {"removed": True}]
)
def test_a_change_in_the_register_counts_at_the_next_turn(desk: Desk, change: dict[str, object]) -> None:
    verify(desk, "wechat", "openid-1")
    assert desk.caller().level == 1
    with desk.database.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == LIN).values(**change))
    assert desk.caller() == callers.ANYONE


def test_a_bearer_is_himself_and_never_the_one_verified_there(desk: Desk) -> None:
    verify(desk, "web", "w", licence=GAO)
    caller = desk.caller(channel="web", account="w", bearer=LIN)
    assert (caller.level, caller.licence_no) == (2, LIN)
    with desk.database.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == LIN).values(status="suspended"))
    assert desk.caller(channel="web", account="w", bearer=LIN) == callers.ANYONE
