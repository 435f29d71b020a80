"""The lawyer's API: his own and nobody else's, each POST once, lists that can be walked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient
from sqlalchemy import select, update

from actions.store.conversations import Audit
from actions.store.identities import Challenge
from actions.store.records import Assistant, AssistantGrant, Delivery
from api.pages.guard import SESSIONS

LI, ZHAO = "11101201810000001", "14403201910000002"
CASE, OTHER_CASE = "（2025）京0108民初12345号", "（2025）粤0305民初678号"
Headers = Callable[..., dict[str, str]]
POSTPONE = {
    "function": "request.hearing_postponement",
    "case_number": CASE,
    "fields": {"hearing": "h1", "reason": "与另一法院的开庭时间冲突"},
}


def test_a_code_by_sms_becomes_a_token(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    asked = client.post("/api/v1/auth/code", json={"licence_no": LI, "name": "李慕白"})
    to, text = outbox()[0]
    code = re.search(r"\d{6}", text)[0]  # type: ignore[index]
    issued = client.post("/api/v1/auth/token", json={"licence_no": LI, "code": code})
    assert (asked.status_code, to) == (202, "+8613800000001")
    headers = {"authorization": f"Bearer {issued.json()['access_token']}"}
    assert client.get("/api/v1/cases", headers=headers).status_code == 200


def test_unknown_and_known_licences_are_answered_alike(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    known = client.post("/api/v1/auth/code", json={"licence_no": LI, "name": "李慕白"})
    unknown = client.post("/api/v1/auth/code", json={"licence_no": "11101201810009999", "name": "李慕白"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert len(outbox()) == 1


def test_five_wrong_codes_end_the_tries_of_this_address(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    client.post("/api/v1/auth/code", json={"licence_no": LI, "name": "李慕白"})
    code = re.search(r"\d{6}", outbox()[0][1])[0]  # type: ignore[index]
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        client.post("/api/v1/auth/token", json={"licence_no": LI, "code": wrong})
    late = client.post("/api/v1/auth/token", json={"licence_no": LI, "code": code})
    assert late.status_code == 429
    assert late.headers["content-type"] == "application/problem+json"


def test_the_same_key_gives_the_same_token_and_only_its_repeater(
    client: TestClient, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    client.post("/api/v1/auth/code", json={"licence_no": LI, "name": "李慕白"})
    code = re.search(r"\d{6}", outbox()[0][1])[0]  # type: ignore[index]
    body, key = {"licence_no": LI, "code": code}, {"Idempotency-Key": "once"}
    first = client.post("/api/v1/auth/token", json=body, headers=key)
    again = client.post("/api/v1/auth/token", json=body, headers=key)
    other = client.post("/api/v1/auth/token", json=body | {"code": "000000"}, headers=key)
    assert first.json()["access_token"] == again.json()["access_token"]
    assert other.status_code == 409


def test_without_a_token_nothing_is_told(client: TestClient) -> None:
    for path in ("cases", "requests", "evaluations", "feedback", "conversations", "staff/queue"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_his_case_is_shown_and_anothers_is_not_found(client: TestClient, as_lawyer: Headers) -> None:
    his = client.get(f"/api/v1/cases/{quote(CASE)}", headers=as_lawyer(LI)).json()
    foreign = client.get(f"/api/v1/cases/{quote(CASE)}", headers=as_lawyer(ZHAO))
    absent = client.get(f"/api/v1/cases/{quote('（2025）京0108民初99号')}", headers=as_lawyer(ZHAO))
    assert his["fees"][0]["amount_yuan"] == "9080.00"
    assert his["hearings"][0]["conflicts"] == ["h2"]
    assert foreign.status_code == absent.status_code == 404
    assert foreign.json()["detail"] == absent.json()["detail"]


def test_ascii_brackets_find_the_case(client: TestClient, as_lawyer: Headers) -> None:
    found = client.get("/api/v1/cases/(2025)京0108民初12345号", headers=as_lawyer(LI))
    assert found.json()["case_number"] == CASE


def test_a_request_is_registered_once_for_one_key(client: TestClient, as_lawyer: Headers) -> None:
    headers = as_lawyer(LI)
    key = headers | {"Idempotency-Key": "k1"}
    first = client.post("/api/v1/requests", json=POSTPONE, headers=key)
    again = client.post("/api/v1/requests", json=POSTPONE, headers=key)
    other = client.post("/api/v1/requests", json=POSTPONE | {"case_number": OTHER_CASE}, headers=key)
    kept = client.get("/api/v1/requests", headers=headers).json()["items"]
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert other.status_code == 409
    assert [one["receipt_no"] for one in kept] == [first.json()["receipt_no"]]
    assert kept[0]["status"] == "registered"
    assert kept[0]["signed_at"] is None


def test_another_lawyer_may_use_the_same_key(client: TestClient, as_lawyer: Headers) -> None:
    body = {"kind": "suggestion", "text": "希望增加停车位"}
    one = client.post("/api/v1/feedback", json=body, headers=as_lawyer(LI) | {"Idempotency-Key": "k"})
    two = client.post("/api/v1/feedback", json=body, headers=as_lawyer(ZHAO) | {"Idempotency-Key": "k"})
    assert one.json()["receipt_no"] != two.json()["receipt_no"]


def test_missing_fields_are_named_in_chinese(client: TestClient, as_lawyer: Headers) -> None:
    answer = client.post(
        "/api/v1/requests", json=POSTPONE | {"fields": {"hearing": "h1"}}, headers=as_lawyer(LI)
    )
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == ["reason"]


def test_who_signs_has_used_a_code_on_the_platform_within_ten_minutes(
    client: TestClient, as_lawyer: Headers, house: Any, outbox: Any
) -> None:
    headers = as_lawyer(LI)
    number = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()["receipt_no"]
    path = f"/api/v1/requests/{number}/sign"
    barred = client.post(path, headers=headers)
    assert barred.status_code == 403
    assert barred.headers["content-type"] == "application/problem+json"
    assert barred.json()["type"].endswith("fresh-code-wanted")
    assert "重新获取验证码" in barred.json()["detail"]
    assert barred.json()["code_not_older_than_seconds"] == 600
    assert client.get(f"/api/v1/requests/{number}", headers=headers).json()["signed_at"] is None

    def sign_in() -> dict[str, str]:
        client.post("/api/v1/auth/code", json={"licence_no": LI, "name": "李慕白"})
        given = {"licence_no": LI, "code": re.search(r"\d{6}", outbox()[-1][1])[0]}  # type: ignore[index]
        token = client.post("/api/v1/auth/token", json=given).json()["access_token"]
        return {"authorization": f"Bearer {token}"}

    anew = sign_in()
    house.clock.pass_by(timedelta(minutes=10, seconds=1))
    assert client.post(path, headers=anew).status_code == 403
    signed = client.post(path, headers=sign_in())
    assert signed.status_code == 200 and signed.json()["signed_at"] is not None
    house.clock.pass_by(timedelta(minutes=11))
    assert client.post(path, headers=anew).json()["signed_at"] == signed.json()["signed_at"]


def test_a_code_used_by_telephone_signs_nothing_on_the_platform(
    client: TestClient, as_lawyer: Headers, code_used: Any, house: Any
) -> None:
    headers = as_lawyer(LI)
    number = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()["receipt_no"]
    code_used(LI)
    with house.db.write() as session:
        session.execute(update(Challenge).values(channel="voice", account="AC/CA1"))
    assert client.post(f"/api/v1/requests/{number}/sign", headers=headers).status_code == 403
    assert client.put("/api/v1/auth/pin", json={"pin": "294857"}, headers=headers).status_code == 403
    code_used(LI)
    assert client.put("/api/v1/auth/pin", json={"pin": "294857"}, headers=headers).status_code == 204


def test_sign_then_withdraw_then_nothing_more(client: TestClient, as_lawyer: Headers, code_used: Any) -> None:
    headers = as_lawyer(LI)
    code_used(LI)
    number = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()["receipt_no"]
    signed = client.post(f"/api/v1/requests/{number}/sign", headers=headers).json()
    withdrawn = client.post(f"/api/v1/requests/{number}/withdraw", headers=headers).json()
    late = client.post(f"/api/v1/requests/{number}/supplement", json={"text": "补充"}, headers=headers)
    foreign = client.post(f"/api/v1/requests/{number}/withdraw", headers=as_lawyer(ZHAO))
    assert signed["signed_at"] is not None
    assert withdrawn["status"] == "withdrawn"
    assert [one["status"] for one in withdrawn["history"]][-1] == "withdrawn"
    assert (late.status_code, foreign.status_code) == (409, 404)


def test_files_are_kept_and_only_of_known_kinds(client: TestClient, as_lawyer: Headers, house: Any) -> None:
    headers = as_lawyer(LI)
    number = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()["receipt_no"]
    url = f"/api/v1/requests/{number}/files"
    kept = client.post(url, files={"file": ("../传票.pdf", b"%PDF-1.7 x")}, headers=headers)
    disguised = client.post(url, files={"file": ("传票.pdf", b"MZ")}, headers=headers)
    shown = client.get(f"/api/v1/requests/{number}", headers=headers).json()["fields"]["files"]
    assert (kept.status_code, disguised.status_code) == (201, 422)
    assert [one["name"] for one in shown] == ["传票.pdf"]
    stored = house.settings.data_dir / "files" / number / shown[0]["id"]
    assert b"PDF" not in stored.read_bytes(), "it is sealed"


def test_a_list_is_walked_to_its_end_without_gap_or_double(client: TestClient, as_lawyer: Headers) -> None:
    headers = as_lawyer(LI)
    made = []
    for number in range(5):
        body = {"kind": "suggestion", "text": f"建议{number}"}
        made.append(client.post("/api/v1/feedback", json=body, headers=headers).json()["id"])
    seen, cursor = [], None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/feedback", params=params, headers=headers).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == 5


def test_cases_are_walked_too(client: TestClient, as_lawyer: Headers) -> None:
    headers = as_lawyer(LI)
    first = client.get("/api/v1/cases", params={"limit": 1}, headers=headers).json()
    second = client.get("/api/v1/cases", params={"limit": 1, "cursor": first["next"]}, headers=headers).json()
    assert {first["items"][0]["case_number"], second["items"][0]["case_number"]} == {CASE, OTHER_CASE}
    assert second["next"] is None


def test_a_foreign_cursor_is_refused(client: TestClient, as_lawyer: Headers) -> None:
    for path in ("cases", "feedback", "evaluations", "conversations", "requests"):
        answer = client.get(f"/api/v1/{path}", params={"cursor": "天书"}, headers=as_lawyer(LI))
        assert answer.status_code == 422, path


def test_a_later_grade_takes_the_place_of_the_earlier(client: TestClient, as_lawyer: Headers) -> None:
    headers = as_lawyer(LI)
    about = client.post("/api/v1/requests", json=POSTPONE, headers=headers).json()["receipt_no"]
    for rating in (2, 5):
        client.post("/api/v1/evaluations", json={"rating": rating, "about": about}, headers=headers)
    foreign = client.post("/api/v1/evaluations", json={"rating": 1, "about": about}, headers=as_lawyer(ZHAO))
    kept = client.get("/api/v1/evaluations", headers=headers).json()["items"]
    assert [one["rating"] for one in kept] == [5]
    assert foreign.status_code == 404


def test_transcripts_are_his_alone(client: TestClient, as_lawyer: Headers, talk: Callable[..., str]) -> None:
    conversation = talk()
    his = client.get(f"/api/v1/conversations/{conversation}", headers=as_lawyer(LI)).json()
    foreign = client.get(f"/api/v1/conversations/{conversation}", headers=as_lawyer(ZHAO))
    assert [line["author"] for line in his["messages"]] == ["caller", "bot"]
    assert foreign.status_code == 404


def test_an_assistant_hears_what_was_granted_and_reads_his_principals_papers_only(
    client: TestClient, as_lawyer: Headers, house: Any
) -> None:
    helper = "19011803210001"
    with house.db.write() as session:
        session.add(
            Assistant(
                licence_no=helper,
                name="小陶",
                phone="+8613800000003",
                principal_licence_no=LI,
                kind="trainee",
            )
        )
        session.flush()
        for number, functions in ((CASE, ["query.hearing"]), (OTHER_CASE, ["query.case", "query.delivery"])):
            session.add(AssistantGrant(assistant_licence_no=helper, case_number=number, functions=functions))
        for licence, title in ((LI, "本方传票"), (ZHAO, "对方传票")):
            session.add(
                Delivery(
                    id=title, case_number=OTHER_CASE, licence_no=licence, title=title, served_at=house.clock()
                )
            )
    headers = as_lawyer(helper)
    narrow = client.get(f"/api/v1/cases/{quote(CASE)}", headers=headers).json()
    wide = client.get(f"/api/v1/cases/{quote(OTHER_CASE)}", headers=headers).json()
    assert narrow.keys() == {"case_number", "court_code", "court", "hearings"}
    assert wide["cause"] == "借款合同纠纷"
    assert [one["title"] for one in wide["deliveries"]] == ["本方传票"]
    by_cause = client.get("/api/v1/cases", params={"cause": "买卖合同纠纷"}, headers=headers).json()
    assert by_cause["items"] == []
    client.cookies.set(SESSIONS["/lawyer"], headers["authorization"].removeprefix("Bearer "))
    for path in ("", f"/cases/{quote(CASE)}", "/requests/new"):
        shown = client.get(f"/lawyer{path}")
        assert shown.status_code == 200, path
        assert "买卖合同纠纷" not in shown.text
        assert "孟法平" not in shown.text


def test_what_no_database_can_hold_is_a_fault_of_the_question(
    client: TestClient, as_lawyer: Headers, as_staff: Headers
) -> None:
    headers = as_lawyer(LI)
    for path in ("requests/%00", "cases/%00", "requests?status=%00", "cases?cause=%00", "conversations/%00"):
        answer = client.get(f"/api/v1/{path}", headers=headers)
        assert answer.status_code in (200, 404, 422), (path, answer.status_code)
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")
    assert client.get("/api/v1/staff/requests/%00", headers=as_staff("clerk")).status_code in (404, 422)
    client.cookies["hotline_lawyer"] = headers["authorization"].removeprefix("Bearer ")
    assert client.get("/lawyer/requests/%00").status_code in (404, 422)


def test_what_was_remarked_before_stands_nowhere_readable(
    client: TestClient, as_lawyer: Headers, house: Any
) -> None:
    made = client.post("/api/v1/requests", json=POSTPONE, headers=as_lawyer(LI)).json()["receipt_no"]
    for remark in ("赵大宝说他等了很久", "算了"):
        given = {"rating": 2, "remark": remark, "about": made}
        assert client.post("/api/v1/evaluations", json=given, headers=as_lawyer(LI)).status_code == 201
    with house.db.read() as session:
        rows = [str(row.details) for row in session.scalars(select(Audit))]
    assert rows and not any("赵大宝" in row for row in rows)


def test_what_an_assistant_calls_a_case_number_is_not_kept_unless_it_is_one(
    client: TestClient, as_lawyer: Headers, house: Any
) -> None:
    helper = "11012407210015"
    person = {"name": "小陶", "phone": "+8613800000003", "kind": "trainee"}
    with house.db.write() as session:
        session.add(Assistant(licence_no=helper, principal_licence_no=LI, **person))
    asked = POSTPONE | {"case_number": "赵大宝 13900001111"}
    assert client.post("/api/v1/requests", json=asked, headers=as_lawyer(helper)).status_code == 403
    with house.db.read() as session:
        (row,) = session.scalars(select(Audit).where(Audit.action == "function.barred"))
    assert row.details == {"function": "request.hearing_postponement", "case_number": None}
