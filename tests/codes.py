"""A code that a lawyer used on the platform just now, as the store keeps it."""

from __future__ import annotations

from datetime import datetime

from actions.service.ids import new_id
from actions.store.identities import Challenge


def code_used_at(moment: datetime, licence_no: str, account: str) -> Challenge:
    return Challenge(
        id=new_id(),
        licence_no=licence_no,
        channel="platform",
        account=account,
        purpose="token",
        code_hash="-",
        sent=True,
        created_at=moment,
        expires_at=moment,
        used_at=moment,
        closed_at=moment,
    )
