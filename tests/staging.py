"""The whole service with a scripted assistant in place of Rasa: all else is the real thing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from actions.service.clock import system_clock, today
from actions.service.conversations import escalation
from actions.service.feed import import_feed
from actions.service.feed.demo import demo_lines
from actions.service.identity import callers, tokens
from actions.service.identity.callers import caller_of
from actions.service.ids import LicenceNo
from actions.service.requests.submission import Origin, Wanted, submit
from actions.service.staff import handover
from actions.service.staff.members import Member, member
from actions.service.work import Means
from actions.store.conversations import Conversation
from actions.store.records import Hearing
from api.channels.web import account_of
from api.serving import prepare_store
from api.settings import Settings
from api.wiring import AssistantAddress, House, build

LIN = LicenceNo("11101201510123456")
CASE = "（2026）京0105民初10086号"
AGENT, SUPERVISOR = "national-agent", "national-supervisor"


@dataclass
class Scripted:
    """Answers by what is said. `gate` holds answers back until it is opened."""

    means: Means | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    def trouble(self) -> str | None:
        return None

    def talk(self, turn: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        text, conversation_id = turn.get("text", ""), turn["sender"]
        if "慢" in text:
            self.gate.wait(timeout)
        if "长" in text:
            return [plain("这是很长的一段话。" * 60)]
        if "选" in text:
            return [plain("您要办哪一样？") | {"options": [["查开庭", "查开庭"], ["申请延期", "申请延期"]]}]
        if "人工" in text:
            return [plain(self._hand_over(conversation_id, text))]
        if "登记" in text:
            return [plain(self._register(conversation_id))]
        return [plain(f"听到了：{text}")]

    def _hand_over(self, conversation_id: str, text: str) -> str:
        assert self.means is not None
        with self.means.writing() as work:
            talk = work.session.get_one(Conversation, conversation_id)
            escalation.escalate(work.session, work.clock, talk, f"来电人要求人工；原话：{text}", "web")
        return "已为您转人工。"

    def _register(self, conversation_id: str) -> str:
        assert self.means is not None
        with self.means.writing() as work:
            talk = work.session.get_one(Conversation, conversation_id)
            caller = caller_of(work, channel="web", account=talk.account)
            coming = select(Hearing.id).where(Hearing.case_number == CASE, Hearing.status == "scheduled")
            given = {"case_number": CASE, "hearing": work.session.scalar(coming), "reason": "另案同日开庭"}
            wanted = Wanted.of("request.hearing_postponement", given)
            receipt = submit(work, caller, wanted, Origin("web", conversation_id))
        return f"已为您登记，收件号 {receipt.receipt_no}。请到 http://127.0.0.1/lawyer 签署。"


def plain(text: str) -> dict[str, Any]:
    return {"key": "plain", "facts": {"text": text}}


class Staged:
    """What tests do behind the scenes: be staff, verify a conversation, look at rows."""

    def __init__(self, house: House, script: Scripted) -> None:
        self.house, self.script = house, script
        self.means = house.means

    def conversation(self, secret: str) -> Conversation:
        with self.means.reading() as work:
            wanted = select(Conversation).where(Conversation.account == account_of(secret))
            return work.session.scalars(wanted.order_by(Conversation.opened_at.desc())).first()  # type: ignore[return-value]

    def agent(self) -> Member:
        with self.means.reading() as work:
            return member(work.session, AGENT)

    def claim(self, secret: str) -> None:
        with self.means.writing() as work:
            handover.claim(work.session, work.clock, self.agent(), self.conversation(secret).id)

    def writes(self, secret: str) -> None:
        with self.means.writing() as work:
            handover.writes(work.session, work.clock, self.agent(), self.conversation(secret).id)

    def says(self, secret: str, text: str) -> None:
        with self.means.writing() as work:
            handover.message(work, self.agent(), self.conversation(secret).id, text)

    def verify(self, secret: str) -> None:
        with self.means.writing() as work:
            person = work.register.find(work.session, LIN)
            assert person is not None
            lasts = tokens.LAWYER_HOLDS
            account = account_of(secret)
            callers.begin(work, channel="web", account=account, person=person, method="code", lasts=lasts)

    def token(self) -> str:
        with self.means.writing() as work:
            return tokens.issue_lawyer(work, LIN).access_token


def wanted(line: bytes) -> bool:
    """Of the staff two: hashing everybody's password takes seconds."""
    return b'"type": "staff"' not in line or AGENT.encode() in line or SUPERVISOR.encode() in line


@contextmanager
def staged(data_dir: Path, origins: str) -> Iterator[Staged]:
    settings = Settings.model_validate(
        {
            "data_dir": data_dir,
            "public_url": "http://127.0.0.1",
            "secret_key": "浏览器测试用的密钥，三十二个字节以上",
            "allowed_origins": origins,
            "sms_outbox": "file",
        }
    )
    prepare_store(settings)
    script = Scripted()
    address = AssistantAddress(lambda: "http://127.0.0.1")
    house, _ = build(settings, address, assistant=script)
    script.means = house.means
    lines = [line for line in demo_lines(today(system_clock)) if wanted(line)]
    import_feed(house.db, lines, clock=house.clock)
    house.start()
    try:
        yield Staged(house, script)
    finally:
        script.gate.set()
        house.stop()
