"""Which cases open to whom, and which requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, update

from actions.errors import Forbidden
from actions.service.identity.callers import ANYONE, Caller
from actions.service.identity.visibility import may_request, visible_case, visible_cases
from actions.service.ids import LicenceNo
from actions.store.database import Database
from actions.store.records import AssistantGrant, Case, Lawyer, Representation
from tests.working import work

from .conftest import (
    ABSENT,
    COLLEAGUE,
    GAO,
    HIDDEN,
    LAST_DAY,
    LIN,
    OTHERS,
    OWN,
    PAST,
    TRAINEE,
    UNVERIFIED,
    WORKER,
    FixedClock,
)

LAWYER = Caller(1, LicenceNo(LIN), "lawyer", "林静")
ASSISTANT = Caller(1, LicenceNo(TRAINEE), "assistant", "方可")
BOTH = Caller(1, LicenceNo(COLLEAGUE), "lawyer", "沈越")
BASIC = Caller(1, LicenceNo(WORKER), "lawyer", "石磊")


def numbers(bar: Database, clock: FixedClock, caller: Caller, function: str | None = None) -> set[str]:
    with bar.read() as session:
        return {case.case_number for case in visible_cases(session, clock, caller, function)}


def sees(bar: Database, clock: FixedClock, caller: Caller, number: str, function: str | None = None) -> bool:
    with bar.read() as session:
        return visible_case(session, clock, caller, number, function) is not None


def request(bar: Database, clock: FixedClock, caller: Caller, number: str | None, function: str) -> None:
    with bar.read() as session:
        case = session.get(Case, number) if number else None
        may_request(work(session, clock), caller, case, function)


def test_a_lawyer_sees_the_cases_he_stands_in_and_no_others(bar: Database, clock: FixedClock) -> None:
    assert numbers(bar, clock, LAWYER) == {OWN, LAST_DAY}
    for number in (OTHERS, UNVERIFIED, PAST, HIDDEN, ABSENT):
        assert not sees(bar, clock, LAWYER, number)
    assert sees(bar, clock, LAWYER, OWN, "request.recusal")


def test_a_platform_token_opens_the_same(bar: Database, clock: FixedClock) -> None:
    assert numbers(bar, clock, Caller(2, LicenceNo(LIN), "lawyer", "林静")) == {OWN, LAST_DAY}


def test_the_last_day_is_a_day_in_china(bar: Database, clock: FixedClock) -> None:
    clock.pass_by(hours=15, minutes=-1)
    assert sees(bar, clock, LAWYER, LAST_DAY)
    clock.pass_by(minutes=1)
    assert not sees(bar, clock, LAWYER, LAST_DAY)


def test_anyone_sees_nothing(bar: Database, clock: FixedClock) -> None:
    assert numbers(bar, clock, ANYONE) == set()
    assert not sees(bar, clock, Caller(0, LicenceNo(LIN), "lawyer", "林静"), OWN)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Lawyer, {"status": "suspended"}),
        (Lawyer, {"removed": True}),
        (Representation, {"removed": True}),
        (Representation, {"verified": False}),
        (Case, {"removed": True}),
        (Case, {"public": False}),
    ],
)
def test_what_falls_away_closes_the_case_for_lawyer_and_assistant(
    bar: Database, clock: FixedClock, table: type[Lawyer | Representation | Case], change: dict[str, object]
) -> None:
    assert sees(bar, clock, LAWYER, OWN) and sees(bar, clock, ASSISTANT, OWN)
    with bar.write() as session:
        session.execute(update(table).values(**change))
    assert not sees(bar, clock, LAWYER, OWN) and not sees(bar, clock, ASSISTANT, OWN)


def test_an_assistant_sees_what_was_granted_for_the_functions_granted(
    bar: Database, clock: FixedClock
) -> None:
    assert numbers(bar, clock, ASSISTANT) == numbers(bar, clock, ASSISTANT, "query.case") == {OWN}
    assert numbers(bar, clock, ASSISTANT, "query.fee") == set()
    assert sees(bar, clock, ASSISTANT, OWN, "request.file_review")
    assert not sees(bar, clock, ASSISTANT, OWN, "query.fee")
    assert not sees(bar, clock, ASSISTANT, LAST_DAY)


@pytest.mark.parametrize("change", [{"until": date(2026, 3, 1)}, {"removed": True}, {"functions": []}])
def test_a_grant_that_is_over_opens_nothing(
    bar: Database, clock: FixedClock, change: dict[str, object]
) -> None:
    with bar.write() as session:
        session.execute(update(AssistantGrant).values(**change))
    assert numbers(bar, clock, ASSISTANT) == set()


def test_a_grant_of_what_assistants_never_may_opens_nothing(bar: Database, clock: FixedClock) -> None:
    with bar.write() as session:
        session.execute(update(AssistantGrant).values(functions=["request.refund"]))
    assert not sees(bar, clock, ASSISTANT, OWN, "request.refund")
    assert not sees(bar, clock, ASSISTANT, OWN)


def test_a_lawyer_who_assists_sees_both_and_is_an_assistant_there(bar: Database, clock: FixedClock) -> None:
    assert numbers(bar, clock, BOTH) == {OWN, OTHERS}
    request(bar, clock, BOTH, OTHERS, "request.withdrawal")
    request(bar, clock, BOTH, None, "request.judicial_confirmation")
    with pytest.raises(Forbidden):
        request(bar, clock, BOTH, OWN, "request.withdrawal")


NEVER = [
    *("recusal", "withdrawal", "mediation", "judicial_confirmation"),
    *("refund", "fee_relief", "representation_check", "assistant"),
]


@pytest.mark.parametrize("matter", NEVER)
@pytest.mark.parametrize("number", [OWN, None])
def test_what_assistants_never_may(bar: Database, clock: FixedClock, matter: str, number: str | None) -> None:
    with pytest.raises(Forbidden) as refused:
        request(bar, clock, ASSISTANT, number, f"request.{matter}")
    assert "律师助理" in refused.value.message
    request(bar, clock, LAWYER, number, f"request.{matter}")


def test_a_restricted_function_is_refused_with_its_reason_to_the_assistant_too(
    bar: Database, clock: FixedClock
) -> None:
    with bar.write() as session:
        session.execute(
            update(Lawyer)
            .where(Lawyer.licence_no == LIN)
            .values(restricted_functions=["request.file_review"], restricted_reason="提交的材料不实。")
        )
    for caller in (LAWYER, ASSISTANT):
        with pytest.raises(Forbidden) as refused:
            request(bar, clock, caller, OWN, "request.file_review")
        assert "原因：提交的材料不实。" in refused.value.message
    request(bar, clock, LAWYER, OWN, "request.payment")
    assert sees(bar, clock, LAWYER, OWN)


def test_a_legal_worker_requests_in_his_area_only(bar: Database, clock: FixedClock) -> None:
    assert sees(bar, clock, BASIC, OTHERS)
    with pytest.raises(Forbidden):
        request(bar, clock, BASIC, OTHERS, "request.payment")
    with bar.read() as session:
        may_request(work(session, clock), BASIC, None, "request.filing", court_code="0201")
        with pytest.raises(Forbidden):
            may_request(work(session, clock), BASIC, None, "request.filing", court_code="0105")
    with bar.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == WORKER).values(practice_area=["01"]))
    request(bar, clock, BASIC, OTHERS, "request.payment")


def test_nobody_requests_unverified_or_suspended(bar: Database, clock: FixedClock) -> None:
    with pytest.raises(Forbidden):
        request(bar, clock, ANYONE, None, "request.filing")
    with bar.write() as session:
        session.execute(update(Lawyer).where(Lawyer.licence_no == GAO).values(status="suspended"))
    with pytest.raises(Forbidden):
        request(bar, clock, Caller(1, LicenceNo(GAO), "lawyer", "高远"), OTHERS, "request.payment")


@contextmanager
def statements(bar: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(bar.engine, "before_cursor_execute", note)
    yield seen
    event.remove(bar.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("caller", [LAWYER, ASSISTANT])
def test_absent_and_foreign_cases_ask_the_same_of_the_store(
    bar: Database, clock: FixedClock, caller: Caller
) -> None:
    asked = []
    for number in (ABSENT, OTHERS, HIDDEN):
        with statements(bar) as seen:
            assert not sees(bar, clock, caller, number)
        asked.append(seen)
    assert asked[0] == asked[1]
    assert len(asked[0]) == len(asked[2])
