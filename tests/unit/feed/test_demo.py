"""The demo data is a feed like any other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from actions.law.working_days import Calendar
from actions.service.feed import import_feed
from actions.service.feed.demo import demo_lines
from actions.store.database import Database
from actions.store.records import AssistantGrant, Case, Court, Delivery, Fee, Hearing, Lawyer, Representation

from .conftest import NOW

TODAY = date(2026, 11, 2)
LIN = "11101201510123456"


@pytest.fixture(scope="module")
def demo() -> list[bytes]:
    return list(demo_lines(TODAY))


def without_staff(lines: Iterable[bytes]) -> list[bytes]:
    """Hashing their passwords takes seconds, and nothing but one test is about them."""
    return [line for line in lines if b'"type": "staff"' not in line]


def test_every_line_is_taken_and_again_changes_nothing(database: Database, demo: list[bytes]) -> None:
    assert import_feed(database, demo, clock=lambda: NOW).refused == []
    again = import_feed(database, demo, clock=lambda: NOW)
    assert again.unchanged == len(demo)


def test_another_day_moves_times_but_adds_no_record(database: Database, demo: list[bytes]) -> None:
    import_feed(database, without_staff(demo), clock=lambda: NOW)
    next_days = without_staff(demo_lines(TODAY + timedelta(days=3)))
    later = import_feed(database, next_days, clock=lambda: NOW)
    assert later.added == later.refused_count == 0
    assert later.by_type().keys() >= {"hearing", "fee", "delivery"}


def test_the_first_lawyer_has_two_hearings_on_one_day(database: Database, demo: list[bytes]) -> None:
    import_feed(database, without_staff(demo), clock=lambda: NOW)
    day = Calendar().on_or_after(TODAY + timedelta(days=9))
    with database.read() as session:
        query = (
            select(Hearing.case_number, Hearing.starts_at)
            .join(Representation, Representation.case_number == Hearing.case_number)
            .where(Representation.licence_no == LIN, Hearing.starts_at > NOW + timedelta(days=8))
            .order_by(Hearing.starts_at)
        )
        first, second, *_ = session.execute(query).all()
    beijing = ZoneInfo("Asia/Shanghai")
    assert tuple(first) == ("（2026）京0105民初10086号", datetime.combine(day, time(9, 30), beijing))
    assert tuple(second) == ("（2026）沪0115民初20457号", datetime.combine(day, time(14), beijing))


@pytest.mark.parametrize("days", range(14))
def test_no_hearing_falls_on_a_day_off(days: int) -> None:
    today, calendar = TODAY + timedelta(days=days), Calendar()
    rows = [json.loads(line) for line in demo_lines(today) if b'"type": "hearing"' in line]
    starts = [datetime.fromisoformat(row["starts_at"]).date() for row in rows]
    assert [day for day in starts if not calendar.is_working(day)] == []


def test_the_demo_has_something_for_every_function(database: Database, demo: list[bytes]) -> None:
    import_feed(database, without_staff(demo), clock=lambda: NOW)
    with database.read() as session:
        for model, there in (
            (Fee, Fee.paid_on.is_(None) & (Fee.due_on < TODAY)),
            (Fee, Fee.paid_on.is_(None) & (Fee.due_on > TODAY)),
            (Delivery, Delivery.signed_at.is_(None) & Delivery.title.contains("调解书")),
            (Delivery, Delivery.signed_at.is_(None) & ~Delivery.title.contains("调解书")),
            (Court, Court.facilities.is_not(None)),
            (Court, Court.online_functions.is_(None)),
            (Court, Court.online_functions.is_not(None)),
            (AssistantGrant, AssistantGrant.removed.is_(False)),
            (Lawyer, Lawyer.practice_area.is_not(None)),
        ):
            assert session.scalar(select(func.count()).select_from(model).where(there)), there


def test_the_demo_shows_what_must_stay_hidden(database: Database, demo: list[bytes]) -> None:
    import_feed(database, without_staff(demo), clock=lambda: NOW)
    with database.read() as session:
        for model, hidden in (
            (Case, Case.public.is_(False)),
            (Representation, Representation.verified.is_(False)),
            (Lawyer, Lawyer.status == "suspended"),
            (Lawyer, Lawyer.restricted_functions.is_not(None)),
        ):
            assert session.scalar(select(func.count()).select_from(model).where(hidden))
