"""Receipt numbers: made to be spoken.

Fourteen digits: the day (YYMMDD), seven random digits, and a check digit (ISO/IEC 7064 MOD 11,10, which
catches every single wrong digit and nearly every swap of neighbours). Read out in groups of 4-4-4-2.
"""

from __future__ import annotations

import secrets
from datetime import date

BODY = 13


def new_receipt_no(day: date) -> str:
    body = f"{day:%y%m%d}{secrets.randbelow(10**7):07d}"
    return body + check_digit(body)


def is_receipt_no(text: str) -> bool:
    return len(text) == BODY + 1 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]


def check_digit(body: str) -> str:
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def groups(receipt_no: str) -> list[str]:
    return [receipt_no[i : i + 4] for i in range(0, len(receipt_no), 4)]
