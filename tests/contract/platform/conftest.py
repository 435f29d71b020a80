"""Two invented courts with lawyers, cases and staff, behind the real platform and console."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from actions.service.conversations.escalation import escalate
from actions.service.identity import callers, tokens
from actions.service.identity.hashing import PASSWORDS
from actions.service.identity.register import FeedRegister
from actions.service.ids import LicenceNo
from actions.service.work import Means
from actions.store.conversations import Conversation, Message, Outgoing
from actions.store.database import Database
from actions.store.matters import Ticket
from actions.store.records import Case, Court, Fee, Hearing, Lawyer, Representation, Staff
from api import problems
from api.pages.routes import ROUTES as PAGES
from api.platform.routes import ROUTES as PLATFORM
from api.settings import Settings
from api.staff.routes import router as staff
from tests.codes import code_used_at
from tests.working import SECRETS

NOW = datetime(2025, 3, 18, 1, 30, tzinfo=UTC)
HAIDIAN, NANSHAN = "110108", "440305"
LI, ZHAO = "11101201810000001", "14403201910000002"
CASE, OTHER_CASE = "（2025）京0108民初12345号", "（2025）粤0305民初678号"
PASSWORD = "不难记的长口令"
PASSWORD_HASH = PASSWORDS.make(PASSWORD)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@dataclass
class House:
    settings: Settings
    means: Means

    @property
    def db(self) -> Database:
        return self.means.db

    @property
    def clock(self) -> Clock:
        clock = self.means.clock
        assert isinstance(clock, Clock)
        return clock


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    settings = Settings(secret_key="k" * 40, data_dir=tmp_path, allowed_origins="https://bar.example")
    made = House(settings, Means(database, Clock(), FeedRegister(), SECRETS))
    with database.write() as session:
        for code, name in ((HAIDIAN, "北京市海淀区人民法院"), (NANSHAN, "深圳市南山区人民法院")):
            session.add(Court(code=code, name=name, level="基层"))
        for licence, name, phone in ((LI, "李慕白", "+8613800000001"), (ZHAO, "赵子规", "+8613800000002")):
            session.add(Lawyer(licence_no=licence, name=name, phone=phone, kind="专职", status="active"))
        session.flush()
        judge = {"name": "孟法平", "phone": "010-10000001"}
        session.add(
            Case(
                case_number=CASE,
                court_code=HAIDIAN,
                cause="买卖合同纠纷",
                stage="trial",
                judge=judge,
                public=True,
            )
        )
        session.add(
            Case(case_number=OTHER_CASE, court_code=NANSHAN, cause="借款合同纠纷", stage="trial", public=True)
        )
        for username, name, role, court in (
            ("agent", "陈坐席", "agent", HAIDIAN),
            ("agent2", "吴坐席", "agent", HAIDIAN),
            ("clerk", "周书记", "clerk", HAIDIAN),
            ("boss", "郑主管", "supervisor", HAIDIAN),
            ("far", "冯主管", "supervisor", NANSHAN),
            ("nation", "褚主管", "supervisor", None),
            ("auditor", "卫审计", "auditor", None),
            ("court-auditor", "蒋审计", "auditor", NANSHAN),
        ):
            session.add(
                Staff(username=username, password_hash=PASSWORD_HASH, name=name, role=role, court_code=court)
            )
        session.flush()
        for licence, number in ((LI, CASE), (LI, OTHER_CASE), (ZHAO, OTHER_CASE)):
            session.add(
                Representation(
                    case_number=number, licence_no=licence, party="原告", authority="general", verified=True
                )
            )
        for key, number, days, place in (
            ("h1", CASE, 21, "第三法庭"),
            ("h2", OTHER_CASE, 21, "第八法庭"),
            ("h3", OTHER_CASE, 30, "第八法庭"),
        ):
            session.add(
                Hearing(
                    id=key,
                    case_number=number,
                    starts_at=NOW + timedelta(days=days),
                    place=place,
                    status="scheduled",
                )
            )
        session.add(Fee(id="f1", case_number=CASE, kind="案件受理费", amount_yuan=Decimal("9080.00")))
    return made


@pytest.fixture
def client(house: House) -> TestClient:
    app = FastAPI()
    problems.install(app)
    app.router.routes += [*PLATFORM, *staff.routes, *PAGES]
    app.state.house = house
    return TestClient(app, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def as_lawyer(house: House) -> Callable[[str], dict[str, str]]:
    def headers(licence_no: str = LI) -> dict[str, str]:
        with house.db.write() as session:
            issued = tokens.issue_lawyer(house.means.within(session), licence_no)
        return {"authorization": f"Bearer {issued.access_token}"}

    return headers


@pytest.fixture
def code_used(house: House) -> Callable[[str], None]:
    """The lawyer used a code on the platform just now."""

    def use(licence_no: str = LI) -> None:
        with house.db.write() as session:
            session.add(code_used_at(house.clock(), licence_no, "testclient"))

    return use


@pytest.fixture
def as_staff(house: House) -> Callable[[str], dict[str, str]]:
    def headers(username: str) -> dict[str, str]:
        with house.db.write() as session:
            issued = tokens.issue_staff(session, house.clock, username)
        return {"authorization": f"Bearer {issued.access_token}"}

    return headers


@pytest.fixture
def talk(house: House) -> Callable[..., str]:
    """A conversation that waits for a person; returns its id."""

    def begin(
        channel: str = "web", court: str | None = HAIDIAN, licence: str | None = LI, **more: Any
    ) -> str:
        now = house.clock()
        made = Conversation(
            id=more.get("id", f"conversation-{channel}-{court}"),
            channel=channel,
            account=f"account-{channel}-{court}",
            address=more.get("address"),
            opened_at=now,
            last_at=now,
            owner="bot",
            court_code=court,
            licence_no=licence,
        )
        with house.db.write() as session:
            session.add(made)
            session.flush()
            for author, text in (("caller", "我想找人问问保全"), ("bot", "下次开庭在第三法庭。")):
                session.add(Message(conversation_id=made.id, author=author, text=text, options=[], at=now))
            person = house.means.register.find(session, LicenceNo(licence)) if licence else None
            if person:
                callers.begin(
                    house.means.within(session),
                    channel=channel,
                    account=made.account,
                    person=person,
                    method="code",
                    lasts=timedelta(days=1),
                )
            escalate(session, house.clock, made, "来电人要求人工", channel)
        return made.id

    return begin


@pytest.fixture
def outbox(house: House) -> Callable[[], list[tuple[str, str]]]:
    """(address, text) of everything queued."""

    def read() -> list[tuple[str, str]]:
        with house.db.read() as session:
            rows = session.scalars(select(Outgoing).order_by(Outgoing.id))
            return [(row.address, row.text) for row in rows]

    return read


@pytest.fixture
def ticket_of(house: House) -> Callable[[str], Ticket]:
    def find(conversation_id: str) -> Ticket:
        with house.db.read() as session:
            return session.scalars(select(Ticket).where(Ticket.conversation_id == conversation_id)).one()

    return find
