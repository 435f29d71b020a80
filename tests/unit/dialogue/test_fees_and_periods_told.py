"""Fees and periods as they are told: from the record of a verified lawyer, with a province's figures, and on
every channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy.orm import Session

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers import deadlines, fees
from actions.dialogue.performers.outcome import Job, Performer
from actions.service.identity.callers import ANYONE, Caller
from actions.service.turn_effects import Effects
from actions.service.wording import Modality, say
from actions.store.database import Database
from actions.store.records import CalendarDay, Case, Delivery
from tests.unit.requests.house import (
    CIVIL,
    CRIMINAL,
    FOREIGN,
    LAWYER,
    LICENCE,
    at,
    conversation,
    furnish,
    later,
)

MODALITIES: tuple[Modality, ...] = get_args(Modality)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Today is Monday, 2 March 2026. The civil judgment came on 25 February."""
    with database.write() as session:
        furnish(session)
        conversation(session, "web")
        for number, title, days in (
            (CIVIL, "民事判决书", 5),
            (CRIMINAL, "刑事判决书", 4),
            (FOREIGN, "民事判决书", 9),
        ):
            session.add(
                Delivery(
                    id=number + title,
                    case_number=number,
                    licence_no=LICENCE,
                    title=title,
                    served_at=later(days=-days),
                    signed_at=later(days=-1),
                )
            )
        session.flush()
        yield session


def heard(words: str, modality: Modality = "rich") -> Heard:
    return Heard("t-web", "c-web", "web", modality, text=words, words=words)


def job(session: Session, task: Task, caller: Caller, modality: Modality, figures: Path | None = None) -> Job:
    desk = Desk.for_turn(at(session), "t-web")
    desk.caller, desk.work = caller, replace(desk.work, figures=figures)
    return Job(desk, Agenda(), task, heard(task.words, modality), Effects("t-web"))


def told(performer: Performer, session: Session, task: Task, caller: Caller = ANYONE, **more: Any) -> Reply:
    reply = performer(job(session, task, caller, more.pop("modality", "rich"), **more)).replies[0]
    for modality in MODALITIES:
        assert say(reply.key, reply.facts, modality)
    return reply


def asked(words: str, case: str | None = None, **fields: Any) -> Task:
    entities = {"case_number": [case]} if case else {}
    return Task("consult.deadline", fields=fields, words=words, entities=entities)


def lacking(session: Session, task: Task, caller: Caller) -> list[str]:
    work = job(session, task, caller, "rich")
    return [field.name for field in deadlines.needs(task, work.heard, work.desk)]


def test_the_record_gives_a_verified_lawyer_the_day_of_service(session: Session) -> None:
    reply = told(deadlines.last_day, session, asked("判决上诉到哪天", CIVIL), LAWYER)
    assert reply.facts["day"] == "2026-03-12"
    assert reply.facts["record"] == {"title": "民事判决书", "case_number": CIVIL}
    assert "第九十条" in reply.facts["law"]


def test_nobody_else_hears_anything_of_the_record(session: Session) -> None:
    assert lacking(session, asked("判决上诉到哪天", CIVIL), ANYONE) == ["start"]
    assert lacking(session, asked("判决上诉到哪天", FOREIGN), LAWYER) == ["start"]


def test_a_day_that_was_said_goes_before_the_record(session: Session) -> None:
    task = asked("2月27日收到的判决上诉到哪天", CIVIL, start="2026-02-27")
    reply = told(deadlines.last_day, session, task, LAWYER)
    assert reply.facts["record"] is None and reply.facts["day"] == "2026-03-16"


def test_the_record_of_a_criminal_case_counts_by_criminal_law(session: Session) -> None:
    reply = told(deadlines.last_day, session, asked("判决上诉到哪天", CRIMINAL), LAWYER)
    assert reply.facts["day"] == "2026-03-09"  # ten days from 26 February end on Sunday
    assert any("在押" in note and "3月8日" in note for note in reply.facts["notes"])


def test_the_record_may_show_that_there_is_no_appeal(session: Session) -> None:
    session.get_one(Case, CIVIL).procedure = "小额诉讼"
    session.flush()
    reply = told(deadlines.last_day, session, asked("判决上诉到哪天", CIVIL), LAWYER)
    assert reply.key == "deadline.not_appealable" and "第一百六十五条" in reply.facts["law"]


def test_the_courts_own_calendar_moves_the_last_day(session: Session) -> None:
    task = asked("2月25日收到的民事判决上诉到哪天", start="2026-02-25")
    assert told(deadlines.last_day, session, task).facts["day"] == "2026-03-12"
    session.add(CalendarDay(date=later(days=10).date(), working=False))
    session.flush()
    assert told(deadlines.last_day, session, task).facts["day"] == "2026-03-13"


def test_beyond_the_known_calendar_it_is_said_so(session: Session) -> None:
    task = asked("2032年3月1日收到的民事判决上诉到哪天", start="2032-03-01")
    assert any("还没有公布" in note for note in told(deadlines.last_day, session, task).facts["notes"])


def test_a_period_of_another_kind_of_case_is_refused_in_words(session: Session) -> None:
    reply = told(deadlines.last_day, session, asked("刑事案件答辩到哪天", start="2026-02-25"))
    assert reply.key == "deadline.wrong_kind" and "刑事" in reply.facts["text"]


def test_a_length_alone_is_counted_as_in_a_civil_case_and_said_so(session: Session) -> None:
    reply = told(deadlines.last_day, session, asked("从2月25日起算十五天是哪天", start="2026-02-25"))
    assert reply.facts["day"] == "2026-03-12" and reply.facts["supposed"] == "民事"


def test_a_province_that_is_configured_makes_a_range_one_sum(session: Session, tmp_path: Path) -> None:
    figures = tmp_path / "figures.yml"
    figures.write_text("粤: {divorce: '300'}\n沪: {divorce: '200'}\n", encoding="utf-8")
    for words, total in (("广东离婚案件诉讼费多少", "300"), ("上海的离婚案诉讼费", "200")):
        task = Task("consult.fee", words=words)
        line = told(fees.court_fee, session, task, figures=figures).facts["lines"][0]
        assert line["total"] == {"low": total, "high": total}
    elsewhere = told(fees.court_fee, session, Task("consult.fee", words="离婚诉讼费多少"), figures=figures)
    assert elsewhere.facts["lines"][0]["total"] == {"low": "50", "high": "300"}


@pytest.mark.parametrize("modality", MODALITIES)
def test_the_sum_comes_first_and_what_it_rests_on_beside_it(session: Session, modality: Modality) -> None:
    task = Task(
        "consult.fee", words="标的五十万诉讼费多少", entities={"sum": [{"role": "claim", "yuan": "500000"}]}
    )
    reply = told(fees.court_fee, session, task, modality=modality)
    said = say(reply.key, reply.facts, modality)
    assert said.index("8,800 元") < said.index("第十三条")
    assert "标的金额50万元" in said
    if modality == "spoken":
        assert said.startswith("一共是8,800 元")
