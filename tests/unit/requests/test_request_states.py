"""Only the contract's moves pass, every one is kept, and the lawyer is told on the channel he used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import Conflict, Forbidden, FreshCodeWanted, NotFound
from actions.service.identity.callers import Caller
from actions.service.requests import lawyer, rights, states
from actions.service.requests.states import MOVES, TITLES, is_final, may_move, move
from actions.service.requests.views import Filters, as_json, own_request, own_requests, progress
from actions.store.conversations import Message, Outgoing
from actions.store.database import Database
from actions.store.matters import Request
from actions.store.records import AssistantGrant, Lawyer, Representation, Staff
from tests.unit.requests import house
from tests.unit.requests.house import (
    CIVIL,
    FOREIGN,
    LAWYER,
    ON_PLATFORM,
    at,
    clock,
    postpone,
    recuse,
)

STAFF = "staff:lin"
CONTRACT = """
registered: forwarded under_review not_accepted moved_offline withdrawn
forwarded: under_review supplement_required not_accepted moved_offline withdrawn
under_review: supplement_required granted partly_granted refused not_accepted moved_offline withdrawn
supplement_required: under_review not_accepted moved_offline withdrawn
"""
LISTED = {
    (line.split(": ")[0], to) for line in CONTRACT.strip().splitlines() for to in line.split(": ")[1].split()
}
STATES = st.sampled_from(sorted(TITLES))


@given(STATES, STATES, st.sampled_from(["lawyer", STAFF, "system"]))
def test_only_listed_moves_pass_and_only_the_lawyer_withdraws(status: str, to: str, by: str) -> None:
    assert may_move(status, to, by=by) == ((status, to) in LISTED and (to != "withdrawn" or by == "lawyer"))


@given(st.lists(STATES, max_size=12))
def test_nothing_leaves_a_final_state(path: list[str]) -> None:
    status, ended = "registered", False
    for to in path:
        if may_move(status, to, by="lawyer"):
            assert not ended
            status, ended = to, is_final(to)
    assert status in MOVES


def test_a_barred_move_changes_nothing_and_the_present_state_is_no_change(court: Database) -> None:
    with court.write() as session:
        number = postpone(session).receipt_no
    with court.write() as session:
        with pytest.raises(Conflict, match="已登记"):
            move(at(session), number, "granted", by=STAFF)
        with pytest.raises(Conflict, match="本人"):
            move(at(session), number, "withdrawn", by=STAFF)
        move(at(session), number, "registered", by=STAFF)
        with pytest.raises(NotFound):
            move(at(session), "26030200000000", "forwarded", by=STAFF)
    with court.read() as session:
        shown = as_json(session, session.get_one(Request, number))
    assert [line["status"] for line in shown["history"]] == ["registered"]


def test_history_keeps_who_when_and_why_but_not_the_name_of_staff(court: Database) -> None:
    with court.write() as session:
        number = postpone(session).receipt_no
        move(at(session), number, "under_review", by=STAFF, note="已转承办人")
        move(at(session), number, "granted", by=STAFF)
    with court.read() as session:
        shown = as_json(session, own_request(session, LAWYER, number))
    assert [(line["status"], line["by"], line["note"]) for line in shown["history"]] == [
        ("registered", "lawyer", None),
        ("under_review", "staff", "已转承办人"),
        ("granted", "staff", None),
    ]
    assert shown["needs"] == []
    assert set(shown) == {
        "receipt_no",
        "function",
        "case_number",
        "channel",
        "status",
        "fields",
        "submitted_at",
        "signed_at",
        "needs",
        "history",
    }


def test_the_lawyer_is_told_on_the_channel_he_used(court: Database) -> None:
    told: dict[str, list[tuple[str, str]]] = {}
    for channel, address in (
        ("web", None),
        ("sms", house.PHONE),
        ("wechat", "openid"),
        ("voice", "+8613999999999"),
    ):
        with court.write() as session:
            talk = house.conversation(session, channel, address=address)
            number = postpone(session, channel=channel, conversation_id=talk).receipt_no
        with court.write() as session:
            move(at(session, "https://example.test"), number, "under_review", by=STAFF)
            lawyer.withdraw(at(session), LAWYER, number)  # so that the next is no second one
        with court.read() as session:
            about = [
                row
                for row in session.scalars(select(Outgoing))
                if number in row.text and "审查中" in row.text
            ]
            told[channel] = [(row.channel, row.address) for row in about]
            if channel != "voice":
                line = session.scalars(select(Message).where(Message.conversation_id == talk)).one()
                assert number in line.text and "https://example.test/lawyer/requests/" in line.text
    assert told == {
        "web": [],
        "sms": [("sms", house.PHONE)],
        "wechat": [("wechat", "openid")],
        "voice": [("sms", house.PHONE)],
    }


def test_an_account_no_longer_verified_hears_no_fact_of_the_case(court: Database) -> None:
    with court.write() as session:
        talk = house.conversation(session, "sms", address="+8613700000000", verified=False)
        number = postpone(session, channel="sms", conversation_id=talk).receipt_no
        move(at(session), number, "under_review", by=STAFF, note="请补传票")
    with court.read() as session:
        text = session.scalars(select(Outgoing)).one().text
    assert number in text
    for fact in (house.CIVIL, "请补传票", "延期", "审查中"):
        assert fact not in text


def test_a_supplement_is_asked_for_and_brings_the_request_back_to_review(court: Database) -> None:
    with court.write() as session:
        number = postpone(session).receipt_no
        move(at(session), number, "forwarded", by=STAFF)
        request = move(at(session), number, "supplement_required", by=STAFF, missing=["另案传票"])
        asked = [need for need in request.needs if need["kind"] == states.SUPPLEMENT]
        assert [need["what"] for need in asked] == ["另案传票"]
        lawyer.supplement(at(session), LAWYER, number, "传票已上传")
    with court.read() as session:
        shown = as_json(session, session.get_one(Request, number))
    assert shown["status"] == "under_review"
    assert shown["history"][-1]["note"] == "传票已上传"
    assert len(shown["needs"]) == 1, "what is to be signed stays"


def test_only_the_lawyer_on_the_platform_signs_and_only_then_it_is_written(court: Database) -> None:
    with court.write() as session:
        number = postpone(session).receipt_no
    with court.write() as session:
        with pytest.raises(Forbidden):
            lawyer.sign(at(session), LAWYER, number)
        assert not lawyer.is_written(own_request(session, LAWYER, number))
        with pytest.raises(FreshCodeWanted):
            lawyer.sign(at(session), ON_PLATFORM, number)
        session.add(house.code_used())
        signed = lawyer.sign(at(session), ON_PLATFORM, number)
        lawyer.sign(at(session), ON_PLATFORM, number)
        shown = as_json(session, signed)
    assert lawyer.is_written(signed)
    assert shown["needs"] == []
    assert len(shown["history"]) == 2


def test_what_is_withdrawn_can_neither_be_signed_nor_moved(court: Database) -> None:
    with court.write() as session:
        number = postpone(session).receipt_no
        lawyer.withdraw(at(session), LAWYER, number)
    with court.write() as session:
        with pytest.raises(Conflict, match="已撤回"):
            lawyer.sign(at(session), ON_PLATFORM, number)
        with pytest.raises(Conflict, match="已撤回"):
            move(at(session), number, "under_review", by=STAFF)


def test_lists_are_paged_newest_first_and_show_nobody_elses(court: Database) -> None:
    with court.write() as session:
        numbers = {postpone(session).receipt_no}
        for reason in ("出差", "住院", "出国", "另案开庭"):
            numbers |= {postpone(session, reason=reason, beside=max(numbers)).receipt_no}
        recuse(session)
    with court.read() as session:
        kind = Filters(function="request.hearing_postponement")
        seen: list[str] = []
        cursor = None
        while True:
            page = own_requests(session, LAWYER, kind, cursor=cursor, limit=2)
            seen += [item["receipt_no"] for item in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert own_requests(session, house.ASSISTANT)["items"] == []
        with pytest.raises(NotFound):
            own_request(session, house.ASSISTANT, seen[0])
    assert seen == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    "person",
    [
        "沈默",
        "审判员沈默",
        "沈法官",
        "承办法官",
        "沈墨",
        "审判长沈默、书记员韩梅",
        "黄浦法院的沈默",
        "沈墨法官本人",
        "审判长沈某",
        "本案的承办法官",
    ],
)
def test_a_recusal_request_never_shows_to_the_person_named(court: Database, person: str) -> None:
    with court.write() as session:
        session.add(
            Staff(username="shen", password_hash="-", name="沈默", court_code="沪0101", role="supervisor")
        )
        number = recuse(session, person=person).receipt_no
    with court.read() as session:
        seen = {}
        for username in ("shen", "gu", "lin"):
            try:
                rights.request_for(session, session.get_one(Staff, username), number)
                seen[username] = True
            except NotFound:
                seen[username] = False
        clerk = session.get_one(Staff, "lin")
        assert session.scalars(select(Request).where(rights.in_reach(clerk))).all() == []
    assert seen == {"shen": False, "gu": True, "lin": False}


@pytest.mark.parametrize("facts", ["沈默与被告是同学", "沈庭长与被告是同学"])
def test_nor_to_one_whom_its_facts_name(court: Database, facts: str) -> None:
    with court.write() as session:
        session.add(
            Staff(username="shen", password_hash="-", name="沈默", court_code="沪0101", role="supervisor")
        )
        number = recuse(session, person="赵云天", facts=facts).receipt_no
    with court.read() as session:
        with pytest.raises(NotFound):
            rights.request_for(session, session.get_one(Staff, "shen"), number)
        assert rights.request_for(session, session.get_one(Staff, "gu"), number).receipt_no == number


def test_a_principal_follows_his_assistants_requests_while_he_stands_in_the_case(court: Database) -> None:
    with court.write() as session:
        number = _reviewed_by_assistant(session)
        assert [one["receipt_no"] for one in own_requests(session, LAWYER, clock=clock)["items"]] == [number]
        session.get_one(Representation, (CIVIL, house.LICENCE)).until = house.later(days=-1).date()
        session.flush()
        assert own_requests(session, LAWYER, clock=clock)["items"] == []


def test_a_principal_hears_nothing_of_his_assistants_own_cases(court: Database) -> None:
    with court.write() as session:
        session.add(
            Lawyer(licence_no=house.HELPER, name="小陶", phone="+8613800000002", kind="专职", status="active")
        )
        session.flush()
        for case_number in (FOREIGN, CIVIL):
            session.add(
                Representation(
                    case_number=case_number, licence_no=house.HELPER, authority="general", verified=True
                )
            )
        session.flush()
        numbers = [
            _reviewed_by_assistant(session, case_number, Caller(1, house.HELPER, "lawyer", "小陶"))
            for case_number in (FOREIGN, CIVIL)
        ]
    with court.write() as session:
        assert own_requests(session, LAWYER, clock=clock)["items"] == []
        for number in numbers:
            with pytest.raises(NotFound):
                lawyer.withdraw(at(session), LAWYER, number)
            with pytest.raises(NotFound):
                lawyer.sign(at(session), ON_PLATFORM, number)


def test_without_the_grant_the_principal_hears_nothing(court: Database) -> None:
    with court.write() as session:
        number = _reviewed_by_assistant(session)
        session.get_one(AssistantGrant, (house.HELPER, CIVIL)).removed = True
        session.flush()
        with pytest.raises(NotFound):
            own_request(session, LAWYER, number, clock=clock)


def _reviewed_by_assistant(
    session: Session, case_number: str = CIVIL, caller: Caller = house.ASSISTANT
) -> str:
    return house.review(session, caller, case_number).receipt_no


def test_how_far_a_request_is_goes_by_its_last_change(court: Database) -> None:
    with court.write() as session:
        asked, other = postpone(session), recuse(session)
        move(at(session), asked.receipt_no, "under_review", by=STAFF, note="法官在看")
        told = {row.receipt_no: row for row in progress(session, house.LICENCE)}
        assert set(told) == {asked.receipt_no, other.receipt_no}
        assert (told[asked.receipt_no].status, told[asked.receipt_no].note) == ("under_review", "法官在看")
        assert [told[each.receipt_no].unsigned for each in (asked, other)] == [False, True]
        assert progress(session, house.LICENCE, FOREIGN) == []
