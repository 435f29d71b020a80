"""The checks that a matter can name, each with its title: a new one is its module and one line here."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from actions.law.checks import (
    appraisal,
    avoidance,
    delivery_receipt,
    evidence_extension,
    evidence_investigation,
    fee_relief,
    file_review,
    filing,
    judicial_confirmation,
    mediation,
    message,
    online_hearing,
    payment,
    postponement,
    preservation,
    recusal,
    refund,
    representation,
    withdrawal,
)
from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding


class Check(NamedTuple):
    """`bars`: whether there are facts on which it refuses."""

    title: str
    run: Callable[[CaseFacts], list[Finding]]
    bars: bool = False


CHECKS: Mapping[str, Check] = {
    "postponement": Check("庭审时间、次数、事由", postponement.check, bars=True),
    "recusal": Check("是否结案、事由、谁来决定", recusal.check, bars=True),
    "file_review": Check("可查阅的范围", file_review.check, bars=True),
    "evidence_extension": Check("举证期限是否已满", evidence_extension.check, bars=True),
    "refund": Check("退费的情形", refund.check, bars=True),
    "fee_relief": Check("免交只适用于自然人、情形", fee_relief.check, bars=True),
    "withdrawal": Check("是否已经宣判、授权、后果", withdrawal.check, bars=True),
    "avoidance": Check("两场庭审是否冲突", avoidance.check),
    "preservation": Check("担保、范围、时间、费用", preservation.check),
    "filing": Check("起诉和申请的期限、被告信息、费用", filing.check),
    "judicial_confirmation": Check("三十日、双方共同、能否确认", judicial_confirmation.check),
    "appraisal": Check("举证期限、重新鉴定的条件", appraisal.check),
    "evidence_investigation": Check("举证期限、不能自行收集的原因", evidence_investigation.check),
    "online_hearing": Check("能否在线、是否同意", online_hearing.check),
    "mediation": Check("能否调解", mediation.check),
    "representation": Check("代理人数、授权写法", representation.check),
    "payment": Check("交费的情形", payment.check),
    "delivery_receipt": Check("能否代为签收", delivery_receipt.check, bars=True),
    "message": Check("留言的内容", message.check, bars=True),
}
