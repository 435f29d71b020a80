"""The audit for whoever is to read it (under /api/v1/staff)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from actions.service.staff.audit_trail import Asked, trail
from api.entry.access import One, PageAsked, Staff
from api.entry.house import TheHouse
from api.platform.models import Items
from api.staff.moments import aware

router = APIRouter()


class AuditAsked(PageAsked):
    actor: One = None
    action: One = None
    subject: One = None
    conversation_id: One = None
    since: datetime | None = None
    until: datetime | None = None


@router.get("/audit", response_model=Items, summary="谁在何时看过、做过什么（审计员；查看本身也留痕）")
def read(house: TheHouse, who: Staff, asked: Annotated[AuditAsked, Query()]) -> dict[str, Any]:
    moments = {"since": aware(asked.since), "until": aware(asked.until)}
    with house.means.writing() as work:  # that it was read is kept
        page = trail(work, who, Asked(**asked.filters() | moments), cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}
