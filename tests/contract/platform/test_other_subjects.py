"""Requests that have no case yet, or are one of several: on the API, on pages, in the console."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from tests.contract.platform.test_pages import CASE, form_of, sign_in_lawyer

HAIDIAN = "110108"
FILING = {
    "sort": "enforcement",
    "court": HAIDIAN,
    "case_kind": "执",
    "basis": "（2024）京0108民初88号判决",
    "applicant": "宋朗月",
    "debtor": "齐万里",
    "amount": "5000",
    "due_on": "2024-10-10",
}


def test_a_request_without_a_case_is_taken_listed_and_worked_on(
    client: TestClient,
    as_lawyer: Callable[..., dict[str, str]],
    as_staff: Callable[[str], dict[str, str]],
) -> None:
    body = {"function": "request.filing", "fields": FILING}
    made = client.post("/api/v1/requests", json=body, headers=as_lawyer())
    assert made.status_code == 201, made.text
    assert made.json()["case_number"] is None
    listed = client.get("/api/v1/requests", headers=as_lawyer()).json()["items"]
    assert [one["case_number"] for one in listed] == [None]
    path = f"/api/v1/staff/requests/{made.json()['receipt_no']}"
    assert client.get(path, headers=as_staff("clerk")).json()["fields"]["court"] == HAIDIAN
    assert client.get(path, headers=as_staff("far")).status_code == 404
    moved = client.patch(path, json={"status": "under_review"}, headers=as_staff("clerk"))
    assert moved.json()["status"] == "under_review"


def test_what_is_missing_is_named(client: TestClient, as_lawyer: Callable[..., dict[str, str]]) -> None:
    def missing(function: str, **fields: str) -> set[str]:
        body = {"function": f"request.{function}", "fields": fields}
        answer = client.post("/api/v1/requests", json=body, headers=as_lawyer())
        assert answer.status_code == 422
        return {error["field"] for error in answer.json()["errors"]}

    assert missing("filing") == {"sort"}
    assert missing("filing", sort="civil") == {"court"}
    assert missing("preservation", sort="before_suit") == {"court", "case_kind"}
    assert missing("preservation", sort="in_suit") == {"case_number"}
    assert missing("schedule_avoidance") == {"case_number"}


def test_the_page_asks_first_which_of_several_it_is(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    sign_in_lawyer(client, outbox)
    first = client.get("/lawyer/requests/new?function=request.filing").text
    assert "立案种类" in first and "受理的法院" not in first and "下一步" in first
    second = client.get("/lawyer/requests/new?function=request.filing&field.sort=civil").text
    assert "申请民事一审立案" in second and "受理的法院" in second and "案件：" not in second
    third = client.get("/lawyer/requests/new?function=request.filing&field.sort=administrative").text
    assert "只在“是否经过行政复议”选“没有复议”时填写" in third
    case_first = client.get("/lawyer/requests/new?function=request.preservation&field.sort=in_suit").text
    assert 'name="field.sort" value="in_suit"' in case_first and CASE in case_first


def test_it_is_submitted_from_the_page_and_shown_without_a_case(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    sign_in_lawyer(client, outbox)
    form = form_of(client, "/lawyer/requests/new?function=request.filing&field.sort=enforcement")
    given = {f"field.{name}": value for name, value in FILING.items()}
    sent = client.post("/lawyer/requests/new", data=form | given | {"function": "request.filing"})
    assert sent.status_code == 303, sent.text
    shown = client.get(sent.headers["location"]).text
    assert "申请执行" in shown and "5,000.00 元" in shown
