"""What is done by registering it: where to pay, a receipt signed, a message passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from actions.errors import BadFields, BadInput, Forbidden, NotFound
from actions.law.articles import citations
from actions.service.requests import speech
from actions.service.requests.prechecking import Refused
from actions.service.requests.receipt import Receipt
from actions.service.requests.subject import OneCase
from actions.service.requests.submission import Origin, Wanted, submit
from actions.store.database import Database
from actions.store.records import AssistantGrant, Delivery, Fee, Lawyer
from tests.unit.requests import house
from tests.unit.requests.house import CIVIL, CLOSED, FOREIGN, LICENCE, at, later

OTHER = "13101201010000009"


def furnished(session: Session) -> Session:
    session.add(Lawyer(licence_no=OTHER, name="别人", phone="+8613800000009", kind="专职", status="active"))
    session.flush()
    for fee_id, number, kind, due, paid in (
        ("f1", CIVIL, "案件受理费", date(2026, 3, 9), None),
        ("f2", CIVIL, "案件受理费", date(2026, 1, 9), date(2026, 1, 8)),
        ("f3", CIVIL, "保全费", date(2026, 2, 27), None),
        ("f9", FOREIGN, "案件受理费", None, None),
    ):
        session.add(
            Fee(id=fee_id, case_number=number, kind=kind, amount_yuan=Decimal(50), due_on=due, paid_on=paid)
        )
    for paper_id, licence, title in (
        ("d1", LICENCE, "开庭传票"),
        ("d2", LICENCE, "民事调解书"),
        ("d3", OTHER, "举证通知书"),
    ):
        session.add(
            Delivery(
                id=paper_id, case_number=CIVIL, licence_no=licence, title=title, served_at=later(days=-2)
            )
        )
    session.flush()
    return session


def ask(session: Session, matter: str, **fields: str) -> Receipt:
    wanted = Wanted(f"request.{matter}", OneCase(CIVIL), fields)
    return submit(replace(at(session, "https://x.example.cn")), house.LAWYER, wanted, Origin("web"))


def test_a_link_carries_the_id_of_the_fee_and_nothing_of_the_case(court: Database) -> None:
    with court.write() as session:
        furnished(session)
        without = ask(session, "payment", fee="f1")
        work = replace(at(session), payment_url="https://pay.example.cn/?bill={fee_id}")
        wanted = Wanted("request.payment", OneCase(CIVIL), {"fee": "f1"})
        by_template = submit(work, house.LAWYER, wanted, Origin("web"))
    assert without.told["link"] == "https://x.example.cn/lawyer/fees/f1"
    assert by_template.told["link"] == "https://pay.example.cn/?bill=f1"
    text = speech.registered(by_template, "short")
    assert "bill=f1" in text and "已交" not in text


def test_where_to_pay_is_told_as_often_as_it_is_asked(court: Database) -> None:
    with court.write() as session:
        furnished(session)
        first, again = ask(session, "payment", fee="f1"), ask(session, "payment", fee="f1")
    assert first.told == again.told and first.receipt_no != again.receipt_no


def test_what_follows_from_not_paying_is_told_by_kind_of_fee(court: Database) -> None:
    with court.write() as session:
        furnished(session)
        case_fee, overdue = ask(session, "payment", fee="f1"), ask(session, "payment", fee="f3")
    assert [each.key for each in case_fee.findings] == ["unpaid_first"]
    assert [each.key for each in overdue.findings] == ["fee_overdue", "unpaid_application"]
    assert all(citations(each.articles) for each in (case_fee.findings[0], overdue.findings[1]))


@pytest.mark.parametrize(("fee", "says"), [("f2", "已经交过"), ("f9", "没有查到"), ("nought", "没有查到")])
def test_nothing_is_to_be_paid_twice_or_for_another_case(court: Database, fee: str, says: str) -> None:
    with court.write() as session, pytest.raises(BadInput, match=says):
        ask(furnished(session), "payment", fee=fee)


def test_a_receipt_is_signed_in_the_record_once(court: Database) -> None:
    with court.write() as session:
        furnished(session)
        receipt = ask(session, "delivery_receipt", delivery="d1")
        assert session.get_one(Delivery, "d1").signed_at == house.NOW
        assert receipt.told["paper"] == "开庭传票"
        with pytest.raises(BadInput, match="已经签收过"):
            ask(session, "delivery_receipt", delivery="d1")


def test_a_settlement_and_anothers_paper_are_never_signed(court: Database) -> None:
    with court.write() as session:
        furnished(session)
        with pytest.raises(Refused) as refused:
            ask(session, "delivery_receipt", delivery="d2")
        with pytest.raises(BadInput, match="送达给您本人"):
            ask(session, "delivery_receipt", delivery="d3")
        assert {session.get_one(Delivery, each).signed_at for each in ("d2", "d3")} == {None}
    assert "第一百条" in refused.value.message and "代收人" in refused.value.message


def test_nobody_signs_for_him_neither_staff_nor_assistant(court: Database) -> None:
    wanted = Wanted("request.delivery_receipt", OneCase(CIVIL), {"delivery": "d1"})
    with court.write() as session:
        furnished(session)
        with pytest.raises(Forbidden):
            submit(at(session), house.LAWYER, wanted, Origin("web", by="staff:lin"))
        session.get_one(AssistantGrant, (house.HELPER, CIVIL)).functions = ["request.delivery_receipt"]
        with pytest.raises((Forbidden, NotFound)):
            submit(at(session), house.ASSISTANT, wanted, Origin("web"))
        assert session.get_one(Delivery, "d1").signed_at is None


def test_an_assistant_may_be_told_where_to_pay(court: Database) -> None:
    with court.write() as session:
        furnished(session)
        session.get_one(AssistantGrant, (house.HELPER, CIVIL)).functions = ["request.payment"]
        wanted = Wanted("request.payment", OneCase(CIVIL), {"fee": "f1"})
        assert submit(at(session), house.ASSISTANT, wanted, Origin("web")).told["amount"] == "50.00"
        with pytest.raises(NotFound):
            submit(at(session), house.ASSISTANT, replace(wanted, subject=OneCase(CLOSED)), Origin("web"))


@pytest.mark.parametrize(("length", "taken"), [(500, True), (501, False)])
def test_a_message_has_at_most_five_hundred_characters(court: Database, length: int, taken: bool) -> None:
    with court.write() as session:
        if taken:
            assert ask(session, "message_judge", message="证" * length).due_at == house.NOW.replace(
                day=4, hour=17, minute=30
            )
        else:
            with pytest.raises(BadFields):
                ask(session, "message_judge", message="证" * length)


@pytest.mark.parametrize("words", ["请法官通融一下", "跟法官打个招呼，我们当事人很困难"])
def test_a_message_for_influence_is_not_passed_on(court: Database, words: str) -> None:
    with court.write() as session, pytest.raises(Refused):
        ask(session, "message_judge", message=words)
