"""Fees of a case: which are due, and how one is called."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.service.clock import Clock
from actions.service.court_record.facts import fees
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import visible_case
from actions.store.records import Fee


def due(session: Session, case_number: str) -> list[Fee]:
    """Not paid yet as far as the record shows, the most urgent first."""
    return [fee for fee in fees(session, case_number) if fee.paid_on is None]


def fee_of(session: Session, case_number: str, fee_id: str) -> Fee | None:
    """That fee, if it is one of this case."""
    found = session.get(Fee, fee_id)
    return found if found is not None and not found.removed and found.case_number == case_number else None


def case_of(session: Session, clock: Clock, caller: Caller, fee_id: str) -> str:
    """The number of the case that a fee belongs to, for whoever may hear of its fees or pay them.

    Raises NotFound, the same for another's fee as for none.
    """
    fee = session.get(Fee, fee_id)
    number = fee.case_number if fee is not None and not fee.removed else ""
    seen = [visible_case(session, clock, caller, number, each) for each in ("query.fee", "request.payment")]
    if not any(seen):
        raise NotFound
    return number


def label(fee: Fee) -> str:
    """保全费 3,160.00 元，11月27日前."""
    until = f"，{fee.due_on.month}月{fee.due_on.day}日前" if fee.due_on else ""
    return f"{fee.kind} {fee.amount_yuan:,.2f} 元{until}"
