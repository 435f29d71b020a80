"""Whose number it is that somebody rings or writes from."""

from __future__ import annotations

import re

E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
WITHHELD = {"+7378742833", "+2562533", "+8566696", "+266696687", "+86282452253"}
"""What Twilio gives for a withheld number: restricted, blocked, unknown, anonymous, unavailable."""


def callers_number(given: str) -> str | None:
    """The number in E.164; None for a name, a short code or a withheld number, which may be many people's."""
    return given if E164.fullmatch(given) and given not in WITHHELD else None
