"""Passwords of staff, and what a change of telephone or status ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from actions.store.database import Database
from actions.store.identities import Challenge, Pin, Token, Verification
from actions.store.records import Staff

from .conftest import LAWYER, NOW, STAFF, Load

OTHER = {**LAWYER, "licence_no": "13101201211234567"}
ASSISTANT = {
    "type": "assistant",
    "licence_no": "11012407210015",
    "name": "许一诺",
    "phone": "+8613800010012",
    "principal_licence_no": str(LAWYER["licence_no"]),
    "kind": "trainee",
}


def token(kind: str, subject: str) -> Token:
    until = NOW + timedelta(hours=1)
    return Token(token_hash=subject, kind=kind, subject=subject, issued_at=NOW, expires_at=until, seen_at=NOW)


def stored_hash(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(Staff.password_hash)).one()


def test_a_first_password_is_kept_as_argon2id_and_the_file_again_changes_nothing(
    database: Database, load: Load
) -> None:
    assert load(STAFF, STAFF).refused_count == 0
    kept = stored_hash(database)
    assert kept.startswith("$argon2id$")
    assert PasswordHasher().verify(kept, "demo-clerk-2026")
    assert load(STAFF, STAFF).unchanged == 2
    assert stored_hash(database) == kept


def test_another_first_password_replaces_one_the_person_never_changed(database: Database, load: Load) -> None:
    load(STAFF)
    assert load({**STAFF, "password": "demo-other-2026"}).changed == 1
    assert PasswordHasher().verify(stored_hash(database), "demo-other-2026")


@pytest.mark.parametrize(
    "named", [{"password": "demo-other-2026"}, {"password_hash": PasswordHasher().hash("x")}]
)
def test_a_password_the_person_has_set_stays(database: Database, load: Load, named: dict[str, str]) -> None:
    load(STAFF)
    with database.write() as session:
        session.execute(update(Staff).values(password_hash="own", password_set_by_person=True))
    record = {"type": "staff", "username": "clerk", "name": "新名", **named}
    assert load(record).changed == 1
    assert stored_hash(database) == "own"
    assert load(record).unchanged == 1


def test_a_hash_may_come_in_place_of_a_password(database: Database, load: Load) -> None:
    phc = PasswordHasher().hash("demo-clerk-2026")
    record = {**STAFF, "password_hash": phc}
    del record["password"]
    assert load(record).added == 1
    assert stored_hash(database) == phc


def test_staff_without_password_or_of_an_unknown_court_are_refused(load: Load) -> None:
    bare = {name: value for name, value in STAFF.items() if name != "password"}
    assert load(bare, {**STAFF, "court_code": "京9999"}).refused_count == 2


@pytest.fixture
def signed_in(database: Database, load: Load) -> Iterator[None]:
    """Two lawyers, each with a token, a verification, a PIN and a code on its way."""
    load(LAWYER, OTHER)
    later = NOW + timedelta(hours=1)
    with database.write() as session:
        for lawyer in (LAWYER, OTHER):
            licence_no, phone = str(lawyer["licence_no"]), str(lawyer["phone"])
            session.add_all(
                [
                    token("lawyer", licence_no),
                    Verification(
                        id=licence_no, channel="sms", account=licence_no, licence_no=licence_no,
                        method="code", phone=phone, verified_at=NOW, expires_at=later,
                    ),
                    Pin(licence_no=licence_no, pin_hash="x", set_at=NOW, phone=phone),
                    Challenge(
                        id=licence_no, licence_no=licence_no, channel="sms", account=licence_no,
                        purpose="verify", code_hash="x", sent=True, created_at=NOW, expires_at=later,
                    ),
                ]
            )  # fmt: skip
    yield


def ended(database: Database) -> dict[str, set[str]]:
    with database.read() as session:
        return {
            "token": set(session.scalars(select(Token.subject).where(Token.ended_at.is_not(None)))),
            "verification": set(
                session.scalars(select(Verification.licence_no).where(Verification.ended_at.is_not(None)))
            ),
            "pin": set(session.scalars(select(Pin.licence_no).where(Pin.disabled_at.is_not(None)))),
            "code": set(
                session.scalars(select(Challenge.licence_no).where(Challenge.closed_at.is_not(None)))
            ),
        }


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("change", [{"phone": "+8613800010099"}, {"status": "suspended"}, {"removed": True}])
def test_a_change_of_telephone_or_status_ends_what_that_licence_holds(
    database: Database, load: Load, change: dict[str, Any]
) -> None:
    load({**LAWYER, **change}, OTHER)
    assert set(map(frozenset, ended(database).values())) == {frozenset({LAWYER["licence_no"]})}


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("change", [{}, {"name": "林志远", "firm": "新所"}, {"restricted_reason": "待查"}])
def test_other_changes_end_nothing(database: Database, load: Load, change: dict[str, Any]) -> None:
    load({**LAWYER, **change})
    assert not any(ended(database).values())


def test_an_assistant_with_another_telephone_is_signed_out(database: Database, load: Load) -> None:
    load(LAWYER, ASSISTANT)
    with database.write() as session:
        session.add(token("lawyer", "11012407210015"))
    load({**ASSISTANT, "phone": "+8613800010013"})
    assert ended(database)["token"] == {"11012407210015"}


@pytest.mark.parametrize("change", [{"phone": "+8613800010099"}, {"status": "suspended"}, {"removed": True}])
def test_what_ends_a_lawyers_access_ends_that_of_his_assistants(
    database: Database, load: Load, change: dict[str, Any]
) -> None:
    others = {**ASSISTANT, "licence_no": "11012407210016", "principal_licence_no": OTHER["licence_no"]}
    load(LAWYER, OTHER, ASSISTANT, others)
    later = NOW + timedelta(hours=1)
    with database.write() as session:
        for one in (ASSISTANT, others):
            licence_no, phone = one["licence_no"], one["phone"]
            session.add_all(
                [
                    token("lawyer", licence_no),
                    Verification(
                        id=licence_no, channel="sms", account=licence_no, licence_no=licence_no,
                        method="code", phone=phone, verified_at=NOW, expires_at=later,
                    ),
                    Pin(licence_no=licence_no, pin_hash="x", set_at=NOW, phone=phone),
                ]
            )  # fmt: skip
    load({**LAWYER, **change})
    found = ended(database)
    assert found["token"] == found["verification"] == found["pin"] == {ASSISTANT["licence_no"]}


def test_removed_staff_are_signed_out(database: Database, load: Load) -> None:
    load(STAFF)
    with database.write() as session:
        session.add(token("staff", "clerk"))
    load({"type": "staff", "username": "clerk", "removed": True})
    assert ended(database)["token"] == {"clerk"}
