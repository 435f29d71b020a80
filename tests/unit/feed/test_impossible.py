"""What a record cannot say is refused with its line and a reason that does not repeat the value."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.feed.conftest import CASE, COURT, LAWYER, Load

HEARING = {
    "type": "hearing",
    "id": "h1",
    "case_number": CASE["case_number"],
    "starts_at": "2026-12-03T09:00:00+08:00",
    "ends_at": "2026-12-03T11:00:00+08:00",
}
DELIVERY = {
    "type": "delivery",
    "id": "d1",
    "case_number": CASE["case_number"],
    "licence_no": LAWYER["licence_no"],
    "title": "传票",
    "served_at": "2026-11-20T09:00:00+08:00",
}
FEE = {
    "type": "fee",
    "id": "f1",
    "case_number": CASE["case_number"],
    "kind": "案件受理费",
    "amount_yuan": "9080",
}
ASSISTANT = {
    "type": "assistant",
    "licence_no": "11012407210015",
    "name": "许一诺",
    "phone": "+8613800010012",
    "principal_licence_no": LAWYER["licence_no"],
    "kind": "trainee",
}


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (LAWYER, {"licence_no": "1110120151012345"}),
        (LAWYER, {"licence_no": "111012015101234567"}),
        (LAWYER, {"licence_no": "1110120151012345X"}),
        (LAWYER, {"licence_no": "１１１０１２０１５１０１２３４５６"}),
        (LAWYER, {"phone": "+861380001000"}),
        (ASSISTANT, {"licence_no": "110124072100151"}),
        (ASSISTANT, {"kind": "lawyer"}),
        (ASSISTANT, {"licence_no": LAWYER["licence_no"], "kind": "lawyer"}),
        (COURT, {"code": "京010"}),
        (COURT, {"code": "京01"}),
        (COURT, {"level": "中级"}),
        (HEARING, {"ends_at": "2026-12-03T08:59:00+08:00"}),
        (HEARING, {"ends_at": "2026-12-03T01:00:00Z"}),
        (DELIVERY, {"signed_at": "2026-11-20T08:00:00+08:00"}),
        (FEE, {"paid_yuan": "4540", "refund": {"status": "applied", "amount_yuan": "4540.01"}}),
        (FEE, {"refund": {"status": "applied", "amount_yuan": "9080.01"}}),
    ],
)
def test_what_cannot_be_is_refused(load: Load, record: dict[str, Any], change: dict[str, Any]) -> None:
    report = load(COURT, LAWYER, CASE, {**record, **change})
    (refusal,) = report.refused
    assert refusal.line_no == 4 and refusal.reason
    assert not any(str(value) in refusal.reason for value in change.values() if isinstance(value, str))


@pytest.mark.parametrize("record", [HEARING, DELIVERY, FEE, ASSISTANT])
def test_the_same_record_as_it_can_be_is_taken(load: Load, record: dict[str, Any]) -> None:
    assert load(COURT, LAWYER, CASE, record).refused_count == 0


def test_a_legal_worker_has_a_number_of_another_form(load: Load) -> None:
    worker = {**LAWYER, "licence_no": "34401201400678", "kind": "基层法律服务工作者"}
    assert load(worker).refused_count == 0


def test_a_later_line_is_held_against_what_was_stored(load: Load) -> None:
    assert load(COURT, LAWYER, CASE, HEARING).refused_count == 0
    early = {"type": "hearing", "id": "h1", "ends_at": "2026-12-03T08:00:00+08:00"}
    assert [each.line_no for each in load(early).refused] == [1]
    assert load({"type": "hearing", "id": "h1", "ends_at": "2026-12-03T12:00:00+08:00"}).refused_count == 0
