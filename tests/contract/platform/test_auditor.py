"""The auditor reads the audit, page by page, and opens and changes nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from actions.store.conversations import Audit

LI = "11101201810000001"
CASE, OTHER_CASE = "（2025）京0108民初12345号", "（2025）粤0305民初678号"
PASSWORD = "不难记的长口令"
AUDIT = "/api/v1/staff/audit"
Headers = Callable[..., dict[str, str]]
POSTPONE = {
    "function": "request.hearing_postponement",
    "case_number": CASE,
    "fields": {"hearing": "h1", "reason": "与另一法院的开庭时间冲突"},
}


@pytest.fixture
def receipt(client: TestClient, as_staff: Headers, as_lawyer: Headers) -> str:
    """Both courts' cases were looked at, and a request was made."""
    client.get(f"/api/v1/staff/cases/{quote(CASE)}", headers=as_staff("clerk"))
    client.get(f"/api/v1/staff/cases/{quote(OTHER_CASE)}", headers=as_staff("far"))
    made = client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI))
    return str(made.json()["receipt_no"])


def rows(client: TestClient, headers: dict[str, str], **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = client.get(AUDIT, headers=headers, params=asked | ({"cursor": cursor} if cursor else {}))
        assert page.status_code == 200
        found += page.json()["items"]
        cursor = page.json()["next"]
        if cursor is None:
            return found


def test_he_reads_who_saw_what_and_that_he_read_is_kept(
    client: TestClient, as_staff: Headers, receipt: str
) -> None:
    seen = rows(client, as_staff("auditor"), action="case.view")
    assert [(row["actor"], row["subject"]) for row in seen] == [
        ("staff:far", OTHER_CASE),
        ("staff:clerk", CASE),
    ]
    assert [row["subject"] for row in rows(client, as_staff("auditor"), subject=receipt)] == [receipt]
    own = rows(client, as_staff("auditor"), actor="staff:auditor", action="audit.read")
    assert len(own) == 2


def test_pages_of_any_size_make_one_list(client: TestClient, as_staff: Headers, receipt: str) -> None:
    bound = {"since": "2000-01-01", "subject": CASE}
    for _ in range(6):
        client.get(f"/api/v1/staff/cases/{quote(CASE)}", headers=as_staff("clerk"))
    whole = rows(client, as_staff("auditor"), **bound)
    assert len(whole) == 7
    for limit in (1, 2, 3, 7):
        assert rows(client, as_staff("auditor"), limit=limit, **bound) == whole


@pytest.mark.parametrize(
    "cursor", ["x", "AAAA", "WyIxIiwiMiJd", "WyItMSJd", "WyI5OTk5OTk5OTk5OTk5OTk5OTkiXQ"]
)
def test_a_foreign_cursor_is_refused(client: TestClient, as_staff: Headers, cursor: str) -> None:
    answer = client.get(AUDIT, headers=as_staff("auditor"), params={"cursor": cursor})
    assert answer.status_code == 422


def test_an_auditor_of_a_court_reads_of_that_court_alone(
    client: TestClient, as_staff: Headers, receipt: str
) -> None:
    seen = rows(client, as_staff("court-auditor"))
    assert {(row["actor"], row["subject"]) for row in seen if row["action"] == "case.view"} == {
        ("staff:far", OTHER_CASE)
    }
    assert not any(CASE in str(row) or receipt in str(row) for row in seen)


@pytest.mark.parametrize("who", ["agent", "clerk", "boss", "nation"])
def test_nobody_else_reads_it(client: TestClient, as_staff: Headers, as_lawyer: Headers, who: str) -> None:
    assert client.get(AUDIT, headers=as_staff(who)).status_code == 403
    assert client.get(AUDIT, headers=as_lawyer(LI)).status_code == 401


def test_all_else_is_closed_to_him_and_nothing_is_changed(
    client: TestClient, as_staff: Headers, talk: Callable[..., str], receipt: str, house: Any
) -> None:
    conversation, auditor = talk(), as_staff("auditor")
    client.post(f"/api/v1/staff/conversations/{conversation}/claim", headers=as_staff("agent"))
    values = {
        "conversation_id": conversation,
        "case_number": quote(CASE),
        "receipt_no": receipt,
        "file_id": "x",
        "feedback_id": "x",
        "key": "request_close",
    }
    bodies = {
        "text": "x",
        "resolution": "x",
        "status": "granted",
        "answer": "x",
        "working_days": 3,
    } | POSTPONE
    takes = {
        "messages": ("text",),
        "close": ("resolution",),
        "requests": ("function", "case_number", "fields"),
        "{receipt_no}": ("status",),
        "{feedback_id}": ("answer",),
        "{key}": ("working_days",),
    }
    before = _written(house)
    paths = client.get("/openapi.json").json()["paths"]
    tried = 0
    for path, operations in paths.items():
        if not path.startswith("/api/v1/staff/") or path == AUDIT:
            continue
        for method in operations:
            names = takes.get(path.rsplit("/", 1)[1], ()) if method != "get" else ()
            body = {name: bodies[name] for name in names} or None
            answer = client.request(method, path.format(**values), headers=auditor, json=body)
            assert answer.status_code in (403, 404), (method, path, answer.text)
            tried += 1
    assert tried >= 15
    assert _written(house) == before


def _written(house: Any) -> int:
    with house.db.read() as session:
        return int(session.scalar(select(func.count()).select_from(Audit)) or 0)


def test_his_page_shows_it_and_leads_nowhere_else(client: TestClient, receipt: str) -> None:
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get("/staff/login").text)
    assert csrf is not None
    form = {"csrf": csrf[1], "username": "auditor", "password": PASSWORD}
    assert client.post("/staff/login", data=form).headers["location"] == "/staff"
    assert client.get("/staff").headers["location"] == "/staff/audit"
    shown = client.get("/staff/audit")
    assert shown.status_code == 200 and CASE in shown.text and "staff:clerk" in shown.text
    narrowed = client.get("/staff/audit", params={"actor": "staff:far"}).text
    assert OTHER_CASE in narrowed and "<td>staff:clerk</td>" not in narrowed
    for path in ("/staff/queue", "/staff/clashes", "/staff/statistics", f"/staff/requests/{receipt}"):
        assert client.get(path).status_code in (403, 404), path
