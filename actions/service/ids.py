"""Identifiers, each its own type."""

from __future__ import annotations

import secrets
from typing import NewType

LicenceNo = NewType("LicenceNo", str)
"""An assistant's number counts as one too (contract section 4)."""
ConversationId = NewType("ConversationId", str)
TurnId = NewType("TurnId", str)
ReceiptNo = NewType("ReceiptNo", str)


def new_id() -> str:
    """An unguessable internal id of 22 URL-safe characters."""
    return secrets.token_urlsafe(16)
