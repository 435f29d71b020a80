"""A general question that sounds like the caller's own business: how fees are paid and by whom, how something
is applied for. It is answered as such; nobody is verified for a rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.dialogue.desk import Desk
from actions.dialogue.fee_words import named_in
from actions.dialogue.heard import Heard
from actions.dialogue.knowing import known
from actions.service.functions import function
from bot.language.forms import asks, wishes
from bot.language.matters import applied_for

FEES, PROCEDURE = "consult.fee", "consult.procedure"
_FEE = re.compile(r"(?:诉讼|受理|保全|执行|上诉|申请)费|交费|缴费")
_HOW_MUCH = re.compile(
    r"费[^,，。;]{0,6}(?:多少|几多|怎么算|如何算|怎么收)|(?:交|收|缴)[^,，。;]{0,6}多少[^,，。;]{0,6}费"
)
_BACK = re.compile(r"退")
"""What is given back has rules of its own, and the base tells them."""
_OWN = re.compile(
    r"我(?:们)?的|我(?:们)?(?:那|这)|[这那本该](?:个|件|起)?案|帮我|替我|给我|到账|查"
    r"|[交缴退付批立办](?:了|上)?(?:没|没有|吗|多少)[?？。了]*$|还(?:差|欠|要|没)"
)
"""What only the record of a case tells, or what is to be done for the caller."""
_HOW = re.compile(r"怎么|如何|什么|哪|谁|多久|多少|几|能不能|可不可以|可以吗|行不行|[吗呢?？]$")
"""What asks of an application, where 到底够不够 is only what it is about."""
_NUMBERED = ("case_number", "case_part", "case_old")
_MISTAKEN = ("query.fee", "consult.deadline", "request.payment", "request.fee_relief", "request.refund")
"""What a rule on fees sounds like."""


def rather(code: str, heard: Heard, desk: Desk) -> str:
    """The function that answers a sentence understood as `code`."""
    if not _general(heard):
        return code
    paid = _FEE.search(heard.text) and not _BACK.search(heard.text)
    if code in _MISTAKEN and paid and named_in(heard.text, "topics"):
        return FEES
    asked = code == "query.fee" or function(code).is_request
    return PROCEDURE if asked and known(desk, heard.text).sure else code


def asks_of_fees(heard: Heard, likely: Sequence[str], desk: Desk) -> bool:
    """Whether a question that may be one of two is plainly of fees: how much one is, or how it is paid."""
    how_much = FEES in likely and _HOW_MUCH.search(heard.text) is not None
    return how_much or any(rather(code, heard, desk) == FEES for code in likely)


def _general(heard: Heard) -> bool:
    numbered = any(heard.first(name) for name in _NUMBERED)
    applies = applied_for(heard.text) is not None and not _HOW.search(heard.text)
    return asks(heard.text) and not (numbered or applies or wishes(heard.text) or _OWN.search(heard.text))
