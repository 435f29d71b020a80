"""What was served is told to whom it was served on, and of the kind that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from sqlalchemy.orm import Session

from actions.dialogue.agenda import Agenda, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import Job
from actions.dialogue.performers.queries import delivery
from actions.service.identity.callers import Caller
from actions.service.turn_effects import Effects
from actions.service.wording import Modality, say
from actions.store.database import Database
from actions.store.records import AssistantGrant, Delivery, Lawyer, Representation
from tests.unit.requests.house import (
    ASSISTANT,
    CIVIL,
    CLOSED,
    FOREIGN,
    HELPER,
    LAWYER,
    LICENCE,
    at,
    conversation,
    furnish,
    later,
)

OTHER = "13101201211234567"
MODALITIES: tuple[Modality, ...] = get_args(Modality)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        furnish(session)
        conversation(session, "web")
        session.add(
            Lawyer(licence_no=OTHER, name="郑和平", phone="+8613800000009", kind="专职", status="active")
        )
        session.flush()
        session.add(Representation(case_number=CIVIL, licence_no=OTHER, authority="general", verified=True))
        for days, number, licence, title, signed in (
            (5, CIVIL, LICENCE, "传票", True),
            (4, CIVIL, LICENCE, "民事裁定书", False),
            (3, CIVIL, OTHER, "对方传票", False),
            (2, CLOSED, LICENCE, "民事判决书", False),
            (1, FOREIGN, LICENCE, "旧案传票", False),
        ):
            session.add(
                Delivery(
                    id=title,
                    case_number=number,
                    licence_no=licence,
                    title=title,
                    served_at=later(days=-days),
                    signed_at=later(days=-days, hours=1) if signed else None,
                )
            )
        session.flush()
        yield session


def told(
    session: Session,
    *documents: str,
    case: str | None = None,
    caller: Caller = LAWYER,
    modality: Modality = "rich",
) -> dict[str, Any]:
    """The facts of the answer, and the case spoken of from then on."""
    desk = Desk.for_turn(at(session), "t-web")
    desk.caller = caller
    task = Task("query.delivery", {"case_number": case} if case else {}, entities={"document": [*documents]})
    heard = Heard("t-web", "c-web", "web", modality)
    outcome = delivery(Job(desk, Agenda(), task, heard, Effects("t-web")))
    (reply,) = outcome.replies
    assert reply.key == "query.delivery"
    return reply.facts | {"focus": outcome.focus}


def titles(facts: dict[str, Any]) -> list[str]:
    return [one["title"] for one in facts["deliveries"]]


def test_everything_served_on_him_in_his_cases_is_told_the_latest_first(session: Session) -> None:
    assert titles(told(session)) == ["民事判决书", "民事裁定书", "传票"]


@pytest.mark.parametrize(
    ("document", "found"),
    [("判决书", ["民事判决书"]), ("传票", ["传票"]), ("保全裁定书", ["民事裁定书"]), ("调解书", [])],
)
def test_only_the_document_named_is_told(session: Session, document: str, found: list[str]) -> None:
    facts = told(session, document)
    assert titles(facts) == found
    assert facts["others"] == 3 - len(found)


def test_of_two_documents_named_both_are_told(session: Session) -> None:
    assert titles(told(session, "传票", "判决书")) == ["民事判决书", "传票"]


def test_one_case_is_told_alone_and_is_spoken_of_from_then_on(session: Session) -> None:
    facts = told(session, case=CIVIL)
    assert titles(facts) == ["民事裁定书", "传票"]
    assert facts["focus"] == {"case_number": CIVIL}


def test_no_case_is_spoken_of_where_several_were_told(session: Session) -> None:
    assert told(session)["focus"] == {}


def test_an_assistant_hears_what_was_served_on_his_lawyer_where_it_was_granted(session: Session) -> None:
    assert titles(told(session, caller=ASSISTANT)) == []
    session.get_one(AssistantGrant, (HELPER, CIVIL)).functions = ["query.delivery"]
    session.flush()
    assert titles(told(session, caller=ASSISTANT)) == ["民事裁定书", "传票"]


@pytest.mark.parametrize("modality", MODALITIES)
def test_a_document_not_served_is_said_not_to_be(session: Session, modality: Modality) -> None:
    text = say("query.delivery", told(session, "调解书", modality=modality), modality)
    assert "没有" in text and "调解书" in text and "3" in text
    assert "判决书" not in text and "传票" not in text


@pytest.mark.parametrize("modality", MODALITIES)
def test_what_was_served_is_worded_with_whether_it_is_signed_for(
    session: Session, modality: Modality
) -> None:
    unsigned = say("query.delivery", told(session, "判决书", modality=modality), modality)
    signed = say("query.delivery", told(session, "传票", modality=modality), modality)
    assert "民事判决书" in unsigned and "2月28日" in unsigned
    assert any(word in unsigned for word in ("尚未签收", "未签收", "还没有签收"))
    assert any(word in signed for word in ("已签收", "已经签收"))
