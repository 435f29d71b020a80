"""One-time passwords by time (RFC 6238 over RFC 4226: SHA-1, six digits, steps of thirty seconds).

Our own few lines, because the usual library refuses the 80-bit secrets that authenticators still hand out and
the court's feed may bring.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

STEP_SECONDS = 30
DIGITS = 6
DRIFT = (0, -1, 1)
"""Steps that are accepted around the present one: clocks differ a little."""

_HALF_BYTE_ENDS = (1, 3, 6)


def matching_step(secret: str, given: str, moment: datetime) -> int | None:
    """The time step whose password `given` is, near `moment`; None if of none. Spaces are ignored."""
    key = _key(secret)
    digits = "".join(given.split()).encode(errors="replace")
    now = int(moment.timestamp()) // STEP_SECONDS
    for step in (now + drift for drift in DRIFT):
        if hmac.compare_digest(_password(key, step).encode(), digits):
            return step
    return None


def _password(key: bytes, step: int) -> str:
    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def _key(secret: str) -> bytes:
    text = secret.rstrip("=").upper()
    if len(text) % 8 in _HALF_BYTE_ENDS:
        text = text[:-1]
    return base64.b32decode(text + "=" * (-len(text) % 8))
