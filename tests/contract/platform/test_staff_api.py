"""The console's API: rights by role and court, one owner of a conversation, answers on the channel used."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from actions.store.conversations import Audit, Conversation, Message
from actions.store.matters import Ticket

LI, ZHAO = "11101201810000001", "14403201910000002"
HAIDIAN, NANSHAN = "110108", "440305"
CASE, OTHER_CASE = "（2025）京0108民初12345号", "（2025）粤0305民初678号"
Headers = Callable[..., dict[str, str]]
Outbox = Callable[[], list[tuple[str, str]]]
Talk = Callable[..., str]
POSTPONE = {
    "function": "request.hearing_postponement",
    "case_number": CASE,
    "fields": {"hearing": "h1", "reason": "与另一法院的开庭时间冲突"},
}


def at(conversation: str, act: str = "") -> str:
    return f"/api/v1/staff/conversations/{conversation}{act}"


def test_a_password_becomes_a_token(client: TestClient) -> None:
    right = client.post("/api/v1/auth/staff-token", data={"username": "clerk", "password": "不难记的长口令"})
    wrong = client.post("/api/v1/auth/staff-token", data={"username": "clerk", "password": "错的口令"})
    unknown = client.post("/api/v1/auth/staff-token", data={"username": "nobody", "password": "错的口令"})
    headers = {"authorization": f"Bearer {right.json()['access_token']}"}
    assert client.get("/api/v1/staff/queue", headers=headers).status_code == 200
    assert (wrong.status_code, wrong.json()["detail"]) == (unknown.status_code, unknown.json()["detail"])


def test_a_lawyers_token_opens_no_console(client: TestClient, as_lawyer: Headers) -> None:
    assert client.get("/api/v1/staff/queue", headers=as_lawyer(LI)).status_code == 401


def test_only_the_first_claims(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation = talk()
    first = client.post(at(conversation, "/claim"), headers=as_staff("agent"))
    second = client.post(at(conversation, "/claim"), headers=as_staff("agent2"))
    assert (first.status_code, second.status_code) == (200, 409)
    assert first.json()["handled_by"] == "staff"


def test_another_courts_conversation_is_not_found(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation = talk()
    for path, method in ((at(conversation), "GET"), (at(conversation, "/claim"), "POST")):
        assert client.request(method, path, headers=as_staff("far")).status_code == 404
    assert client.get(at(conversation), headers=as_staff("nation")).status_code == 200


def test_without_a_court_it_goes_to_the_national_seat(
    client: TestClient, as_staff: Headers, talk: Talk
) -> None:
    conversation = talk(court=None)
    assert client.get(at(conversation), headers=as_staff("boss")).status_code == 404
    assert client.get(at(conversation), headers=as_staff("nation")).status_code == 200


def test_an_agent_sees_case_facts_only_after_claiming(
    client: TestClient, as_staff: Headers, talk: Talk
) -> None:
    conversation, agent = talk(), as_staff("agent")
    before = client.get(at(conversation), headers=agent)
    client.post(at(conversation, "/claim"), headers=agent)
    after = client.get(at(conversation), headers=agent)
    assert "第三法庭" not in before.text
    assert before.json()["reason"] == "来电人要求人工"
    assert before.json()["transcript"][0]["text"] == "我想找人问问保全"
    assert after.json()["transcript"][1]["text"] == "下次开庭在第三法庭。"
    # the lawyer's case before another court is not this member's to see
    assert [case["case_number"] for case in after.json()["verified_facts"]["cases"]] == [CASE]


def test_every_case_shown_is_audited(client: TestClient, as_staff: Headers, talk: Talk, house: Any) -> None:
    client.get(at(talk()), headers=as_staff("clerk"))
    with house.db.read() as session:
        seen = session.scalars(select(Audit).where(Audit.action == "case.view")).all()
    assert [(row.actor, row.subject) for row in seen] == [("staff:clerk", CASE)]


def test_agents_see_no_requests_and_clerks_no_other_courts(
    client: TestClient, as_lawyer: Headers, as_staff: Headers
) -> None:
    number = client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI)).json()["receipt_no"]
    url = f"/api/v1/staff/requests/{number}"
    statuses = {
        who: client.get(url, headers=as_staff(who)).status_code for who in ("agent", "clerk", "boss", "far")
    }
    assert statuses == {"agent": 404, "clerk": 200, "boss": 200, "far": 404}
    assert client.get(f"/api/v1/staff/cases/{OTHER_CASE}", headers=as_staff("clerk")).status_code == 404
    assert client.get(f"/api/v1/staff/cases/{CASE}", headers=as_staff("clerk")).status_code == 200


def test_nobody_answers_without_a_claim(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation = talk()
    client.post(at(conversation, "/claim"), headers=as_staff("agent"))
    for act, body in (
        ("/messages", {"text": "您好"}),
        ("/close", {"resolution": "已答"}),
        ("/release", None),
    ):
        assert client.post(at(conversation, act), json=body, headers=as_staff("agent2")).status_code == 409


def test_an_answer_reaches_the_caller_once(
    client: TestClient, as_staff: Headers, talk: Talk, outbox: Outbox
) -> None:
    conversation = talk(channel="sms", address="+8613800000001")
    agent = as_staff("agent") | {"Idempotency-Key": "m1"}
    client.post(at(conversation, "/claim"), headers=as_staff("agent"))
    for _ in range(2):
        assert (
            client.post(
                at(conversation, "/messages"), json={"text": "保全可以网上办"}, headers=agent
            ).status_code
            == 201
        )
    assert [text for _, text in outbox()].count("保全可以网上办") == 1


def test_a_telephone_caller_is_answered_at_the_registered_number(
    client: TestClient, as_staff: Headers, talk: Talk, outbox: Outbox, house: Any
) -> None:
    conversation = talk(channel="voice", address="+8613999999999")
    client.post(at(conversation, "/claim"), headers=as_staff("agent"))
    client.post(
        at(conversation, "/messages"), json={"text": f"{CASE}改在第五法庭"}, headers=as_staff("agent")
    )
    assert outbox() == [("+8613800000001", f"{CASE}改在第五法庭")]
    with house.db.read() as session:
        assert session.get_one(Conversation, conversation).owner == "bot"


def test_a_number_for_the_caller_arrives_whole_but_stands_masked(
    client: TestClient, as_staff: Headers, talk: Talk, outbox: Outbox, house: Any
) -> None:
    conversation, agent = talk(channel="wechat", address="openid-1"), as_staff("agent")
    client.post(at(conversation, "/claim"), headers=agent)
    client.post(at(conversation, "/messages"), json={"text": "书记员电话13900000009"}, headers=agent)
    with house.db.read() as session:
        texts = session.scalars(select(Message.text).where(Message.conversation_id == conversation)).all()
    assert ("openid-1", "书记员电话13900000009") in outbox()
    assert "13900000009" not in "".join(texts)


def test_an_unverified_telephone_caller_is_told_no_case(
    client: TestClient, as_staff: Headers, talk: Talk, outbox: Outbox
) -> None:
    conversation = talk(channel="voice", address="+8613999999999", licence=None)
    agent = as_staff("agent")
    client.post(at(conversation, "/claim"), headers=agent)
    refused = client.post(at(conversation, "/messages"), json={"text": f"{CASE}改期"}, headers=agent)
    client.post(at(conversation, "/messages"), json={"text": "请带身份证来立案庭"}, headers=agent)
    assert refused.status_code == 422
    assert outbox() == [("+8613999999999", "请带身份证来立案庭")]


def test_release_gives_it_back_and_it_may_wait_again(
    client: TestClient, as_staff: Headers, talk: Talk, house: Any
) -> None:
    conversation, agent = talk(), as_staff("agent")
    client.post(at(conversation, "/claim"), headers=agent)
    released = client.post(at(conversation, "/release"), headers=agent)
    assert released.json()["handled_by"] == "bot"
    assert client.get("/api/v1/staff/queue", headers=agent).json()["items"] == []


def test_close_asks_for_a_grade_once(client: TestClient, as_staff: Headers, talk: Talk, house: Any) -> None:
    conversation, agent = talk(), as_staff("agent")
    client.post(at(conversation, "/claim"), headers=agent)
    closed = client.post(at(conversation, "/close"), json={"resolution": "已说明保全材料"}, headers=agent)
    again = client.post(at(conversation, "/close"), json={"resolution": "已说明保全材料"}, headers=agent)
    with house.db.read() as session:
        texts = session.scalars(select(Message.text).where(Message.conversation_id == conversation)).all()
        kept = session.get_one(Conversation, conversation)
    assert (closed.status_code, again.status_code) == (200, 409)
    assert sum("打分" in text for text in texts) == 1
    assert kept.rating_until == house.clock() + timedelta(hours=24)


def test_staff_submit_for_the_caller_verified_there(
    client: TestClient, as_staff: Headers, as_lawyer: Headers, talk: Talk
) -> None:
    conversation, agent = talk(), as_staff("agent")
    client.post(at(conversation, "/claim"), headers=agent)
    made = client.post(at(conversation, "/requests"), json=POSTPONE, headers=agent)
    foreign = client.post(
        at(conversation, "/requests"), json=POSTPONE | {"case_number": OTHER_CASE}, headers=agent
    )
    his = client.get("/api/v1/requests", headers=as_lawyer(LI)).json()["items"]
    assert (made.status_code, foreign.status_code) == (201, 404)
    assert [one["history"][0]["by"] for one in his] == ["staff"]


def test_staff_submit_for_no_stranger(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation, agent = talk(licence=None), as_staff("agent")
    client.post(at(conversation, "/claim"), headers=agent)
    assert client.post(at(conversation, "/requests"), json=POSTPONE, headers=agent).status_code in (401, 404)


def test_a_request_moves_by_the_table(client: TestClient, as_staff: Headers, as_lawyer: Headers) -> None:
    number = client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI)).json()["receipt_no"]
    url, clerk = f"/api/v1/staff/requests/{number}", as_staff("clerk")
    barred = client.patch(url, json={"status": "granted"}, headers=clerk)
    client.patch(url, json={"status": "under_review"}, headers=clerk)
    wanted = {"status": "supplement_required", "missing": ["另案传票"]}
    client.patch(url, json=wanted, headers=clerk)
    shown = client.get(f"/api/v1/requests/{number}", headers=as_lawyer(LI)).json()
    withdrawn = client.patch(url, json={"status": "withdrawn"}, headers=clerk)
    assert barred.status_code == withdrawn.status_code == 409
    assert shown["status"] == "supplement_required"
    assert "另案传票" in [need["what"] for need in shown["needs"]]


def test_the_queue_is_one_list_by_due_time(
    client: TestClient, as_staff: Headers, as_lawyer: Headers, talk: Talk
) -> None:
    talk()
    talk(channel="voice")
    talk(court=NANSHAN)
    lawyer = as_lawyer(LI)
    client.post("/api/v1/requests", json=POSTPONE, headers=lawyer)
    client.post(
        "/api/v1/feedback", json={"kind": "suggestion", "text": "建议", "court_code": HAIDIAN}, headers=lawyer
    )
    boss, seen, cursor = as_staff("boss"), [], None
    while True:
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/staff/queue", params=params, headers=boss).json()
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert [one["kind"] for one in seen] == ["conversation", "callback", "request", "feedback"]
    assert [one["due_at"] for one in seen] == sorted(one["due_at"] for one in seen)
    calls = client.get("/api/v1/staff/queue", params={"kind": "callback"}, headers=boss).json()["items"]
    assert [one["kind"] for one in calls] == ["callback"]
    agents = client.get("/api/v1/staff/queue", headers=as_staff("agent")).json()["items"]
    assert {one["kind"] for one in agents} == {"conversation", "callback"}


@pytest.mark.parametrize(
    ("text", "shown"), [("郑主管态度恶劣", False), ("郑庭长当庭骂人", False), ("等候时间太长", True)]
)
def test_complaints_are_for_supervisors_but_not_the_one_named(
    client: TestClient, as_staff: Headers, as_lawyer: Headers, text: str, shown: bool
) -> None:
    body = {"kind": "complaint", "text": text, "court_code": HAIDIAN}
    left = client.post("/api/v1/feedback", json=body, headers=as_lawyer(LI)).json()
    url = f"/api/v1/staff/feedback/{left['id']}"
    for who in ("agent", "clerk", "far"):
        assert client.patch(url, json={"answer": "已核查"}, headers=as_staff(who)).status_code == 404
    queue = client.get("/api/v1/staff/queue", headers=as_staff("boss")).json()["items"]
    assert bool(queue) is shown
    assert client.patch(url, json={"answer": "已核查"}, headers=as_staff("boss")).status_code == (
        200 if shown else 404
    )
    expected = 409 if shown else 200
    assert (
        client.patch(url, json={"answer": "另一种答复"}, headers=as_staff("nation")).status_code == expected
    )
    his = client.get("/api/v1/feedback", headers=as_lawyer(LI)).json()["items"][0]
    assert his["status"] == "answered"


def test_recusal_is_for_supervisors(client: TestClient, as_staff: Headers, as_lawyer: Headers) -> None:
    fields = {"person": "孟法平", "office": "judge", "ground": "not_listed", "facts": "与对方当事人同学"}
    body = {"function": "request.recusal", "case_number": CASE, "fields": fields}
    made = client.post("/api/v1/requests", json=body, headers=as_lawyer(LI))
    url = f"/api/v1/staff/requests/{made.json()['receipt_no']}"
    statuses = {who: client.get(url, headers=as_staff(who)).status_code for who in ("agent", "clerk", "boss")}
    assert statuses == {"agent": 404, "clerk": 404, "boss": 200}
    assert client.get("/api/v1/staff/queue", headers=as_staff("clerk")).json()["items"] == []


def test_each_number_has_both_its_parts(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation, agent = talk(), as_staff("agent")
    talk(channel="voice")
    client.post(at(conversation, "/claim"), headers=agent)
    client.post(at(conversation, "/close"), json={"resolution": "已答复"}, headers=agent)
    found = client.get("/api/v1/staff/statistics", headers=as_staff("boss")).json()
    by_key = {one["key"]: (one["numerator"], one["denominator"]) for one in found["metrics"]}
    assert by_key["handover_rate"] == (2, 2)
    assert by_key["self_service_rate"] == (0, 1)
    assert by_key["grade_unanswered_rate"] == (1, 1)
    assert by_key["overdue_rate"] == (0, 1)
    assert client.get("/api/v1/staff/statistics", headers=agent).status_code == 403


def test_a_supervisor_assigns(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation = talk()
    barred = client.post(at(conversation, "/claim"), json={"assignee": "agent2"}, headers=as_staff("agent"))
    given = client.post(at(conversation, "/claim"), json={"assignee": "agent2"}, headers=as_staff("boss"))
    assert (barred.status_code, given.json()["claimed_by"]) == (403, "agent2")


def test_an_agent_without_a_claim_reads_only_what_the_caller_wrote(
    client: TestClient, as_staff: Headers, talk: Talk, house: Any
) -> None:
    conversation = talk()
    with house.db.write() as session:
        for author in ("staff", "system"):
            line = Message(
                conversation_id=conversation,
                author=author,
                text="改在第三法庭",
                options=[{"title": "第三法庭"}],
                at=house.clock(),
            )
            session.add(line)
    found = client.get(at(conversation), headers=as_staff("agent"))
    assert "第三法庭" not in found.text
    assert "我想找人问问保全" in found.text


def test_a_released_call_back_waits_for_a_colleague(
    client: TestClient, as_staff: Headers, talk: Talk, ticket_of: Callable[[str], Any]
) -> None:
    conversation = talk(channel="voice", address="+8613999999999")
    client.post(at(conversation, "/claim"), headers=as_staff("agent"))
    client.post(at(conversation, "/release"), headers=as_staff("agent"))
    waiting = client.get("/api/v1/staff/queue", headers=as_staff("agent2")).json()["items"]
    again = client.post(at(conversation, "/claim"), headers=as_staff("agent2"))
    assert [(one["kind"], one["claimed_by"]) for one in waiting] == [("callback", None)]
    assert (again.status_code, ticket_of(conversation).closed_at) == (200, None)


def test_what_waits_belongs_to_the_court_of_its_conversation(
    client: TestClient, as_staff: Headers, talk: Talk, house: Any
) -> None:
    conversation = talk()
    with house.db.write() as session:
        session.get_one(Conversation, conversation).court_code = NANSHAN
    queues = {
        who: client.get("/api/v1/staff/queue", headers=as_staff(who)).json()["items"]
        for who in ("boss", "far")
    }
    reasons = {
        who: client.get("/api/v1/staff/statistics", headers=as_staff(who)).json()["handover_reasons"]
        for who in ("boss", "far")
    }
    assert queues["boss"] == []
    assert [(one["conversation_id"], one["court_code"]) for one in queues["far"]] == [(conversation, NANSHAN)]
    assert (reasons["boss"], list(reasons["far"].values())) == ({}, [1])


def test_hand_overs_are_counted_by_kind_and_not_by_sentence(
    client: TestClient, as_staff: Headers, talk: Talk, house: Any
) -> None:
    for number, more in enumerate(("；原话：财产被查封错了", "；正在办：申请延期开庭", "")):
        conversation = talk(id=f"conversation-{number}", licence=None)
        with house.db.write() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.conversation_id == conversation)).one()
            ticket.reason = f"来电人要求人工{more}"
    found = client.get("/api/v1/staff/statistics", headers=as_staff("boss")).json()
    assert found["handover_reasons"] == {"来电人要求人工": 3}


@pytest.mark.parametrize("person", ["审判长郑主管、书记员周书记", "海淀法院的郑主管", "郑主管法官本人"])
def test_no_recusal_reaches_the_supervisor_it_names(
    client: TestClient, as_staff: Headers, as_lawyer: Headers, person: str
) -> None:
    fields = {"person": person, "office": "judge", "ground": "not_listed", "facts": "与对方当事人同学"}
    body = {"function": "request.recusal", "case_number": CASE, "fields": fields}
    number = client.post("/api/v1/requests", json=body, headers=as_lawyer(LI)).json()["receipt_no"]
    url = f"/api/v1/staff/requests/{number}"
    assert client.get(url, headers=as_staff("boss")).status_code == 404
    assert client.get("/api/v1/staff/queue", headers=as_staff("boss")).json()["items"] == []
    assert client.get(url, headers=as_staff("nation")).status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01"])
def test_a_moment_that_no_zone_can_tell_is_refused(
    client: TestClient, as_staff: Headers, as_lawyer: Headers, moment: str
) -> None:
    for bound in ("since", "until"):
        asked = {bound: moment}
        answer = client.get("/api/v1/staff/statistics", headers=as_staff("boss"), params=asked)
        assert answer.status_code == 422
    cursor = base64.urlsafe_b64encode(json.dumps([moment, "x"]).encode()).decode()
    for path in ("requests", "feedback", "evaluations", "conversations"):
        answer = client.get(f"/api/v1/{path}", headers=as_lawyer(LI), params={"cursor": cursor})
        assert answer.status_code == 422, path
