"""Lists are filtered by the names of their fields; what is sent is kept as a database can keep it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from tests.contract.platform.conftest import House

LI = "11101201810000001"
HAIDIAN, NANSHAN = "110108", "440305"
CASE = "（2025）京0108民初12345号"
Headers = Callable[..., dict[str, str]]
Talk = Callable[..., str]
POSTPONE = {
    "function": "request.hearing_postponement",
    "case_number": CASE,
    "fields": {"hearing": "h1", "reason": "与另一法院的开庭时间冲突"},
}
JSON = {"content-type": "application/json"}


def items(client: TestClient, path: str, headers: dict[str, str], **filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(path, headers=headers, params=filters).json()["items"]
    return found


def test_a_request_is_found_by_its_receipt(client: TestClient, as_lawyer: Headers) -> None:
    headers = as_lawyer(LI)
    made = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()
    number, path = made["receipt_no"], "/api/v1/requests"
    assert [one["receipt_no"] for one in items(client, path, headers, receipt_no=number)] == [number]
    assert items(client, path, headers, receipt_no=number, status="granted") == []
    assert items(client, path, headers, receipt_no="25031800000000") == []


@pytest.mark.parametrize(
    ("path", "bodies"),
    [
        ("/api/v1/feedback", [{"kind": "suggestion", "text": text} for text in ("增加窗口", "延长时间")]),
        ("/api/v1/evaluations", [{"rating": 5}, {"rating": 4}]),
    ],
)
def test_opinions_are_found_by_id(
    client: TestClient, as_lawyer: Headers, path: str, bodies: list[dict[str, Any]]
) -> None:
    headers = as_lawyer(LI)
    made = [client.post(path, json=body, headers=headers).json()["id"] for body in bodies]
    assert [one["id"] for one in items(client, path, headers, id=made[0])] == made[:1]
    assert items(client, path, headers, id="none") == []


def test_conversations_are_filtered_by_their_fields(
    client: TestClient, as_lawyer: Headers, as_staff: Headers, talk: Talk
) -> None:
    talk("web", HAIDIAN)
    claimed = talk("sms", NANSHAN, address="+8613800000001")
    client.post(f"/api/v1/staff/conversations/{claimed}/claim", headers=as_staff("nation"))
    for name, value in (("id", claimed), ("handled_by", "staff"), ("court_code", NANSHAN)):
        found = items(client, "/api/v1/conversations", as_lawyer(LI), limit="1", **{name: value})
        assert [one["id"] for one in found] == [claimed], name
    assert items(client, "/api/v1/conversations", as_lawyer(LI), handled_by="bot") == []


def test_a_page_of_filtered_conversations_is_full_and_the_last_one_leads_nowhere(
    client: TestClient, as_lawyer: Headers, talk: Talk
) -> None:
    for channel in ("web", "sms", "wechat"):
        talk(channel, HAIDIAN)
    wanted = {talk(channel, NANSHAN) for channel in ("web", "sms")}
    asked = {"limit": "1", "court_code": NANSHAN}
    first = client.get("/api/v1/conversations", params=asked, headers=as_lawyer(LI)).json()
    asked["cursor"] = first["next"]
    second = client.get("/api/v1/conversations", params=asked, headers=as_lawyer(LI)).json()
    assert {one["id"] for one in first["items"] + second["items"]} == wanted
    assert (len(first["items"]), second["next"]) == (1, None)


def test_the_queue_is_filtered_by_what_it_shows(
    client: TestClient, as_lawyer: Headers, as_staff: Headers, talk: Talk
) -> None:
    talk()
    client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI))
    body = {"kind": "suggestion", "text": "建议增加窗口", "court_code": HAIDIAN}
    client.post("/api/v1/feedback", json=body, headers=as_lawyer(LI))
    shown = items(client, "/api/v1/staff/queue", as_staff("boss"))
    assert {one["kind"] for one in shown} == {"conversation", "request", "feedback"}
    for one in shown:
        for name in ("id", "reason", "feedback_id"):
            if one[name] is not None:
                found = items(client, "/api/v1/staff/queue", as_staff("boss"), **{name: one[name]})
                assert found == [one], name


def test_what_no_database_keeps_is_left_out_of_every_text(client: TestClient, as_lawyer: Headers) -> None:
    fields = {"hearing": "h1", "reason": "另案\ud83d开庭\0冲突"}
    body = json.dumps(POSTPONE | {"fields": fields})
    made = client.post("/api/v1/requests", content=body.encode(), headers=as_lawyer(LI) | JSON)
    assert made.status_code == 201
    assert made.json()["fields"]["reason"] == "另案开庭冲突"


def test_staff_texts_too(client: TestClient, as_staff: Headers, talk: Talk) -> None:
    conversation = f"/api/v1/staff/conversations/{talk()}"
    headers = as_staff("agent") | JSON
    client.post(f"{conversation}/claim", headers=headers)
    sent = client.post(f"{conversation}/messages", content=b'{"text": "\\udc00\\u0007ok"}', headers=headers)
    assert (sent.status_code, sent.json()["text"]) == (201, "ok")


def test_feedback_about_an_unknown_court_is_refused(client: TestClient, as_lawyer: Headers) -> None:
    body = {"kind": "complaint", "text": "态度不好", "court_code": "999999"}
    assert client.post("/api/v1/feedback", json=body, headers=as_lawyer(LI)).status_code == 422
    assert items(client, "/api/v1/feedback", as_lawyer(LI)) == []


def test_a_reason_is_found_though_it_is_sealed(
    client: TestClient, house: House, as_staff: Any, talk: Any, ticket_of: Any
) -> None:
    sealed, old = talk(channel="web"), talk(channel="sms")
    with house.db.write() as session:  # as it was written before there were seals
        session.execute(
            text("UPDATE tickets SET reason = :reason, reason_mark = NULL WHERE conversation_id = :old"),
            {"reason": "来电人要求人工", "old": old},
        )
        kept = session.execute(
            text("SELECT reason FROM tickets WHERE conversation_id = :sealed"), {"sealed": sealed}
        ).scalar_one()
    assert "人工" not in kept
    asked = {"reason": "来电人要求人工"}
    found = client.get("/api/v1/staff/queue", params=asked, headers=as_staff("boss")).json()["items"]
    assert {one["conversation_id"] for one in found} == {sealed, old}
    assert {one["reason"] for one in found} == {"来电人要求人工"}
    asked = {"reason": "别的原因"}
    assert client.get("/api/v1/staff/queue", params=asked, headers=as_staff("boss")).json()["items"] == []
