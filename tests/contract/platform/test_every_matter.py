"""Every matter by the platform: taken, shown with its fields in Chinese, worked on by the court; and the same
one again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from actions.service.requests.matters import all_matters, matter
from actions.store.records import Case, Court
from tests.contract.platform.conftest import CASE, House
from tests.contract.platform.test_pages import form_of, sign_in_lawyer

COURT = "110108"
EXAMPLES: dict[str, list[dict[str, str]]] = {
    "hearing_postponement": [{"hearing": "h1", "reason": "与另案庭期冲突"}],
    "file_review": [{"way": "online"}],
    "recusal": [{"person": "孟法平", "office": "judge", "ground": "interest", "facts": "持有被告的股份"}],
    "evidence_extension": [{"extension": "十五天", "reason": "证人在国外"}],
    "withdrawal": [{"reason": "双方已经和解"}],
    "refund": [{"ground": "remanded", "amount": "9080"}],
    "fee_relief": [{"relief": "defer", "applicant": "natural", "ground": "低保户"}],
    "mediation": [{"plan": "分三期还清"}],
    "online_hearing": [{"hearing": "h1", "mode": "online", "reason": "人在外地"}],
    "schedule_avoidance": [{"hearing": "h1", "other_hearing": "2025-04-08T10:00:00+08:00"}],
    "appraisal": [{"subject": "合同落款签名", "fact": "不是本人所写", "sort": "again"}],
    "evidence_investigation": [
        {"holder": "某银行", "evidence": "付款流水", "fact": "付款情况", "ground": "secret"}
    ],
    "representation_check": [
        {
            "number": "（2025）京0108民初1号",
            "client": "宋朗月",
            "position": "plaintiff",
            "authority": "special",
        }
    ],
    "judicial_confirmation": [
        {
            "court": COURT,
            "organisation": "海淀区人民调解委员会",
            "signed_on": "2025-03-10",
            "parties": "宋朗月和齐万里",
            "content": "分三期还清",
            "both": "yes",
        }
    ],
    "preservation": [
        {
            "sort": "before_suit",
            "court": COURT,
            "case_kind": "民",
            "respondent": "齐万里",
            "amount": "500000",
            "property": "某银行账户",
            "urgency": "正在转移财产",
        },
        {"sort": "in_suit", "amount": "500000", "property": "某银行账户"},
        {"sort": "before_enforcement", "amount": "500000", "property": "某银行账户"},
        {"sort": "renewal", "expires_on": "2025-04-30", "property": "某银行账户"},
        {"sort": "release", "reason": "已经履行"},
    ],
    "filing": [
        {
            "sort": "civil",
            "court": COURT,
            "cause": "民间借贷纠纷",
            "plaintiff": "宋朗月",
            "defendant": "齐万里，住某路9号",
            "claims": "还款二十万元",
            "amount": "200000",
        },
        {
            "sort": "administrative",
            "court": COURT,
            "plaintiff": "宋朗月",
            "agency": "某区市场监督管理局",
            "act": "行政处罚决定",
            "reconsidered": "no",
            "known_on": "2025-01-10",
            "claims": "撤销处罚决定",
        },
        {
            "sort": "private_prosecution",
            "court": COURT,
            "prosecutor": "宋朗月",
            "accused": "齐万里",
            "category": "complaint",
            "facts": "在群里散布谣言",
        },
        {
            "sort": "enforcement",
            "court": COURT,
            "basis": "（2024）京0108民初88号判决",
            "applicant": "宋朗月",
            "debtor": "齐万里",
            "amount": "120000",
            "due_on": "2024-10-10",
        },
        {
            "sort": "compensation",
            "court": COURT,
            "claimant": "宋朗月",
            "organ": "某区公安分局",
            "applied": "yes",
            "known_on": "2024-06-03",
            "facts": "被错误拘留十天",
            "claims": "赔偿五万元",
        },
    ],
}
"""By the name of the matter; of several in one, each."""
EACH = [
    pytest.param(f"request.{name}", fields, id=f"{name}-{fields.get('sort', '')}")
    for name, several in EXAMPLES.items()
    for fields in several
]


@pytest.fixture(autouse=True)
def recorded(house: House) -> None:
    """The court under the code of its case numbers too, and an end of the evidence period to come."""
    with house.db.write() as session:
        session.add(Court(code="京0108", name="北京市海淀区人民法院（代字）", level="基层"))
        session.get_one(Case, CASE).evidence_until = date(2025, 4, 10)


def body(function: str, fields: dict[str, str], **more: str) -> dict[str, Any]:
    about_case = matter(function).chosen(fields).about == "case"
    case: dict[str, Any] = {"case_number": CASE} if about_case else {}
    return {"function": function, "fields": fields, **case, **more}


def test_there_is_an_example_of_every_matter() -> None:
    here = {f"request.{name}" for name in EXAMPLES}
    assert {each.function for each in all_matters()} <= here | BUILT_ELSEWHERE
    for each in all_matters():
        several = {fields.get("sort") for fields in EXAMPLES.get(each.function.removeprefix("request."), [])}
        assert not each.variants or set(each.variants.of) == several


BUILT_ELSEWHERE: set[str] = {
    f"request.{name}" for name in ("payment", "delivery_receipt", "message_judge", "assistant")
}
"""Served by rooms of their own, with their own tests."""


@pytest.mark.parametrize(("function", "fields"), EACH)
def test_it_is_taken_shown_and_worked_on(
    client: TestClient,
    as_lawyer: Callable[..., dict[str, str]],
    as_staff: Callable[[str], dict[str, str]],
    function: str,
    fields: dict[str, str],
) -> None:
    made = client.post("/api/v1/requests", json=body(function, fields), headers=as_lawyer())
    assert made.status_code == 201, made.text
    told = made.json()
    assert told["status"] == "registered" and told["signed_at"] is None
    assert told["needs"] and all("/sign" in need["url"] for need in told["needs"])
    assert fields.items() <= told["fields"].items()
    who = as_staff("boss")  # a recusal is for the supervisor alone
    path = f"/api/v1/staff/requests/{told['receipt_no']}"
    if function == "request.representation_check":
        return  # of the court by its number, which these members are not of
    assert fields.items() <= client.get(path, headers=who).json()["fields"].items()
    for move in (
        {"status": "under_review"},
        {"status": "supplement_required", "missing": ["授权委托书", "证据目录"]},
    ):
        assert client.patch(path, json=move, headers=who).json()["status"] == move["status"]
    mine = client.get(f"/api/v1/requests/{told['receipt_no']}", headers=as_lawyer()).json()
    assert {"授权委托书", "证据目录"} <= {need["what"] for need in mine["needs"]}


@pytest.mark.parametrize(("function", "fields"), EACH)
def test_its_page_asks_in_chinese_and_shows_what_was_given(
    client: TestClient,
    as_lawyer: Callable[..., dict[str, str]],
    outbox: Callable[[], list[tuple[str, str]]],
    function: str,
    fields: dict[str, str],
) -> None:
    asked = matter(function).chosen(fields)
    receipt = client.post("/api/v1/requests", json=body(function, fields), headers=as_lawyer()).json()
    sign_in_lawyer(client, outbox)
    sort = f"&field.sort={fields['sort']}" if asked.variant else ""
    form = client.get(f"/lawyer/requests/new?function={function}&case_number={CASE}{sort}").text
    shown = client.get(f"/lawyer/requests/{receipt['receipt_no']}").text
    for field in asked.asked:
        assert field.title_zh in form, field.name
        if field.name in fields:
            assert field.title_zh in shown
            choice = field.choice(fields[field.name])
            assert (choice.title if choice else "") in shown
    assert "None" not in shown


def test_the_same_again_is_a_conflict_that_names_the_open_one(
    client: TestClient, as_lawyer: Callable[..., dict[str, str]]
) -> None:
    def ask(reason: str, **more: str) -> tuple[int, dict[str, object]]:
        wanted = body("request.withdrawal", {"reason": reason}, **more)
        answer = client.post("/api/v1/requests", json=wanted, headers=as_lawyer())
        return answer.status_code, answer.json()

    _, first = ask("双方已经和解")
    number = str(first["receipt_no"])
    for reason, beside in (
        ("双方已经和解", ""),
        ("双方已经和解", number),
        ("另有考虑", ""),
        ("另有考虑", "1"),
    ):
        status, told = ask(reason, in_addition_to=beside)
        assert (status, told["receipt_no"], told["same"]) == (409, number, reason == "双方已经和解")
        assert number in str(told["detail"])
    assert ask("另有考虑", in_addition_to=number)[0] == 201


def test_the_page_offers_to_add_or_to_mean_another(
    client: TestClient, as_lawyer: Callable[..., dict[str, str]], outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    wanted = body("request.withdrawal", {"reason": "双方已经和解"})
    first = client.post("/api/v1/requests", json=wanted, headers=as_lawyer()).json()["receipt_no"]
    sign_in_lawyer(client, outbox)
    form = form_of(client, f"/lawyer/requests/new?function=request.withdrawal&case_number={CASE}")
    given = form | {"function": "request.withdrawal", "case_number": CASE, "field.reason": "另有考虑"}
    again = client.post("/lawyer/requests/new", data=given)
    assert again.status_code == 409
    assert f"/lawyer/requests/{first}/supplement" in again.text and "另有考虑" in again.text
    meant = client.post("/lawyer/requests/new", data=given | {"in_addition_to": first})
    assert meant.status_code == 303


def test_what_the_court_does_not_offer_is_answered_with_the_way_there(
    client: TestClient, as_lawyer: Callable[..., dict[str, str]], house: House
) -> None:
    with house.db.write() as session:
        court = session.get_one(Court, COURT)
        court.online_functions, court.address, court.phone = ["request.file_review"], "某路1号", "010-1"
    wanted = body("request.withdrawal", {"reason": "双方已经和解"})
    answer = client.post("/api/v1/requests", json=wanted, headers=as_lawyer())
    assert answer.status_code == 422
    told = answer.json()
    assert told["code"] == "not_offered" if "code" in told else told["type"].endswith("not_offered")
    assert told["offline"]["address"] == "某路1号" and "某路1号" in told["detail"]
    assert client.get("/api/v1/requests", headers=as_lawyer()).json()["items"] == []
