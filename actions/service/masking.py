"""Personal numbers leave transcripts and logs masked, by construction: every line passes here."""

from __future__ import annotations

import re

_LONG = re.compile(r"(?<!\d)\d(?:[\s-]?\d){10,18}[Xx]?(?!\d)")
_SPOKEN = re.compile(r"[零〇一二三四五六七八九幺洞拐两勾]{11,19}")
"""A long number as a recogniser writes it down; a dictated case number has no run this long."""


def masked(text: str) -> str:
    """Hide licence (17), identity (18), trainee (14), bank (16+) and mobile (11 digits) numbers.

    Case numbers and receipts (14 digits that check) stay: a transcript without them would be of no use.
    """
    from actions.service.receipts import is_receipt_no

    def hide(match: re.Match[str]) -> str:
        digits = re.sub(r"[\s-]", "", match.group())
        if is_receipt_no(digits) or (digits.startswith("0") and len(digits) <= 12):
            return match.group()  # a receipt, or the landline of a court
        if len(digits) == 11:
            return f"{digits[:3]}****{digits[-4:]}"
        return f"{digits[:5]}{'*' * (len(digits) - 9)}{digits[-4:]}"

    return _SPOKEN.sub(
        lambda said: said.group()[:2] + "*" * (len(said.group()) - 4) + said.group()[-2:],
        _LONG.sub(hide, text),
    )
