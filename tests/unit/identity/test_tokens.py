"""Bearer tokens of lawyers and of court staff."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from actions.errors import NotSignedIn
from actions.service.identity import tokens
from actions.service.identity.register import FeedRegister
from actions.store.database import Database
from actions.store.identities import Token
from actions.store.records import Lawyer, Staff
from tests.working import work

from .conftest import LIN, TRAINEE, FixedClock


@pytest.fixture
def court(bar: Database) -> Database:
    with bar.write() as session:
        session.add(Staff(username="wang", password_hash="-", name="王敏", role="clerk", court_code="0105"))
    return bar


def lawyer_token(database: Database, clock: FixedClock, register: FeedRegister, licence: str = LIN) -> str:
    with database.write() as session:
        return tokens.issue_lawyer(work(session, clock), licence).access_token


def staff_token(database: Database, clock: FixedClock) -> str:
    with database.write() as session:
        return tokens.issue_staff(session, clock, "wang").access_token


def whose(database: Database, clock: FixedClock, register: FeedRegister, token: str) -> str | None:
    with database.read() as session:
        return tokens.lawyer_of(work(session, clock), token)


def member(database: Database, clock: FixedClock, token: str) -> tokens.StaffMember | None:
    with database.write() as session:
        return tokens.staff_of(session, clock, token)


def test_a_lawyers_token_holds_eight_hours(
    court: Database, clock: FixedClock, register: FeedRegister
) -> None:
    with court.write() as session:
        issued = tokens.issue_lawyer(work(session, clock), LIN)
    clock.pass_by(seconds=issued.expires_in - 1)
    assert whose(court, clock, register, issued.access_token) == LIN
    clock.pass_by(seconds=1)
    assert whose(court, clock, register, issued.access_token) is None
    assert issued.expires_in == 8 * 3600


def test_a_token_is_stored_hashed(court: Database, clock: FixedClock, register: FeedRegister) -> None:
    token = lawyer_token(court, clock, register)
    with court.read() as session:
        [kept] = session.scalars(select(Token.token_hash))
    assert token not in kept and whose(court, clock, register, kept) is None


@pytest.mark.parametrize("change", [{"phone": "+8613900009999"}, {"status": "suspended"}, {"removed": True}])
def test_a_change_in_the_register_ends_a_lawyers_token(
    court: Database, clock: FixedClock, register: FeedRegister, change: dict[str, object]
) -> None:
    token = lawyer_token(court, clock, register)
    with court.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == LIN).values(**change))
    assert whose(court, clock, register, token) is None


def test_an_assistants_token_falls_with_his_lawyer(
    court: Database, clock: FixedClock, register: FeedRegister
) -> None:
    token = lawyer_token(court, clock, register, TRAINEE)
    assert whose(court, clock, register, token) == TRAINEE
    with court.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == LIN).values(status="revoked"))
    assert whose(court, clock, register, token) is None
    with court.write() as session, pytest.raises(NotSignedIn):
        tokens.issue_lawyer(work(session, clock), TRAINEE)


def test_a_staff_token_idles_out_and_slides(court: Database, clock: FixedClock) -> None:
    token = staff_token(court, clock)
    for _ in range(3):
        clock.pass_by(minutes=29)
        found = member(court, clock, token)
        assert found and (found.username, found.role, found.court_code) == ("wang", "clerk", "0105")
    clock.pass_by(minutes=30)
    assert member(court, clock, token) is None


def test_rights_are_read_at_every_use(court: Database, clock: FixedClock) -> None:
    token = staff_token(court, clock)
    with court.write() as session:
        session.execute(update(Staff).values(role="agent"))
    found = member(court, clock, token)
    assert found and found.role == "agent"
    with court.write() as session:
        session.execute(update(Staff).values(removed=True))
    assert member(court, clock, token) is None


def test_one_kind_of_token_is_not_the_other(
    court: Database, clock: FixedClock, register: FeedRegister
) -> None:
    assert whose(court, clock, register, staff_token(court, clock)) is None
    assert member(court, clock, lawyer_token(court, clock, register)) is None


def test_signing_out_ends_it(court: Database, clock: FixedClock, register: FeedRegister) -> None:
    token, other = lawyer_token(court, clock, register), lawyer_token(court, clock, register)
    with court.write() as session:
        tokens.end(session, clock, token)
    assert whose(court, clock, register, token) is None
    assert whose(court, clock, register, other) == LIN


@pytest.mark.parametrize("token", ["", "nonsense", "中文", "\udcff", "x" * 100_000])
def test_nonsense_is_nobodys(court: Database, clock: FixedClock, register: FeedRegister, token: str) -> None:
    assert whose(court, clock, register, token) is None
