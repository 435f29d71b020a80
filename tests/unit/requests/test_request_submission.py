"""What a submission stores, once, and what it refuses without storing anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from actions.errors import BadFields, Forbidden, NotFound, NotSignedIn
from actions.law.working_days import SHANGHAI
from actions.service.identity.callers import ANYONE
from actions.service.receipts import is_receipt_no
from actions.service.requests import lawyer, submission
from actions.service.requests.offered import NotOffered
from actions.service.requests.prechecking import Refused
from actions.service.requests.subject import OneCase
from actions.service.requests.submission import Origin, Wanted, check, submit
from actions.service.requests.twin import Twin
from actions.service.turn_effects import Effects
from actions.store.conversations import Audit, Outgoing
from actions.store.database import Database
from actions.store.matters import Request, RequestChange
from actions.store.records import Court
from tests.unit.requests import house
from tests.unit.requests.house import CIVIL, CLOSED, CRIMINAL, FOREIGN, at, postpone, recuse, review


def count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Request)) or 0


def test_a_request_is_registered_with_history_audit_and_what_is_still_to_be_signed(court: Database) -> None:
    with court.write() as session:
        receipt = postpone(session)
    with court.read() as session:
        request = session.get_one(Request, receipt.receipt_no)
        history = session.scalars(select(RequestChange)).all()
        audited = session.scalars(select(Audit)).one()
        assert is_receipt_no(receipt.receipt_no)
        assert (request.status, request.signed_at, request.by) == ("registered", None, "lawyer")
        assert request.fields["hearing"] == "h1"
        assert [(line.status, line.by) for line in history] == [("registered", "lawyer")]
        assert audited.subject == receipt.receipt_no
        assert request.needs[0]["url"] == f"/lawyer/requests/{receipt.receipt_no}/sign"
        assert request.needs[0]["by"] == house.later(days=10).isoformat()
        assert receipt.due_at.astimezone(SHANGHAI).date() == house.later(days=2).date()


def test_the_same_turn_run_again_gets_the_first_receipt_even_when_it_would_now_be_refused(
    court: Database,
) -> None:
    with court.write() as session:
        talk = house.conversation(session, "web")
        first = postpone(session, channel="web", conversation_id=talk, effects=Effects("t-web", 0))
    with court.write() as session:
        again = postpone(
            session, case_number=FOREIGN, channel="web", conversation_id=talk, effects=Effects("t-web", 0)
        )
        other = postpone(
            session,
            channel="web",
            conversation_id=talk,
            effects=Effects("t-web", 1),
            beside=first.receipt_no,
            reason="住院手术",
        )
    assert again == first
    assert other.receipt_no != first.receipt_no
    assert count(court) == 2


def test_two_runs_of_one_turn_at_once_bring_about_one_request(court: Database) -> None:
    with court.write() as session:
        talk = house.conversation(session, "web")
    together = Barrier(2)

    def run(_: int) -> str:
        together.wait()
        with court.write() as session:
            return postpone(
                session, channel="web", conversation_id=talk, effects=Effects("t-web", 0)
            ).receipt_no

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(run, range(2)))
    assert len(numbers) == count(court) == 1


def test_receipt_numbers_that_clash_are_drawn_again(court: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with court.write() as session:
        taken = postpone(session).receipt_no
    drawn = iter([taken, taken, "26030200000017"])
    monkeypatch.setattr(submission, "new_receipt_no", lambda _day: next(drawn))
    with court.write() as session:
        assert postpone(session, reason="住院手术", beside=taken).receipt_no == "26030200000017"
    assert count(court) == 2


def test_no_case_and_a_foreign_case_are_refused_in_the_same_words(court: Database) -> None:
    said = []
    for number in (FOREIGN, "（2026）沪0101民初88号"):
        with court.write() as session, pytest.raises(NotFound) as caught:
            postpone(session, case_number=number)
        said.append(caught.value.message)
    assert said[0] == said[1]
    with court.write() as session, pytest.raises(NotSignedIn):
        postpone(session, caller=ANYONE)
    assert count(court) == 0


def test_an_assistant_may_do_what_was_granted_and_never_recuse(court: Database) -> None:
    def ask(function: str, fields: dict[str, str]) -> str:
        with court.write() as session:
            wanted = Wanted(function, OneCase(CIVIL), fields)
            return submit(at(session), house.ASSISTANT, wanted, Origin("platform")).receipt_no

    ask("request.file_review", house.REVIEW)
    with pytest.raises(Forbidden, match="助理"):
        ask("request.hearing_postponement", house.POSTPONE)
    with pytest.raises(Forbidden, match="助理"):
        ask("request.recusal", house.RECUSE)
    assert count(court) == 1


def test_bad_fields_are_named_together(court: Database) -> None:
    with court.write() as session, pytest.raises(BadFields) as caught:
        recuse(session, office="门卫", facts=" ", known_since="昨天", colour="红")
    assert set(caught.value.faults) == {"office", "facts", "known_since", "colour"}


def test_the_law_bars_recusal_after_a_civil_case_closed_and_names_date_and_person(court: Database) -> None:
    with court.write() as session, pytest.raises(Refused) as caught:
        recuse(session, case_number=CLOSED)
    message = caught.value.message
    assert "2026年1月31日" in message
    assert "黄浦法院" in message, "the judge is the one named: the court is the one to turn to"
    assert "沈默" not in message
    assert "截至3月2日" in message
    assert count(court) == 0


def test_civil_timing_is_not_applied_to_criminal_cases(court: Database) -> None:
    with court.write() as session:
        receipt = recuse(session, case_number=CRIMINAL)
    assert not any(key.startswith("cpl") for finding in receipt.findings for key in finding.articles)


def test_deliberation_records_are_refused(court: Database) -> None:
    with court.write() as session, pytest.raises(Refused, match="韩梅"):
        review(session, way="online", scope="合议庭评议笔录")


def test_a_weak_reason_is_warned_of_and_registered(court: Database) -> None:
    with court.write() as session:
        receipt = postpone(session, reason="就是想往后推一推")
    assert "ground_not_listed" in {finding.key for finding in receipt.findings if finding.level == "warn"}
    assert count(court) == 1


def test_a_hearing_the_record_does_not_know_is_taken_from_the_summons(court: Database) -> None:
    with court.write() as session:
        on_summons = postpone(session, case_number=CRIMINAL, hearing=house.later(days=5).isoformat())
        on_record = postpone(session, hearing=house.later(days=10).isoformat())
    over = house.later(days=-1).isoformat()
    with court.write() as session, pytest.raises(Refused, match="已过"):
        postpone(session, case_number=CRIMINAL, hearing=over, beside=on_summons.receipt_no)
    with court.read() as session:
        assert (
            session.get_one(Request, on_summons.receipt_no).needs[0]["by"] == house.later(days=5).isoformat()
        )
        assert session.get_one(Request, on_record.receipt_no).fields["hearing"] == "h1"


def test_checking_beforehand_writes_nothing(court: Database) -> None:
    with court.write() as session:
        found = check(at(session), house.LAWYER, Wanted("request.recusal", OneCase(CLOSED), house.RECUSE))
    assert any(finding.level == "refuse" for finding in found.findings)
    assert count(court) == 0


def test_a_caller_by_telephone_gets_the_receipt_by_sms_on_his_registered_number(court: Database) -> None:
    with court.write() as session:
        talk = house.conversation(session, "voice", address="+8613999999999")
        receipt = postpone(session, channel="voice", conversation_id=talk, effects=Effects("t-voice", 0))
        postpone(session, channel="voice", conversation_id=talk, effects=Effects("t-voice", 0))
    with court.read() as session:
        sent = session.scalars(select(Outgoing)).one()
        assert sent.address == house.PHONE
        assert receipt.receipt_no in sent.text


def test_the_same_matter_open_for_the_same_case_is_no_second_request(court: Database) -> None:
    with court.write() as session:
        first = postpone(session).receipt_no
    for reason, beside in (("与另案庭期冲突", ""), ("与另案庭期冲突", first), ("住院", ""), ("住院", "26")):
        with court.write() as session, pytest.raises(Twin) as caught:
            postpone(session, reason=reason, beside=beside)
        assert caught.value.more == {"receipt_no": first, "same": reason != "住院"}
        assert first in caught.value.message
    with court.write() as session:
        second = postpone(session, reason="住院手术", beside=first).receipt_no
        postpone(session, case_number=CRIMINAL, hearing=house.later(days=5).isoformat())
        lawyer.withdraw(at(session), house.LAWYER, first)
        lawyer.withdraw(at(session), house.LAWYER, second)
        postpone(session)
    assert count(court) == 4


def test_a_matter_that_the_court_does_not_offer_is_not_registered(court: Database) -> None:
    with court.write() as session:
        session.get_one(Court, "沪0101").online_functions = ["request.file_review"]
    with court.write() as session, pytest.raises(NotOffered, match="线下") as caught:
        postpone(session)
    assert caught.value.more["offline"]["phone"] == "021-00000000"
    with court.write() as session:
        review(session)
    assert count(court) == 1
