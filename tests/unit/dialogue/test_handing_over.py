"""A person is promised only where he can reach the caller: in the conversation, or at a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.dialogue.agenda import Agenda, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.handing_over import human, needs
from actions.dialogue.performers.outcome import Job, Outcome
from actions.dialogue.performers.wishes import not_built
from actions.service.channels import CHANNELS
from actions.service.conversations import callbacks
from actions.service.turn_effects import Effects
from actions.store.conversations import Conversation
from actions.store.database import Database
from actions.store.matters import CallbackNumber, Ticket
from tests.unit.requests import house
from tests.unit.requests.house import at, furnish

ADDRESSES = {"web": None, "voice": "+8613911112222", "sms": "+8613911112222", "wechat": "oOpenid"}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        furnish(session)
        yield session


def job(
    session: Session, channel: str, code: str = "human.agent", *, verified: bool = False, mute: bool = False
) -> Job:
    talk = house.conversation(session, channel, address=ADDRESSES[channel], verified=verified)
    if verified:
        session.get_one(Conversation, talk).licence_no = house.LICENCE
    work = replace(at(session), mute=frozenset({"wechat", "sms"} if mute else ()))
    desk, task = Desk.for_turn(work, f"t-{channel}"), Task(code, words="我要找人")
    heard = Heard(f"t-{channel}", talk, channel, CHANNELS[channel].modality)
    return Job(desk, Agenda([task]), task, heard, Effects(f"t-{channel}"))


def said(outcome: Outcome) -> list[str]:
    return [reply.key for reply in outcome.replies]


@pytest.mark.parametrize(
    ("channel", "verified", "mute", "key"),
    [
        ("web", False, False, "human.conversation"),
        ("wechat", False, False, "human.conversation"),
        ("wechat", True, True, "human.callback"),
        ("sms", False, True, "human.callback"),
        ("voice", False, False, "human.callback"),
    ],
)
def test_who_can_be_reached_is_promised_how(
    session: Session, channel: str, verified: bool, mute: bool, key: str
) -> None:
    outcome = human(job(session, channel, verified=verified, mute=mute))
    assert (said(outcome), outcome.stays) == ([key], False)


@pytest.mark.parametrize("code", ["human.agent", "request.appraisal"])
def test_an_account_that_cannot_be_written_to_is_asked_for_a_number(session: Session, code: str) -> None:
    one = job(session, "wechat", code, mute=True)
    outcome = human(one) if code == "human.agent" else not_built(one)
    assert outcome.stays and "在这里" not in str(said(outcome))
    assert [field.name for field in needs(one.task, one.heard, one.desk)] == ["phone"]
    one.task.fields["phone"] = "13900001111"
    assert said(human(one)) == ["human.number_kept"]
    kept = session.scalars(select(CallbackNumber)).one()
    ticket = session.scalars(select(Ticket)).one()
    assert (kept.receipt_no, kept.number) == (ticket.receipt_no, "13900001111")
    assert callbacks.shown(one.desk.work, "staff:lin", one.desk.conversation, ticket) == "13900001111"


def test_staff_see_no_number_where_they_answer_in_the_conversation(session: Session) -> None:
    one = job(session, "wechat", verified=True)
    human(one)
    ticket = session.scalars(select(Ticket)).one()
    assert callbacks.shown(one.desk.work, "staff:lin", one.desk.conversation, ticket) is None
