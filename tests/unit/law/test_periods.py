"""Counting of periods, working days and promised times."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.law.articles import article
from actions.law.errors import InvalidPeriod, UnknownPromise, UnknownTimeLimit
from actions.law.periods import Unit, last_day, last_moment, latest_day_before
from actions.law.promises import promise, service_times
from actions.law.terms import CaseKind
from actions.law.time_limits import time_limit, time_limits
from actions.law.working_days import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar()
DAYS = st.dates(date(2004, 1, 1), date(2035, 12, 31))


@given(
    DAYS,
    st.integers(1, 60),
    st.sampled_from(["日", "月", "年", "工作日"]),
    st.dictionaries(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.booleans(), max_size=20),
)
def test_a_period_ends_after_it_starts_and_never_on_a_day_of_rest(
    start: date, length: int, unit: Unit, overrides: dict[date, bool]
) -> None:
    calendar = Calendar(overrides)
    if unit == "年":
        length = 1 + length % 20
    result = last_day(start, length, unit, calendar)
    assert result.last_day > start
    assert calendar.is_working(result.last_day)
    if result.moved_from:
        between = (result.last_day - result.moved_from).days
        assert not any(calendar.is_working(result.moved_from + timedelta(n)) for n in range(between))


@given(DAYS, st.integers(1, 400), st.integers(1, 400))
def test_a_longer_period_never_ends_earlier(start: date, one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert last_day(start, short, "日", CALENDAR).last_day <= last_day(start, long, "日", CALENDAR).last_day


@pytest.mark.parametrize(
    ("start", "length", "unit", "ends", "moved_from"),
    [
        (date(2026, 11, 2), 15, "日", date(2026, 11, 17), None),
        (date(2026, 11, 6), 15, "日", date(2026, 11, 23), date(2026, 11, 21)),  # Saturday
        (date(2026, 9, 16), 15, "日", date(2026, 10, 8), date(2026, 10, 1)),  # National Day
        (date(2026, 9, 5), 15, "日", date(2026, 9, 20), None),  # a Sunday that was made a working day
        (
            date(2026, 1, 31),
            1,
            "月",
            date(2026, 2, 28),
            None,
        ),  # a make-up Saturday before the Spring Festival
        (date(2024, 2, 29), 1, "年", date(2025, 2, 28), None),
        (date(2025, 8, 31), 6, "月", date(2026, 2, 28), None),
        (date(2026, 11, 20), 2, "工作日", date(2026, 11, 24), None),
    ],
)
def test_known_periods(start: date, length: int, unit: Unit, ends: date, moved_from: date | None) -> None:
    result = last_day(start, length, unit, CALENDAR)
    assert (result.last_day, result.moved_from) == (ends, moved_from)
    assert not result.caveat


def test_the_rule_cited_goes_by_kind_of_case() -> None:
    cited = {kind: last_day(date(2026, 11, 2), 10, "日", CALENDAR, kind=kind).articles for kind in CaseKind}
    assert cited[CaseKind.CIVIL] == ("cpl.85", "cpi.125")
    assert cited[CaseKind.CRIMINAL] == ("crl.105",)
    assert "alp.101" in cited[CaseKind.ADMINISTRATIVE]
    assert cited[CaseKind.COMPENSATION] == ()


def test_detention_is_not_lengthened_by_rest_days() -> None:
    saturday = last_day(date(2026, 11, 6), 15, "日", CALENDAR, kind=CaseKind.CRIMINAL, detention=True)
    assert saturday.last_day == date(2026, 11, 21) and saturday.moved_from is None


def test_an_unpublished_year_is_reckoned_with_a_caveat_until_the_court_says() -> None:
    start = date(2032, 3, 1)
    assert last_day(start, 15, "日", CALENDAR).caveat
    told = Calendar({date(2032, 3, 16): False, date(2032, 3, 17): True})
    result = last_day(start, 15, "日", told)
    assert result.last_day == date(2032, 3, 17) and not result.caveat


def test_new_years_day_is_no_working_day_even_in_an_unpublished_year() -> None:
    assert last_day(date(2031, 12, 17), 15, "日", CALENDAR).last_day == date(2032, 1, 2)


@pytest.mark.parametrize(("length", "unit"), [(0, "日"), (-3, "月"), (10**9, "年"), (1, "时辰")])
def test_impossible_periods_are_refused(length: int, unit: Unit) -> None:
    with pytest.raises(InvalidPeriod):
        last_day(date(2026, 11, 2), length, unit, CALENDAR)


def test_hours_start_with_the_next_hour_and_run_through_holidays() -> None:
    filed = datetime(2026, 9, 30, 16, 20, tzinfo=SHANGHAI)
    assert last_moment(filed, 48) == datetime(2026, 10, 2, 17, 0, tzinfo=SHANGHAI)
    assert last_moment(filed.astimezone(UTC), 48) == last_moment(filed, 48)
    on_the_hour = datetime(2026, 8, 31, 10, 0, tzinfo=SHANGHAI)  # the tenth hour has begun: from the eleventh
    assert last_moment(on_the_hour, 48) == datetime(2026, 9, 2, 11, 0, tzinfo=SHANGHAI)
    with pytest.raises(InvalidPeriod):
        last_moment(filed.replace(tzinfo=None), 48)


def test_renewal_of_preservation_is_due_seven_days_ahead() -> None:
    assert latest_day_before(date(2026, 12, 31), 7) == date(2026, 12, 24)


@given(DAYS, st.integers(1, 30))
def test_working_days_are_counted_one_by_one(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_working(day) for day in days) == count


def test_overrides_go_before_the_published_table() -> None:
    assert CALENDAR.is_working(date(2026, 11, 23))
    assert not Calendar({date(2026, 11, 23): False}).is_working(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (datetime(2026, 11, 23, 9, 0), 2, datetime(2026, 11, 23, 11, 0)),
        (datetime(2026, 11, 23, 11, 0), 2, datetime(2026, 11, 23, 14, 30)),
        (datetime(2026, 11, 23, 12, 30), 1, datetime(2026, 11, 23, 14, 30)),
        (datetime(2026, 11, 20, 17, 0), 1, datetime(2026, 11, 23, 9, 0)),
        (datetime(2026, 11, 21, 10, 0), 4, datetime(2026, 11, 23, 14, 0)),
        (datetime(2026, 11, 23, 3, 0), 1, datetime(2026, 11, 23, 9, 30)),
    ],
)
def test_office_hours(start: datetime, hours: int, due: datetime) -> None:
    reckoned = CALENDAR.due_after(start.replace(tzinfo=SHANGHAI), working_hours=hours)
    assert reckoned.at == due.replace(tzinfo=SHANGHAI)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 6, 1)), st.integers(1, 60))
def test_a_due_time_lies_ahead_and_in_office_hours(start: datetime, hours: int) -> None:
    due = CALENDAR.due_after(start.replace(tzinfo=UTC), working_hours=hours).at
    assert due > start.replace(tzinfo=UTC)
    assert CALENDAR.is_working(due.date())
    assert (8, 30) <= (due.hour, due.minute) <= (17, 30)


def test_days_end_with_the_office_and_are_counted_in_shanghai() -> None:
    late_friday_in_utc = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # Saturday in Shanghai
    due = CALENDAR.due_after(late_friday_in_utc, working_days=2)
    assert due.at == datetime(2026, 11, 24, 17, 30, tzinfo=SHANGHAI)


def test_a_due_time_wants_a_zone_and_one_measure() -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
    for bad in ({}, {"working_days": 1, "working_hours": 1}, {"working_days": 0}, {"working_hours": 0}):
        with pytest.raises(InvalidPeriod):
            CALENDAR.due_after(now, **bad)
    with pytest.raises(InvalidPeriod):
        CALENDAR.due_after(now.replace(tzinfo=None), working_days=1)


def test_promises_tell_law_from_house_default() -> None:
    now = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
    recusal = promise("recusal_decision", now, CALENDAR)
    assert recusal.basis == "law" and recusal.articles == ("cpl.50",)
    assert recusal.due_at.date() == date(2026, 11, 26)
    first, closed = (promise(key, now, CALENDAR) for key in ("request_response", "request_close"))
    assert first.basis == closed.basis == "house"
    assert (first.due_at.date(), closed.due_at.date()) == (date(2026, 11, 25), date(2026, 11, 30))


def test_a_court_may_promise_its_own_times() -> None:
    now = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
    assert promise("request_close", now, CALENDAR, working_days=3).due_at.date() == date(2026, 11, 26)
    assert promise("complaint", now, CALENDAR) == promise("complaint", now, CALENDAR, working_days=15)
    with pytest.raises(UnknownPromise):
        promise("miracle", now, CALENDAR)


def test_every_promise_has_exactly_one_measure_and_law_names_its_article() -> None:
    for entry in service_times().values():
        assert len({"working_hours", "working_days", "days"} & entry.keys()) == 1
        assert entry["basis"] == "house" or entry["articles"]


def test_time_limits_are_complete_and_cite_known_articles() -> None:
    assert [f"L{n:02d}" for n in range(1, 81)] == list(time_limits())[:80]
    for limit in time_limits().values():
        assert limit.kinds and limit.matter and limit.starts
        assert (limit.unit == "节点") == (limit.length == 0)
        assert limit.verified == all(article(key).verified for key in limit.articles)
    with pytest.raises(UnknownTimeLimit):
        time_limit("L999")


def test_countable_limits_can_be_counted_and_the_others_are_not_offered() -> None:
    for limit in time_limits().values():
        if limit.countable:
            assert last_day(date(2026, 3, 2), limit.length, limit.unit, CALENDAR)  # type: ignore[arg-type]
    assert not time_limit("L38").countable
    assert time_limit("L55").countable
