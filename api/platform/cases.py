"""The lawyer's own cases."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from actions.service.court_record import case_views
from api.entry.access import Lawyer, One, PageAsked
from api.entry.house import TheHouse
from api.platform.models import Items
from bot.language.case_number import parse_exact

router = APIRouter(prefix="/api/v1/cases", tags=["案件"])


class CasesAsked(PageAsked):
    case_number: One = None
    court_code: One = None
    cause: One = None
    procedure: One = None
    stage: One = None


@router.get("", response_model=Items, summary="我代理的案件")
def my_cases(house: TheHouse, caller: Lawyer, asked: Annotated[CasesAsked, Query()]) -> dict[str, Any]:
    filters = asked.filters()
    if asked.case_number:
        filters["case_number"] = canonical(asked.case_number)
    with house.means.reading() as work:
        page = case_views.own_cases(
            work.session, work.clock, caller, cursor=asked.cursor, limit=asked.limit, **filters
        )
    return {"items": page.items, "next": page.next}


@router.get("/{case_number}", summary="一个案件的进展、开庭、费用和送达")
def my_case(house: TheHouse, caller: Lawyer, case_number: str) -> dict[str, Any]:
    with house.means.reading() as work:
        return case_views.own_case(work.session, work.clock, caller, canonical(case_number))


def canonical(case_number: str) -> str:
    """The number as the court writes it; what is no case number stays, and will not be found."""
    number = parse_exact(case_number)
    return number.canonical if number else case_number
