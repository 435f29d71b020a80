"""Hearings that a lawyer enters himself, and clashes as each court sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from actions.service.clock import BEIJING
from tests.contract.platform.conftest import CASE, LI, NOW, OTHER_CASE, ZHAO, House

Headers = Callable[..., dict[str, str]]
HEARINGS, CLASHES = "/api/v1/hearings", "/api/v1/staff/clashes"


def at(**by: float) -> str:
    return (NOW + timedelta(**by)).astimezone(BEIJING).isoformat()


def arbitration(**more: Any) -> dict[str, Any]:
    return {"starts_at": at(days=30, hours=1), "kind": "劳动仲裁开庭", "place": "仲裁院二庭", **more}


def items(client: TestClient, url: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_an_own_hearing_stands_beside_the_courts_and_clashes(client: TestClient, as_lawyer: Headers) -> None:
    li = as_lawyer(LI)
    made = client.post(HEARINGS, json=arbitration(), headers=li)
    assert made.status_code == 201
    assert (made.json()["own"], made.json()["conflicts"]) == (True, ["h3"])
    shown = {each["id"]: each for each in items(client, HEARINGS, li)}
    assert shown["h3"]["conflicts"] == [made.json()["id"]] and shown["h3"]["own"] is False
    assert [each["id"] for each in items(client, HEARINGS, as_lawyer(ZHAO)) if each["own"]] == []
    case = client.get(f"/api/v1/cases/{OTHER_CASE}", headers=li).json()
    assert made.json()["id"] in next(each for each in case["hearings"] if each["id"] == "h3")["conflicts"]


def test_each_court_sees_its_own_hearing_and_of_the_other_the_time_alone(
    client: TestClient, as_staff: Headers
) -> None:
    here, there = (items(client, CLASHES, as_staff(who)) for who in ("boss", "far"))
    assert [each["hearing_id"] for each in here] == ["h1"]
    assert [each["hearing_id"] for each in there] == ["h2"]
    assert here[0]["other_starts_at"] == at(days=21)
    for told, strangers in ((here, (OTHER_CASE, "第八法庭", "南山")), (there, (CASE, "第三法庭", "海淀"))):
        assert not any(each in str(told) for each in strangers)


def test_an_own_hearing_shows_to_the_court_with_the_time_alone(
    client: TestClient, as_lawyer: Headers, as_staff: Headers
) -> None:
    li = as_lawyer(LI)
    made = client.post(HEARINGS, json=arbitration(), headers=li).json()
    told = [each for each in items(client, CLASHES, as_staff("far")) if each["hearing_id"] == "h3"]
    assert [each["other_starts_at"] for each in told] == [arbitration()["starts_at"]]
    assert "仲裁" not in str(told)
    assert client.delete(f"{HEARINGS}/{made['id']}", headers=li).status_code == 204
    assert [each for each in items(client, CLASHES, as_staff("far")) if each["hearing_id"] == "h3"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": at(days=-1)},
        {"starts_at": at(days=800)},
        {"ends_at": at(days=30)},
        {"ends_at": at(days=60)},
        {"starts_at": "2025-04-18T09:00:00"},
        {"starts_at": "2025-02-30T09:00:00+08:00"},
    ],
)
def test_times_that_cannot_be_are_refused(
    client: TestClient, as_lawyer: Headers, wrong: dict[str, Any]
) -> None:
    answer = client.post(HEARINGS, json=arbitration(**wrong), headers=as_lawyer(LI))
    assert answer.status_code == 422


def test_nobody_removes_anothers_and_none_stands_twice(client: TestClient, as_lawyer: Headers) -> None:
    li = as_lawyer(LI)
    made = client.post(HEARINGS, json=arbitration(), headers=li).json()
    assert client.post(HEARINGS, json=arbitration(), headers=li).status_code == 409
    assert client.delete(f"{HEARINGS}/{made['id']}", headers=as_lawyer(ZHAO)).status_code == 404
    assert client.delete(f"{HEARINGS}/h1", headers=li).status_code == 404


def test_agents_see_no_clashes(client: TestClient, as_staff: Headers, house: House) -> None:
    assert client.get(CLASHES, headers=as_staff("agent")).status_code == 403
