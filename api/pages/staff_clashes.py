"""The court's hearings that clash with something else of a lawyer's, with the time only."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from actions.service.staff.clashes import clashing
from api.entry.house import TheHouse
from api.pages.guard import SignedInStaff
from api.pages.page_route import PageRoute
from api.pages.rendering import page

router = APIRouter(prefix="/staff/clashes", route_class=PageRoute, include_in_schema=False)
SHOWN = 50


@router.get("")
def clashes(request: Request, house: TheHouse, who: SignedInStaff, cursor: str | None = None) -> Response:
    with house.means.reading() as work:
        found = clashing(work.session, work.clock, who, cursor=cursor, limit=SHOWN)
    return page(request, "staff/clashes.html", who=who, found=found)
