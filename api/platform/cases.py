"""The lawyer's own cases."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from actions.service import case_views
from api.entry.access import PAGE, Cursor, Lawyer, Limit
from api.entry.house import TheHouse
from api.platform.models import Items
from bot.language.case_number import parse_exact

router = APIRouter(prefix="/cases", tags=["案件"])
One = Annotated[str | None, Query(max_length=100)]


@router.get("", response_model=Items, summary="我代理的案件")
def my_cases(
    house: TheHouse,
    caller: Lawyer,
    cursor: Cursor = None,
    limit: Limit = PAGE,
    case_number: One = None,
    court_code: One = None,
    cause: One = None,
    procedure: One = None,
    stage: One = None,
) -> dict[str, Any]:
    with house.db.read() as session:
        page = case_views.own_cases(
            session,
            house.clock,
            caller,
            cursor=cursor,
            limit=limit,
            case_number=canonical(case_number) if case_number else None,
            court_code=court_code,
            cause=cause,
            procedure=procedure,
            stage=stage,
        )
    return {"items": page.items, "next": page.next}


@router.get("/{case_number}", summary="一个案件的进展、开庭、费用和送达")
def my_case(house: TheHouse, caller: Lawyer, case_number: str) -> dict[str, Any]:
    with house.db.read() as session:
        return case_views.own_case(session, house.clock, caller, canonical(case_number))


def canonical(case_number: str) -> str:
    """The number as the court writes it; what is no case number stays, and will not be found."""
    number = parse_exact(case_number)
    return number.canonical if number else case_number
