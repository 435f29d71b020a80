"""Which hearings clash and which are to come: one rule for the telephone, the pages and the requests."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from actions.service.clock import BEIJING
from actions.service.court_record.hearings import clash, clashes, coming, ends, label
from actions.store.database import Database
from actions.store.records import Case, Court, Hearing

MORNING = datetime(2026, 12, 1, 9, 30, tzinfo=BEIJING)
BEIJING_CASE, HEBEI_CASE = "（2026）京0105民初8888号", "（2026）冀0102民初1号"


def hearing(
    name: str, after: timedelta = timedelta(0), case_number: str = BEIJING_CASE, **more: object
) -> Hearing:
    found = Hearing(id=name, case_number=case_number, starts_at=MORNING + after, status="scheduled")
    for field, value in more.items():
        setattr(found, field, value)
    return found


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (hearing("overlapping", timedelta(hours=1)), True),
        (hearing("within three hours of one without an end", timedelta(hours=2, minutes=30)), True),
        (hearing("after them", timedelta(hours=3)), False),
        (hearing("the same day in another province", timedelta(hours=5), HEBEI_CASE), True),
        (hearing("the same day, online", timedelta(hours=5), HEBEI_CASE, online=True), False),
        (hearing("the next day", timedelta(days=1), HEBEI_CASE), False),
        (hearing("the same day in a court whose number nobody reads", timedelta(hours=5), "旧案"), False),
    ],
    ids=lambda value: value.id if isinstance(value, Hearing) else "",
)
def test_whoever_cannot_attend_both_is_told_so(other: Hearing, expected: bool) -> None:
    one = hearing("one")
    assert clash(one, other) is clash(other, one) is expected


def test_a_recorded_end_counts_more_than_the_usual_length() -> None:
    short = hearing("short", ends_at=MORNING + timedelta(hours=1))
    assert ends(short) == MORNING + timedelta(hours=1)
    assert not clash(short, hearing("later", timedelta(hours=2)))


def test_each_pair_is_told_once() -> None:
    rows = [hearing("a"), hearing("b", timedelta(hours=1)), hearing("c", timedelta(days=1))]
    assert [(one.id, other.id) for one, other in clashes(rows)] == [("a", "b")]


def test_what_has_begun_is_no_longer_to_come(database: Database) -> None:
    with database.write() as session:
        session.add(Court(code="京0105", name="朝阳法院", level="基层"))
        session.flush()
        session.add(Case(case_number=BEIJING_CASE, court_code="京0105", stage="trial"))
        session.flush()
        session.add_all(
            [
                hearing("begun"),
                hearing("later", timedelta(hours=4)),
                hearing("cancelled", timedelta(hours=5), status="cancelled"),
            ]
        )
    with database.read() as session:
        found = coming(session, lambda: MORNING, BEIJING_CASE)
        assert [one.id for one in found] == ["later"]


def test_a_hearing_is_called_by_day_time_and_place() -> None:
    assert label(hearing("one", place="第三法庭")) == "12月1日 09:30 第三法庭"
    assert label(hearing("one", online=True)) == "12月1日 09:30 在线庭审"
    assert label(hearing("one")) == "12月1日 09:30"
