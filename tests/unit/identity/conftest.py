"""An invented bar: two lawyers, a trainee, a colleague who assists, a legal worker, and their cases."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from actions.service.identity.hashing import Secrets
from actions.service.identity.register import FeedRegister
from actions.store.conversations import Outgoing
from actions.store.database import Database
from actions.store.records import Assistant, AssistantGrant, Case, Court, Lawyer, Representation

LIN, GAO, WORKER, TRAINEE, COLLEAGUE = "L-LIN", "L-GAO", "L-WORKER", "T-TRAINEE", "L-COLLEAGUE"
OWN, OTHERS, UNVERIFIED, PAST, HIDDEN, LAST_DAY = (f"（2026）京0105民初{n}号" for n in range(1, 7))
ABSENT = "（2026）京0105民初999号"
LIN_PHONE = "+8613900000001"


class FixedClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def keys() -> Secrets:
    return Secrets(b"k" * 32)


@pytest.fixture
def register() -> FeedRegister:
    return FeedRegister()


@pytest.fixture
def bar(database: Database) -> Database:
    with database.write() as session:
        session.add(Court(code="0105", name="北京市朝阳区人民法院", level="基层"))
        session.flush()
        for licence, name, phone in (
            (LIN, "林静", LIN_PHONE),
            (GAO, "高远", "+8613900000002"),
            (COLLEAGUE, "沈越", "+8613900000003"),
        ):
            session.add(Lawyer(licence_no=licence, name=name, phone=phone, kind="专职", status="active"))
        session.add(
            Lawyer(
                licence_no=WORKER,
                name="石磊",
                phone="+8613900000004",
                kind="基层法律服务工作者",
                status="active",
                practice_area=["02"],
            )
        )
        session.flush()
        for licence, name, kind in ((TRAINEE, "方可", "trainee"), (COLLEAGUE, "沈越", "lawyer")):
            session.add(
                Assistant(
                    licence_no=licence, name=name, phone="+8613900000005", principal_licence_no=LIN, kind=kind
                )
            )
        for number in (OWN, OTHERS, UNVERIFIED, PAST, HIDDEN, LAST_DAY):
            session.add(Case(case_number=number, court_code="0105", stage="trial", public=number != HIDDEN))
        session.flush()
        until = {PAST: date(2026, 3, 1), LAST_DAY: date(2026, 3, 2)}
        for number in (OWN, UNVERIFIED, PAST, HIDDEN, LAST_DAY):
            session.add(
                Representation(
                    case_number=number,
                    licence_no=LIN,
                    authority="general",
                    verified=number != UNVERIFIED,
                    until=until.get(number),
                )
            )
        for licence, number in ((GAO, OTHERS), (WORKER, OTHERS), (COLLEAGUE, OTHERS)):
            session.add(
                Representation(case_number=number, licence_no=licence, authority="general", verified=True)
            )
        for assistant in (TRAINEE, COLLEAGUE):
            session.add(
                AssistantGrant(
                    assistant_licence_no=assistant,
                    case_number=OWN,
                    functions=["query.case", "request.file_review"],
                )
            )
    return database


def sms(database: Database) -> list[Outgoing]:
    with database.read() as session:
        messages = list(session.scalars(select(Outgoing).order_by(Outgoing.id)))
        session.expunge_all()
    return messages


def code_in(text: str) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", text)
    assert found
    return found.group()


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"
