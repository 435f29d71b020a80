"""The checks that a matter can name: a new one is its module and one line here."""

from collections.abc import Callable, Mapping

from actions.law.checks import (
    delivery_receipt,
    file_review,
    message,
    offered_online,
    payment,
    postponement,
    recusal,
)
from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding

CHECKS: Mapping[str, Callable[[CaseFacts], list[Finding]]] = {
    "postponement": postponement.check,
    "recusal": recusal.check,
    "file_review": file_review.check,
    "payment": payment.check,
    "delivery_receipt": delivery_receipt.check,
    "message": message.check,
    "offered_online": offered_online.check,
}
