"""Assistants: opened and granted by the lawyer himself, case by case, and closed at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from actions.store.conversations import Audit
from actions.store.matters import Request
from actions.store.records import Lawyer
from tests.contract.platform.conftest import CASE, LI, NOW, OTHER_CASE, ZHAO, House

Headers = Callable[..., dict[str, str]]
ASSISTANTS = "/api/v1/assistants"
TRAINEES = [f"1101240721001{number}" for number in range(5)]
POSTPONE = {"function": "request.hearing_postponement"}
COLLEAGUE = "11101201910000009"


def trainee(number: int, **more: Any) -> dict[str, Any]:
    return {
        "licence_no": TRAINEES[number],
        "name": f"实习{number}",
        "phone": f"1380000001{number}",
        "kind": "trainee",
        **more,
    }


@pytest.fixture
def lawyer(house: House, as_lawyer: Headers, code_used: Callable[[str], None]) -> dict[str, str]:
    """李 on the platform, with a code used just now."""
    code_used(LI)
    with house.db.write() as session:
        for licence, firm in ((LI, "示例律所"), (ZHAO, "别的律所")):
            session.get_one(Lawyer, licence).firm = firm
        session.add(
            Lawyer(
                licence_no=COLLEAGUE, name="同所人", firm="示例律所", phone="+8613800000077", kind="专职",
                status="active",
            )
        )  # fmt: skip
    return as_lawyer(LI)


def granted(client: TestClient, headers: dict[str, str], functions: list[str], case: str = CASE) -> int:
    url = f"{ASSISTANTS}/{TRAINEES[0]}/grants/{case}"
    return int(client.put(url, json={"functions": functions}, headers=headers).status_code)


def test_three_accounts_and_no_fourth(client: TestClient, lawyer: dict[str, str]) -> None:
    for number in range(3):
        assert client.post(ASSISTANTS, json=trainee(number), headers=lawyer).status_code == 201
    fourth = client.post(ASSISTANTS, json=trainee(3), headers=lawyer)
    assert fourth.status_code == 409 and "3 个" in fourth.json()["detail"]
    assert client.delete(f"{ASSISTANTS}/{TRAINEES[0]}", headers=lawyer).status_code == 204
    assert client.post(ASSISTANTS, json=trainee(3), headers=lawyer).status_code == 201
    shown = client.get(ASSISTANTS, headers=lawyer).json()["items"]
    assert [each["licence_no"] for each in shown] == TRAINEES[1:4]


def test_a_code_older_than_ten_minutes_does_not_do(
    client: TestClient, lawyer: dict[str, str], house: House
) -> None:
    assert client.post(ASSISTANTS, json=trainee(0), headers=lawyer).status_code == 201
    house.clock.pass_by(timedelta(minutes=10, seconds=1))
    grant = {"functions": ["query.case"]}
    for answer in (
        client.post(ASSISTANTS, json=trainee(1), headers=lawyer),
        client.delete(f"{ASSISTANTS}/{TRAINEES[0]}", headers=lawyer),
        client.put(f"{ASSISTANTS}/{TRAINEES[0]}/grants/{CASE}", json=grant, headers=lawyer),
        client.delete(f"{ASSISTANTS}/{TRAINEES[0]}/grants/{CASE}", headers=lawyer),
    ):
        assert answer.status_code == 403 and "10分钟" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("account", "status"),
    [
        (trainee(0), 201),
        (trainee(0, licence_no="12345"), 422),
        (trainee(0, phone="12345"), 422),
        (trainee(0, licence_no=LI, kind="lawyer"), 422),
        (trainee(0, licence_no=COLLEAGUE, name="同所人", kind="lawyer"), 201),
        (trainee(0, licence_no=COLLEAGUE, name="别人", kind="lawyer"), 422),
        (trainee(0, licence_no=ZHAO, name="赵子规", kind="lawyer"), 422),
        (trainee(0, licence_no=COLLEAGUE, kind="trainee"), 422),
    ],
)
def test_who_can_be_an_assistant(
    client: TestClient, lawyer: dict[str, str], account: dict[str, Any], status: int
) -> None:
    assert client.post(ASSISTANTS, json=account, headers=lawyer).status_code == status


@pytest.mark.parametrize(
    ("functions", "status"),
    [
        (["query.case", "query.hearing"], 200),
        (["request.payment", "request.file_review", "material.supplement"], 200),
        (["request.delivery_receipt"], 422),
        (["query.case", "request.hearing_postponement"], 422),
        (["feedback.complain"], 422),
        ([], 422),
    ],
)
def test_what_can_be_granted(
    client: TestClient, lawyer: dict[str, str], functions: list[str], status: int
) -> None:
    client.post(ASSISTANTS, json=trainee(0), headers=lawyer)
    assert granted(client, lawyer, functions) == status


def test_a_grant_opens_its_case_and_its_functions_until_it_is_taken_back(
    client: TestClient, lawyer: dict[str, str], as_lawyer: Headers, house: House
) -> None:
    client.post(ASSISTANTS, json=trainee(0), headers=lawyer)
    assert granted(client, lawyer, ["query.case"]) == 200
    helper = as_lawyer(TRAINEES[0])
    seen = client.get("/api/v1/cases", headers=helper).json()["items"]
    assert [each["case_number"] for each in seen] == [CASE]
    assert "hearings" not in seen[0]
    url = f"{ASSISTANTS}/{TRAINEES[0]}/grants/{CASE}"
    assert client.delete(url, headers=lawyer).status_code == 204
    assert client.get("/api/v1/cases", headers=helper).json()["items"] == []
    assert client.delete(url, headers=lawyer).status_code == 404
    with house.db.read() as session:
        actions = set(session.scalars(select(Audit.action)))
    assert {"assistant.open", "assistant.grant", "assistant.revoke"} <= actions


def test_a_closed_account_is_signed_out_at_once(
    client: TestClient, lawyer: dict[str, str], as_lawyer: Headers
) -> None:
    client.post(ASSISTANTS, json=trainee(0), headers=lawyer)
    granted(client, lawyer, ["query.case"])
    helper = as_lawyer(TRAINEES[0])
    assert client.get("/api/v1/cases", headers=helper).status_code == 200
    client.delete(f"{ASSISTANTS}/{TRAINEES[0]}", headers=lawyer)
    assert client.get("/api/v1/cases", headers=helper).status_code == 401


def test_nobody_manages_anothers_assistants(
    client: TestClient, lawyer: dict[str, str], as_lawyer: Headers
) -> None:
    client.post(ASSISTANTS, json=trainee(0), headers=lawyer)
    helper = as_lawyer(TRAINEES[0])
    assert client.get(ASSISTANTS, headers=helper).status_code == 403
    assert client.post(ASSISTANTS, json=trainee(1), headers=helper).status_code == 403
    assert client.get(ASSISTANTS, headers=as_lawyer(ZHAO)).json()["items"] == []
    assert granted(client, lawyer, ["query.case"], "（2025）京0108民初99999号") == 404


def test_an_assistant_adds_to_what_his_lawyer_signed_and_to_nothing_else(
    client: TestClient, lawyer: dict[str, str], as_lawyer: Headers, house: House
) -> None:
    client.post(ASSISTANTS, json=trainee(0), headers=lawyer)
    numbers: list[str] = []
    for case, hearing, reason in ((CASE, "h1", "庭期冲突"), (CASE, "h1", "住院"), (OTHER_CASE, "h3", "出差")):
        asked = POSTPONE | {"case_number": case, "fields": {"reason": reason, "hearing": hearing}}
        asked |= {"in_addition_to": numbers[0] if numbers else ""}
        numbers.append(client.post("/api/v1/requests", json=asked, headers=lawyer).json()["receipt_no"])
    with house.db.write() as session:
        for number in (numbers[0], numbers[2]):
            session.get_one(Request, number).signed_at = NOW
    granted(client, lawyer, ["query.case"])
    helper, said = as_lawyer(TRAINEES[0]), {"text": "补充传票"}

    def added(number: str) -> int:
        answer = client.post(f"/api/v1/requests/{number}/supplement", json=said, headers=helper)
        return int(answer.status_code)

    assert added(numbers[0]) == 404, "handing in was not granted"
    granted(client, lawyer, ["material.supplement"])
    assert [added(number) for number in numbers] == [200, 404, 404]
    assert client.post(f"/api/v1/requests/{numbers[0]}/withdraw", headers=helper).status_code == 404
    assert client.post(f"/api/v1/requests/{numbers[0]}/sign", headers=helper).status_code == 404
