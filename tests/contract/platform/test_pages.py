"""The pages: sign in first, forms of our own only, no foreign scripts, the same acts as the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from actions.store.conversations import Audit
from actions.store.records import Representation

LI = "11101201810000001"
CASE, OTHER_CASE = "（2025）京0108民初12345号", "（2025）粤0305民初678号"
PASSWORD = "不难记的长口令"
Headers = Callable[..., dict[str, str]]
POSTPONE = {
    "function": "request.hearing_postponement",
    "case_number": CASE,
    "fields": {"hearing": "h1", "reason": "与另一法院的开庭时间冲突"},
}


def form_of(client: TestClient, path: str) -> dict[str, str]:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found is not None, path
    return {"csrf": found[1]}


def sign_in_lawyer(client: TestClient, outbox: Callable[[], list[tuple[str, str]]]) -> None:
    asked = {"licence_no": LI, "name": "李慕白"}
    client.post("/lawyer/login", data=form_of(client, "/lawyer/login") | asked)
    code = re.search(r"\d{6}", outbox()[-1][1])[0]  # type: ignore[index]
    form = form_of(client, "/lawyer/login") | asked | {"code": code}
    assert client.post("/lawyer/login/code", data=form).headers["location"] == "/lawyer"


def sign_in_staff(client: TestClient, username: str) -> None:
    form = form_of(client, "/staff/login") | {"username": username, "password": PASSWORD}
    assert client.post("/staff/login", data=form).headers["location"] == "/staff"


def test_strangers_are_sent_to_sign_in(client: TestClient) -> None:
    for path in (
        "/lawyer",
        "/lawyer/requests",
        "/lawyer/requests/25031800000000/sign",
        "/staff",
        "/staff/statistics",
    ):
        answer = client.get(path)
        login = "/staff/login" if path.startswith("/staff") else "/lawyer/login"
        assert (answer.status_code, answer.headers["location"]) == (303, login)


def test_no_page_lets_foreign_scripts_or_frames_in(client: TestClient) -> None:
    for path in ("/", "/lawyer/login", "/staff/login"):
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", answer.text), path
        framed = "https://bar.example" in policy
        assert framed is (path == "/")


def test_session_cookies_are_out_of_scripts_reach(client: TestClient) -> None:
    form = form_of(client, "/staff/login") | {"username": "clerk", "password": PASSWORD}
    cookie = client.post("/staff/login", data=form).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/staff" in cookie


def test_a_form_of_somebody_else_is_refused(client: TestClient, talk: Callable[..., str]) -> None:
    conversation = talk()
    sign_in_staff(client, "agent")
    for form in ({}, {"csrf": "0" * 64}):
        assert client.post(f"/staff/conversations/{conversation}/claim", data=form).status_code == 403


def test_a_form_from_before_the_login_is_stale(client: TestClient) -> None:
    before = form_of(client, "/staff/login")
    sign_in_staff(client, "agent")
    assert client.post("/staff/logout", data=before).status_code == 403


def test_the_overview_shows_conflicts_and_requests(
    client: TestClient, as_lawyer: Headers, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI))
    sign_in_lawyer(client, outbox)
    page = client.get("/lawyer").text
    assert "与另一场开庭时间冲突" in page
    assert "申请延期开庭" in page
    assert client.get(f"/lawyer/cases/{CASE}").status_code == 200


def test_signing_on_the_page_makes_it_written(
    client: TestClient, as_lawyer: Headers, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    number = client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI)).json()["receipt_no"]
    sign_in_lawyer(client, outbox)
    path = f"/lawyer/requests/{number}/sign"
    assert "尚未签署" in client.get(path).text
    client.post(path, data=form_of(client, path))
    assert "尚未签署" not in client.get(f"/lawyer/requests/{number}").text
    shown = client.get(f"/api/v1/requests/{number}", headers=as_lawyer(LI)).json()
    assert shown["signed_at"] is not None


def test_the_sign_page_asks_for_a_code_once_the_last_one_is_old(
    client: TestClient, as_lawyer: Headers, outbox: Callable[[], list[tuple[str, str]]], house: Any
) -> None:
    number = client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI)).json()["receipt_no"]
    sign_in_lawyer(client, outbox)
    house.clock.pass_by(timedelta(minutes=11))
    path = f"/lawyer/requests/{number}/sign"
    assert "获取验证码" in client.get(path).text and "同意签署" not in client.get(path).text
    barred = client.post(path, data=form_of(client, path))
    assert barred.status_code == 403 and "重新获取验证码" in barred.text
    form = form_of(client, path) | {"back": path}
    assert "已发到您登记的手机" in client.post("/lawyer/confirm", data=form).text
    wrong = client.post("/lawyer/confirm/code", data=form | {"code": "x"})
    assert wrong.status_code == 401 and "验证码不正确" in wrong.text
    code = re.search(r"\d{6}", outbox()[-1][1])[0]  # type: ignore[index]
    right = client.post("/lawyer/confirm/code", data=form | {"code": code})
    assert (right.status_code, right.headers["location"]) == (303, path)
    client.post(path, data=form_of(client, path))
    assert "尚未签署" not in client.get(f"/lawyer/requests/{number}").text


def test_nobody_is_sent_to_another_site_after_his_code(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    sign_in_lawyer(client, outbox)
    for back in (
        "https://evil.example",
        "//evil.example",
        "/lawyer/../staff",
        "/lawyer\\@evil",
        "/lawyer/a\r\nb: c",
    ):
        form = form_of(client, "/lawyer") | {"back": back}
        assert 'href="/lawyer"' in client.post("/lawyer/confirm", data=form).text
        assert "evil" not in client.post("/lawyer/confirm", data=form).text


def test_a_request_is_made_on_the_page_and_a_faulty_one_keeps_its_words(
    client: TestClient, as_lawyer: Headers, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    sign_in_lawyer(client, outbox)
    page = f"/lawyer/requests/new?function=request.hearing_postponement&case_number={CASE}"
    form = form_of(client, page) | {
        "function": "request.hearing_postponement",
        "case_number": CASE,
        "field.reason": "需要出庭另案",
    }
    faulty = client.post("/lawyer/requests/new", data=form | {"field.hearing": "没有这一场"})
    made = client.post("/lawyer/requests/new", data=form | {"field.hearing": "h1"})
    assert faulty.status_code == 422
    assert "需要出庭另案" in faulty.text
    assert made.status_code == 303
    assert "需要出庭另案" in client.get(made.headers["location"]).text


def test_staff_claim_answer_and_close_on_the_page(client: TestClient, talk: Callable[..., str]) -> None:
    conversation = talk()
    sign_in_staff(client, "agent")
    path = f"/staff/conversations/{conversation}"
    assert conversation in client.get("/staff").text
    client.post(f"{path}/claim", data=form_of(client, path))
    client.post(f"{path}/messages", data=form_of(client, path) | {"text": "保全可以网上办"})
    assert "保全可以网上办" in client.get(path).text
    client.post(f"{path}/close", data=form_of(client, path) | {"resolution": "已说明"})
    assert conversation not in client.get("/staff").text


def test_what_renews_itself_says_when_nothing_changed(client: TestClient, talk: Callable[..., str]) -> None:
    sign_in_staff(client, "agent")
    page = client.get("/staff").text
    mark = re.search(r"seen=([0-9a-f]+)", page)[1]  # type: ignore[index]
    own = {"hx-request": "true"}
    assert client.get(f"/staff/queue?seen={mark}", headers=own).status_code == 204
    conversation = talk()
    shown = client.get(f"/staff/queue?seen={mark}", headers=own).text
    assert conversation in shown
    assert "北京市海淀区人民法院" in shown
    assert "法院 110108" not in shown


def test_every_page_of_both_sides_opens(
    client: TestClient,
    as_lawyer: Headers,
    talk: Callable[..., str],
    outbox: Callable[[], list[tuple[str, str]]],
) -> None:
    headers = as_lawyer(LI)
    number = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()["receipt_no"]
    body = {"kind": "suggestion", "text": "建议增加窗口", "court_code": "110108"}
    feedback = client.post("/api/v1/feedback", json=body, headers=headers).json()["id"]
    conversation = talk()
    sign_in_lawyer(client, outbox)
    sign_in_staff(client, "boss")
    lawyers: tuple[str, ...] = (
        "",
        "/requests",
        "/requests/new",
        f"/requests/{number}",
        "/evaluations",
        "/feedback",
    )
    lawyers += ("/conversations", f"/conversations/{conversation}", "/pin", f"/cases/{CASE}")
    staffs: tuple[str, ...] = ("", "?kind=request", f"/conversations/{conversation}", f"/requests/{number}")
    staffs += (f"/feedback/{feedback}", "/statistics")
    for path in [f"/lawyer{one}" for one in lawyers] + [f"/staff{one}" for one in staffs]:
        assert client.get(path).status_code == 200, path


def test_only_what_is_ours_is_served(client: TestClient) -> None:
    assert client.get("/static/house.css").status_code == 200
    assert client.get("/static/htmx-2.0.11.min.js").status_code == 200
    for name in ("..%2Frouting.py", "htmx.LICENSE.txt", "none.css"):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_form_offers_no_hearings_of_anothers_case(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]], house: Any
) -> None:
    with house.db.write() as session:
        session.get_one(Representation, (OTHER_CASE, LI)).removed = True
    sign_in_lawyer(client, outbox)
    asked = "/lawyer/requests/new?function=request.hearing_postponement&case_number="
    assert "第三法庭" in client.get(f"{asked}(2025)京0108民初12345号").text
    assert "第八法庭" not in client.get(asked + OTHER_CASE).text
    form = form_of(client, asked + CASE) | {
        "function": "request.hearing_postponement",
        "case_number": OTHER_CASE,
        "field.reason": "需要出庭另案",
    }
    refused = client.post("/lawyer/requests/new", data=form)
    assert refused.status_code == 404
    assert "需要出庭另案" in refused.text
    assert "第八法庭" not in refused.text


def test_staff_get_no_form_in_a_case_that_is_not_theirs_and_the_callers(
    client: TestClient, talk: Callable[..., str], house: Any
) -> None:
    conversation = talk()
    stranger = talk(channel="sms", licence=None)
    sign_in_staff(client, "agent")
    for one in (conversation, stranger):
        path = f"/staff/conversations/{one}"
        client.post(f"{path}/claim", data=form_of(client, path))

    def form(of: str, case_number: str) -> Response:
        asked = {"function": "request.hearing_postponement", "case_number": case_number}
        answer: Response = client.get(f"/staff/conversations/{of}/requests", params=asked)
        return answer

    own = form(conversation, "(2025)京0108民初12345号")
    assert own.status_code == 200
    assert "第三法庭" in own.text
    for barred in (form(conversation, OTHER_CASE), form(stranger, CASE)):
        assert barred.status_code == 404
        assert "法庭" not in barred.text
    with house.db.read() as session:
        seen = session.scalars(select(Audit.subject).where(Audit.action == "case.view")).all()
    assert set(seen) == {CASE}


def test_staff_submit_on_the_page_however_the_number_is_written(
    client: TestClient, as_lawyer: Headers, talk: Callable[..., str]
) -> None:
    conversation = talk()
    sign_in_staff(client, "agent")
    path = f"/staff/conversations/{conversation}"
    client.post(f"{path}/claim", data=form_of(client, path))
    form = form_of(client, path) | {
        "function": "request.hearing_postponement",
        "case_number": "(2025)京0108民初12345号",
        "field.hearing": "h1",
        "field.reason": "需要出庭另案",
    }
    assert client.post(f"{path}/requests", data=form).status_code == 303
    his = client.get("/api/v1/requests", headers=as_lawyer(LI)).json()["items"]
    assert [one["case_number"] for one in his] == [CASE]


def test_assistants_are_kept_on_the_page(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    sign_in_lawyer(client, outbox)
    path = "/lawyer/assistants"
    new = {"licence_no": "11012407210010", "name": "许一诺", "phone": "13800000018", "kind": "trainee"}
    assert client.post(path, data=form_of(client, path) | new).status_code == 303
    grant = {"case_number": CASE, "functions": ["query.case", "material.supplement"]}
    assert client.post(f"{path}/11012407210010/grants", data=form_of(client, path) | grant).status_code == 303
    shown = client.get(path).text
    assert "许一诺" in shown and "案件进展查询、提交、补充您签署过的材料" in shown
    none = form_of(client, path) | {"case_number": CASE}
    assert client.post(f"{path}/11012407210010/grants", data=none).status_code == 422
    revoked = client.post(f"{path}/11012407210010/revoke", data=form_of(client, path) | {"case_number": CASE})
    assert revoked.status_code == 303 and "还没有授权任何案件" in client.get(path).text
    client.post(f"{path}/11012407210010/close", data=form_of(client, path))
    assert "许一诺" not in client.get(path).text


def test_own_hearings_are_kept_on_the_page_and_courts_see_the_time(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    sign_in_lawyer(client, outbox)
    path = "/lawyer/hearings"
    new = {"starts_at": "2025-04-08T10:00", "kind": "劳动仲裁开庭"}
    assert client.post(path, data=form_of(client, path) | new).status_code == 303
    shown = client.get(path).text
    assert "劳动仲裁开庭" in shown and "与另一场时间冲突" in shown
    assert (
        client.post(path, data=form_of(client, path) | new | {"starts_at": "2025-02-30T10:00"}).status_code
        == 422
    )
    sign_in_staff(client, "boss")
    told = client.get("/staff/clashes").text
    assert CASE in told and "10:00" in told and "劳动仲裁" not in told and OTHER_CASE not in told


def test_a_payment_link_leads_to_the_case_once_signed_in(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    assert client.get("/lawyer/fees/f1").headers["location"] == "/lawyer/login"
    sign_in_lawyer(client, outbox)
    assert client.get("/lawyer/fees/f1").headers["location"].startswith("/lawyer/cases/")
    assert client.get("/lawyer/fees/f9").status_code == 404


@pytest.mark.parametrize("blank", ["   ", "\u0000", "\u0001\u0002"])
def test_a_login_with_a_blank_is_refused_in_words(client: TestClient, blank: str) -> None:
    form = form_of(client, "/lawyer/login") | {"licence_no": blank, "name": "林知远"}
    answer = client.post("/lawyer/login", data=form)
    assert answer.status_code == 422 and "请检查" in answer.text
