"""What is not done by the promised time is urged, then raised; a court sets its own times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from actions.service.staff.overdue import RAISED, URGED, urge
from actions.store.matters import Urging
from tests.contract.platform.conftest import CASE, LI, House

Headers = Callable[..., dict[str, str]]
QUEUE, TIMES = "/api/v1/staff/queue", "/api/v1/staff/service-times"
MESSAGE = {
    "function": "request.message_judge",
    "case_number": CASE,
    "fields": {"message": "证人下周才能回国"},
}
COMPLAINT = {"kind": "complaint", "text": "窗口两次拒收材料", "court_code": "110108"}


def look(house: House) -> int:
    with house.means.writing() as work:
        return urge(work)


def queue(client: TestClient, headers: dict[str, str], **filters: Any) -> list[dict[str, Any]]:
    answer = client.get(QUEUE, headers=headers, params=filters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.parametrize(("what", "body", "days"), [("requests", MESSAGE, 2), ("feedback", COMPLAINT, 15)])
def test_overdue_is_urged_once_and_a_working_day_later_raised(
    client: TestClient,
    as_lawyer: Headers,
    as_staff: Headers,
    house: House,
    what: str,
    body: dict[str, Any],
    days: int,
) -> None:
    client.post(f"/api/v1/{what}", json=body, headers=as_lawyer(LI))
    assert look(house) == 0, "nothing is due yet"
    house.clock.pass_by(timedelta(days=days * 2))
    assert (look(house), look(house)) == (1, 0)
    boss = as_staff("boss")
    (item,) = queue(client, boss)
    assert item["urged_at"] and not item["raised_at"]
    assert queue(client, boss, raised=True) == []
    house.clock.pass_by(timedelta(days=4))
    assert (look(house), look(house)) == (1, 0)
    boss = as_staff("boss")
    assert [each["id"] for each in queue(client, boss, raised=True)] == [item["id"]]
    with house.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Urging)) == 1


def test_the_lawyer_sees_that_it_was_urged(client: TestClient, as_lawyer: Headers, house: House) -> None:
    number = client.post("/api/v1/requests", json=MESSAGE, headers=as_lawyer(LI)).json()["receipt_no"]
    for _ in range(2):
        house.clock.pass_by(timedelta(days=5))
        look(house)
    shown = client.get(f"/api/v1/requests/{number}", headers=as_lawyer(LI)).json()
    assert [(line["by"], line["note"]) for line in shown["history"][1:]] == [
        ("system", URGED),
        ("system", RAISED),
    ]
    assert shown["status"] == "registered"


def test_what_is_answered_or_done_at_once_is_not_urged(
    client: TestClient, as_lawyer: Headers, as_staff: Headers, house: House
) -> None:
    number = client.post("/api/v1/requests", json=MESSAGE, headers=as_lawyer(LI)).json()["receipt_no"]
    paid = {"function": "request.payment", "case_number": CASE, "fields": {"fee": "f1"}}
    assert client.post("/api/v1/requests", json=paid, headers=as_lawyer(LI)).status_code == 201
    for status in ("under_review", "granted"):
        move = {"status": status, "note": "请按原定时间到庭"}
        client.patch(f"/api/v1/staff/requests/{number}", json=move, headers=as_staff("clerk"))
    house.clock.pass_by(timedelta(days=30))
    assert look(house) == 0


def test_a_court_sets_its_own_times_and_no_others(
    client: TestClient, as_lawyer: Headers, as_staff: Headers
) -> None:
    def due(words: str) -> str:
        body = MESSAGE | {"fields": {"message": words}}
        made = client.post("/api/v1/requests", json=body, headers=as_lawyer(LI))
        return str(made.json()["due_at"])[:10]

    assert due("证人下周才能回国") == "2025-03-20"
    url = f"{TIMES}/message_judge"
    assert client.put(url, json={"working_days": 1}, headers=as_staff("boss")).status_code == 204
    assert due("请问证人名单何时提交") == "2025-03-19"
    times = {each["key"]: each for each in client.get(TIMES, headers=as_staff("boss")).json()["items"]}
    assert times["message_judge"] == {
        "key": "message_judge",
        "name": "法官留言回应",
        "working_days": 1,
        "default": 2,
        "own": True,
    }
    assert times["complaint"]["default"] == 15 and times["message_close"]["default"] == 5
    assert "recusal_decision" not in times, "the law's times are not the court's to set"
    far = {each["key"]: each for each in client.get(TIMES, headers=as_staff("far")).json()["items"]}
    assert far["message_judge"]["own"] is False


@pytest.mark.parametrize(
    ("who", "key", "days", "status"),
    [
        ("clerk", "message_judge", 1, 403),
        ("nation", "message_judge", 1, 403),
        ("boss", "recusal_decision", 1, 404),
        ("boss", "callback", 1, 404),
        ("boss", "message_judge", 0, 422),
        ("boss", "message_judge", 61, 422),
    ],
)
def test_who_sets_which_times(
    client: TestClient, as_staff: Headers, who: str, key: str, days: int, status: int
) -> None:
    answer = client.put(f"{TIMES}/{key}", json={"working_days": days}, headers=as_staff(who))
    assert answer.status_code == status
