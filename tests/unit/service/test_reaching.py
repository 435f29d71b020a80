"""Where somebody is reached outside a turn: one rule for receipts, notices, answers and staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import BadInput
from actions.service.channels import CHANNELS, Length
from actions.service.identity import callers
from actions.service.identity.register import FeedRegister
from actions.service.ids import LicenceNo
from actions.service.outgoing.reaching import Way, send, tell, there, to_caller, to_lawyer
from actions.store.conversations import Conversation, Message, Outgoing
from actions.store.database import Database
from actions.store.records import Lawyer
from tests.working import work

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
LICENCE, PHONE, LANDLINE = "11101201810001111", "+8613800000001", "+861060000000"
CASE = "（2025）京0108民初12345号"
REGISTER = FeedRegister()


def clock() -> datetime:
    return NOW


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        session.add(Lawyer(licence_no=LICENCE, name="李慕白", phone=PHONE, kind="专职", status="active"))
        yield session


def talk(session: Session, channel: str, account: str = "a", address: str | None = None) -> Conversation:
    conversation = Conversation(
        id=f"{channel}-{account}",
        channel=channel,
        account=account,
        address=address,
        opened_at=NOW,
        last_at=NOW,
        owner="bot",
    )
    session.add(conversation)
    session.flush()
    return conversation


def suspend(session: Session) -> None:
    session.get_one(Lawyer, LICENCE).status = "suspended"
    session.flush()


def verify(session: Session, conversation: Conversation) -> None:
    person = REGISTER.find(session, LicenceNo(LICENCE))
    assert person
    callers.begin(
        work(session, clock),
        channel=conversation.channel,
        account=conversation.account,
        person=person,
        method="code",
        lasts=CHANNELS[conversation.channel].verified_for,
    )
    session.flush()


def test_after_a_call_the_lawyer_is_reached_at_the_registered_number_alone(session: Session) -> None:
    call = talk(session, "voice", address=LANDLINE)
    assert to_lawyer(work(session, clock), LICENCE, "voice", call) == Way("sms", PHONE, True)
    suspend(session)
    assert to_lawyer(work(session, clock), LICENCE, "voice", call) is None


def test_after_a_call_who_is_no_longer_sure_is_reached_at_the_number_he_rang_from(session: Session) -> None:
    call = talk(session, "voice", address=LANDLINE)
    assert to_caller(work(session, clock), call, LICENCE) == Way("sms", PHONE, True)
    assert to_caller(work(session, clock), call, None) == Way("sms", LANDLINE, False)
    suspend(session)
    assert to_caller(work(session, clock), call, LICENCE) == Way("sms", LANDLINE, False)


def test_a_case_is_named_to_no_number_that_is_not_sure(session: Session) -> None:
    call = talk(session, "voice", address=LANDLINE)
    way = to_caller(work(session, clock), call, None)
    with pytest.raises(BadInput):
        tell(session, clock, call, way, f"{CASE}已经答复")
    send(session, clock, way, "请带身份证来立案庭")
    session.flush()
    assert [row.address for row in session.scalars(select(Outgoing))] == [LANDLINE]


@pytest.mark.parametrize("channel", ["web", "sms", "wechat"])
def test_a_conversation_that_is_verified_no_more_is_told_without_trust(
    session: Session, channel: str
) -> None:
    conversation = talk(session, channel, address="somewhere")
    before = to_lawyer(work(session, clock), LICENCE, channel, conversation)
    verify(session, conversation)
    after = to_lawyer(work(session, clock), LICENCE, channel, conversation)
    assert before and not before.trusted
    assert after and after.trusted
    assert after.modality == CHANNELS[channel].modality


def test_an_sms_from_the_registered_telephone_is_the_lawyers_own(session: Session) -> None:
    conversation = talk(session, "sms", address=PHONE)
    way = to_lawyer(work(session, clock), LICENCE, "sms", conversation)
    assert way == Way("sms", PHONE, True)


def test_the_platform_shows_and_sends_nothing(session: Session) -> None:
    assert to_lawyer(work(session, clock), LICENCE, "platform", None) is None


def test_the_web_is_told_by_its_transcript_and_a_number_by_a_message_too(session: Session) -> None:
    web, sms = talk(session, "web"), talk(session, "sms", address=PHONE)
    for conversation in (web, sms):
        tell(session, clock, conversation, there(conversation), "已经受理")
    session.flush()
    assert {row.conversation_id for row in session.scalars(select(Message))} == {web.id, sms.id}
    assert [row.channel for row in session.scalars(select(Outgoing))] == ["sms"]


@pytest.mark.parametrize("text", ["案" * 700, "abc" * 700, "案😀" * 400])
def test_a_beginning_fits_and_loses_no_character(text: str) -> None:
    longest = Length(2048, "bytes")
    head = longest.head(text)
    assert text.startswith(head)
    assert len(head.encode()) <= 2048 < len(head.encode()) + len(text[len(head)].encode())
