"""Court staff sign in."""

from __future__ import annotations

import pyotp
import pytest

from actions.errors import BadInput
from actions.service.identity import staff_login, tokens
from actions.service.identity.hashing import PASSWORDS
from actions.store.database import Database
from actions.store.records import Staff

from .conftest import FixedClock

PASSWORD, SECRET = "spring-rain-042", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HERE = "198.51.100.7"
SEALED = PASSWORDS.make(PASSWORD)


@pytest.fixture
def court(bar: Database) -> Database:
    with bar.write() as session:
        session.add(Staff(username="wang", password_hash=SEALED, name="王敏", role="clerk"))
        session.add(
            Staff(username="zhao", password_hash=SEALED, name="赵宁", role="agent", totp_secret=SECRET)
        )
        session.add(Staff(username="gone", password_hash=SEALED, name="钱某", role="agent", removed=True))
        session.add(Staff(username="odd", password_hash="scrypt:x", name="孙某", role="agent"))
    return bar


def log_in(
    database: Database,
    clock: FixedClock,
    username: str = "wang",
    password: str = PASSWORD,
    totp: str | None = None,
    address: str = HERE,
) -> str | None:
    with database.read() as session:
        examined = staff_login.examine(session, username, password)
    return finish(database, clock, examined, totp, address)


def finish(
    database: Database, clock: FixedClock, examined: staff_login.Examined, totp: str | None, address: str
) -> str | None:
    with database.write() as session:
        return staff_login.log_in(session, clock, examined, totp=totp, address=address)


def rest(database: Database, clock: FixedClock, username: str = "wang") -> None:
    """Five wrong tries, without the slow part."""
    for _ in range(5):
        assert finish(database, clock, staff_login.Examined(username, None), None, HERE) is None


def test_the_right_password_signs_in_and_others_do_not(court: Database, clock: FixedClock) -> None:
    assert log_in(court, clock) == "wang"
    for username, password in (
        ("wang", "wrong"),
        ("nobody", PASSWORD),
        ("gone", PASSWORD),
        ("odd", "x"),
        ("\0\udcff", "\udcff"),
    ):
        assert log_in(court, clock, username, password) is None


def test_five_wrong_tries_rest_that_user_from_that_address(court: Database, clock: FixedClock) -> None:
    rest(court, clock)
    assert log_in(court, clock) is None
    assert log_in(court, clock, address="203.0.113.1") == "wang"
    clock.pass_by(minutes=15)
    assert log_in(court, clock) == "wang"


def test_a_rest_concerns_one_user(court: Database, clock: FixedClock) -> None:
    rest(court, clock, "nobody")
    assert log_in(court, clock) == "wang"


def test_a_one_time_password_is_needed_and_good_once(court: Database, clock: FixedClock) -> None:
    digits = pyotp.TOTP(SECRET).at(clock())
    with court.read() as session:
        examined = staff_login.examine(session, "zhao", PASSWORD)
    assert finish(court, clock, examined, None, HERE) is None
    assert finish(court, clock, examined, "000000" if digits != "000000" else "000001", HERE) is None
    assert finish(court, clock, examined, f"{digits[:3]} {digits[3:]}", HERE) == "zhao"
    assert finish(court, clock, examined, digits, "203.0.113.1") is None
    clock.pass_by(seconds=60)
    assert finish(court, clock, examined, pyotp.TOTP(SECRET).at(clock()), HERE) == "zhao"


def test_a_wrong_password_does_not_use_up_the_one_time_password(court: Database, clock: FixedClock) -> None:
    digits = pyotp.TOTP(SECRET).at(clock())
    assert finish(court, clock, staff_login.Examined("zhao", None), digits, HERE) is None
    assert log_in(court, clock, "zhao", totp=digits) == "zhao"


def test_a_password_of_ones_own_replaces_the_first_and_signs_out(court: Database, clock: FixedClock) -> None:
    with court.write() as session:
        token = tokens.issue_staff(session, clock, "wang").access_token
    sealed = staff_login.seal_password("autumn-leaf-917")
    with court.write() as session:
        staff_login.set_password(session, clock, "wang", sealed)
    with court.write() as session:
        assert tokens.staff_of(session, clock, token) is None
        staff = session.get(Staff, "wang")
        assert staff and staff.password_set_by_person
    assert log_in(court, clock) is None
    assert log_in(court, clock, password="autumn-leaf-917") == "wang"


def test_a_password_changed_meanwhile_does_not_sign_in(court: Database, clock: FixedClock) -> None:
    with court.read() as session:
        examined = staff_login.examine(session, "wang", PASSWORD)
    sealed = staff_login.seal_password("autumn-leaf-917")
    with court.write() as session:
        staff_login.set_password(session, clock, "wang", sealed)
    assert finish(court, clock, examined, None, HERE) is None


@pytest.mark.parametrize("password", ["", "short", "x" * 2000])
def test_too_short_and_too_long_are_refused(password: str) -> None:
    with pytest.raises(BadInput):
        staff_login.seal_password(password)
