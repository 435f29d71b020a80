"""What registering a request does besides, in the same transaction: named by matters (`on_registered`).

A new one is a function and one line of `EFFECTS`. What it raises undoes the registration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from actions.errors import BadInput
from actions.service.clock import BEIJING
from actions.service.court_record import deliveries, fees

if TYPE_CHECKING:
    from actions.service.requests.prechecking import Checked
    from actions.service.requests.receipt import Receipt
    from actions.service.work import Work

Effect = Callable[["Work", "Checked", "Receipt"], Mapping[str, Any] | None]
"""What it did, as JSON, for the reply."""


def payment_link(work: Work, checked: Checked, receipt: Receipt) -> Mapping[str, Any]:
    """What is due and where it is paid: the link carries the fee's id and nothing of the case."""
    fee = fees.fee_of(work.session, receipt.case_number or "", str(checked.fields["fee"]))
    if fee is None or fee.paid_on is not None:
        raise BadInput("这一项费用现在不用交，请重新查一下应交的费用。")
    named = quote(fee.id, safe="")
    link = (
        work.payment_url.format(fee_id=named, fee=named, id=named)
        if work.payment_url
        else f"{work.site}/lawyer/fees/{named}"
    )
    return {
        "fee": fee.kind,
        "amount": str(fee.amount_yuan),
        "due_on": fee.due_on.isoformat() if fee.due_on else None,
        "overdue": fee.due_on is not None and fee.due_on < work.today,
        "link": link if work.payment_url or work.site else None,
    }


def sign_delivery(work: Work, checked: Checked, receipt: Receipt) -> Mapping[str, Any]:
    """The lawyer himself has received it: the moment stands in the record, and a later feed that does not
    name it leaves it there."""
    paper = deliveries.paper_of(
        work.session, receipt.case_number or "", str(checked.fields["delivery"]), locked=True
    )
    if paper is None or paper.licence_no != checked.licence_no or paper.signed_at is not None:
        raise BadInput("这份文书现在不用您签收，请重新查一下送达的文书。")
    paper.signed_at = work.now
    return {
        "paper": paper.title,
        "served_at": paper.served_at.astimezone(BEIJING).isoformat(),
        "signed_at": work.now.astimezone(BEIJING).isoformat(),
        "url": paper.url,
    }


EFFECTS: dict[str, Effect] = {"payment_link": payment_link, "sign_delivery": sign_delivery}
