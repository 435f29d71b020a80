"""The telephone PIN: which digits, when it may be set, what wrong ones do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from actions.errors import BadInput, Forbidden
from actions.service.identity import pins
from actions.service.identity.codes import Checked
from actions.service.identity.hashing import Secrets
from actions.service.identity.pin_rules import objection
from actions.service.identity.register import FeedRegister
from actions.store.database import Database
from actions.store.identities import Pin
from actions.store.records import Lawyer

from .conftest import GAO, LIN, LIN_PHONE, FixedClock, sms
from .desk import Desk

GOOD, WRONG = "702946", "702947"
CALL = "AC/CA1"


@pytest.fixture
def desk(bar: Database, clock: FixedClock, keys: Secrets, register: FeedRegister) -> Desk:
    return Desk(bar, clock, keys, register)


def set_pin(desk: Desk, pin: str = GOOD, licence: str = LIN, **place: str) -> None:
    with desk.database.write() as session:
        pins.set_pin(desk.work(session), licence_no=licence, pin=pin, **place)


def try_pin(desk: Desk, pin: str = GOOD, call: str = CALL, licence: str = LIN, **name: str) -> Checked:
    with desk.database.write() as session:
        return pins.check_pin(
            desk.work(session),
            licence_no=licence,
            pin=pin,
            channel="voice",
            account=call,
            **name,
        )


def enter_on_the_platform(desk: Desk) -> None:
    code = desk.ask(channel="platform", purpose="token")
    assert code
    desk.enter(code, channel="platform", purpose="token")


def has_pin(desk: Desk) -> None:
    enter_on_the_platform(desk)
    set_pin(desk)


@pytest.mark.parametrize(
    "weak",
    [
        *("123456", "654321", "789012", "098765"),
        *("111111", "121212", "123123", "112233", "111222", "444777"),
        *("900215", "150290", "021590", "960229"),
    ],
)
def test_runs_repeats_and_birthdays_are_refused(weak: str) -> None:
    assert objection(weak)


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.sampled_from(["%y%m%d", "%d%m%y", "%m%d%y"]))
def test_no_birthday_passes_in_any_order(day: date, order: str) -> None:
    assert objection(day.strftime(order))


@given(st.integers(0, 9), st.sampled_from([1, -1]))
def test_no_run_passes_from_any_digit(start: int, step: int) -> None:
    assert objection("".join(str((start + step * n) % 10) for n in range(6)))


@pytest.mark.parametrize("shape", ["", "70294", "7029461", "70294a", "７０２９４６", "702 46"])
def test_only_six_digits_are_a_pin(shape: str) -> None:
    assert objection(shape)


@pytest.mark.parametrize("fine", [GOOD, "395271", "846075"])
def test_other_digits_pass(fine: str) -> None:
    assert objection(fine) is None


def test_a_pin_wants_a_code_of_the_last_ten_minutes(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        set_pin(desk)
    enter_on_the_platform(desk)
    with pytest.raises(Forbidden):
        set_pin(desk, channel="voice", account=CALL)
    with pytest.raises(Forbidden):
        set_pin(desk, licence=GAO)
    with pytest.raises(BadInput):
        set_pin(desk, "123456")
    desk.clock.pass_by(minutes=10, seconds=1)
    with pytest.raises(Forbidden):
        set_pin(desk)


def test_a_pin_verifies_the_call_in_place_of_a_code(desk: Desk) -> None:
    has_pin(desk)
    assert try_pin(desk).outcome == "verified"
    caller = desk.caller(channel="voice", account=CALL)
    assert (caller.level, caller.licence_no) == (1, LIN)
    assert desk.caller(channel="voice", account="AC/CA2").level == 0


def test_a_name_given_with_the_pin_must_fit(desk: Desk) -> None:
    has_pin(desk)
    assert try_pin(desk, name="高远").outcome == "wrong"
    assert try_pin(desk, name="林静").outcome == "verified"


def test_a_pin_belongs_to_its_licence(desk: Desk) -> None:
    has_pin(desk)
    assert try_pin(desk, licence=GAO).outcome == "wrong"


def test_five_wrong_ones_from_any_calls_disable_it_and_tell_its_owner_once(desk: Desk) -> None:
    has_pin(desk)
    before = len(sms(desk.database))
    for number in range(6):
        assert try_pin(desk, WRONG, call=f"AC/CA{number}").outcome == "wrong"
    [notice] = sms(desk.database)[before:]
    assert notice.address == LIN_PHONE and "停用" in notice.text
    assert try_pin(desk, call="AC/later").outcome == "wrong"
    desk.clock.pass_by(minutes=2)
    has_pin(desk)
    assert try_pin(desk, call="AC/later").outcome == "verified"


def test_wrong_ones_before_a_right_one_do_not_add_up(desk: Desk) -> None:
    has_pin(desk)
    for number in range(3):
        for _ in range(3):
            try_pin(desk, WRONG, call=f"AC/CA{number}")
        assert try_pin(desk, call=f"AC/CA{number}").outcome == "verified"


@pytest.mark.parametrize("with_pin", [True, False])
def test_whether_there_is_a_pin_cannot_be_heard(desk: Desk, with_pin: bool) -> None:
    if with_pin:
        has_pin(desk)
    heard = [(c.outcome, c.left) for c in (try_pin(desk, WRONG) for _ in range(6))]
    unknown = [(c.outcome, c.left) for c in (try_pin(desk, WRONG, licence="L-NOBODY") for _ in range(6))]
    assert heard == unknown


@pytest.mark.parametrize("change", [{"phone": "+8613900009999"}, {"status": "suspended"}, {"removed": True}])
def test_a_change_in_the_register_ends_it(desk: Desk, change: dict[str, object]) -> None:
    has_pin(desk)
    with desk.database.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == LIN).values(**change))
    assert try_pin(desk).outcome == "wrong"


def test_the_digits_are_not_kept(desk: Desk) -> None:
    has_pin(desk)
    with desk.database.read() as session:
        [kept] = session.scalars(select(Pin.pin_hash))
    assert kept.startswith("$argon2id$") and GOOD not in kept
