"""The audit's page: for the auditor, who has no other but his password's."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from actions.service.staff.audit_trail import Asked, trail
from api.entry.house import TheHouse
from api.pages.guard import SignedInStaff
from api.pages.page_route import PageRoute
from api.pages.rendering import page

PATH = "/staff/audit"
router = APIRouter(prefix=PATH, route_class=PageRoute, include_in_schema=False)
SHOWN = 50
Line = Annotated[str, Query(max_length=100)]


@router.get("")
def read(
    request: Request,
    house: TheHouse,
    who: SignedInStaff,
    actor: Line = "",
    action: Line = "",
    subject: Line = "",
    cursor: str | None = None,
) -> Response:
    given = {"actor": actor.strip(), "action": action.strip(), "subject": subject.strip()}
    asked = Asked(given["actor"] or None, given["action"] or None, given["subject"] or None)
    with house.means.writing() as work:
        found = trail(work, who, asked, cursor=cursor or None, limit=SHOWN)
    return page(request, "staff/audit.html", who=who, found=found, asked=given)
