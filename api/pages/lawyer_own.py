"""What the lawyer keeps himself on the platform: his assistants' accounts, and hearings of his own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from actions.errors import BadInput
from actions.service.clock import BEIJING, stated
from actions.service.court_record import case_views, own_hearings
from actions.service.court_record.own_hearings import Entered
from actions.service.functions import functions
from actions.service.identity import assistants
from actions.service.identity.assistants import Account, Designation
from actions.service.identity.codes import is_fresh
from actions.service.identity.visibility import SUPPLEMENT, grantable
from api.entry.house import TheHouse
from api.pages.guard import OwnForm, SignedInLawyer
from api.pages.page_route import PageRoute
from api.pages.rendering import page
from api.platform.cases import canonical

router = APIRouter(prefix="/lawyer", route_class=PageRoute, include_in_schema=False)
Line = Annotated[str, Form(max_length=200)]
ASSISTANTS, HEARINGS = "/lawyer/assistants", "/lawyer/hearings"


@router.get("/assistants")
def my_assistants(request: Request, house: TheHouse, who: SignedInLawyer) -> Response:
    with house.means.reading() as work:
        team = assistants.team(work.session, str(who.licence_no)) if who.role == "lawyer" else []
        cases = case_views.own_cases(work.session, work.clock, who, limit=100).items
        fresh = is_fresh(work, str(who.licence_no))
    return page(
        request,
        "lawyer/assistants.html",
        who=who,
        team=team,
        fresh=fresh,
        most=assistants.MOST,
        cases=[case["case_number"] for case in cases],
        grants=_grants(),
    )


@router.post("/assistants", dependencies=[OwnForm])
def open_account(
    house: TheHouse,
    who: SignedInLawyer,
    licence_no: Line,
    name: Line,
    phone: Line,
    kind: Annotated[Literal["lawyer", "trainee"], Form()],
) -> Response:
    with house.means.writing() as work:
        assistants.open_account(work, who, Account(licence_no, name, phone, kind))
    return RedirectResponse(ASSISTANTS, 303)


@router.post("/assistants/{licence_no}/close", dependencies=[OwnForm])
def close_account(house: TheHouse, who: SignedInLawyer, licence_no: str) -> Response:
    with house.means.writing() as work:
        assistants.close_account(work, who, licence_no)
    return RedirectResponse(ASSISTANTS, 303)


@router.post("/assistants/{licence_no}/grants", dependencies=[OwnForm])
def grant(
    house: TheHouse,
    who: SignedInLawyer,
    licence_no: str,
    case_number: Line,
    granted: Annotated[list[str] | None, Form(alias="functions")] = None,
    until: Line = "",
) -> Response:
    try:
        last = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise BadInput("截止日期没有读懂，请重新填写。") from error
    wanted = Designation(licence_no, canonical(case_number), granted or [], last)
    with house.means.writing() as work:
        assistants.grant(work, who, wanted)
    return RedirectResponse(ASSISTANTS, 303)


@router.post("/assistants/{licence_no}/revoke", dependencies=[OwnForm])
def revoke(house: TheHouse, who: SignedInLawyer, licence_no: str, case_number: Line) -> Response:
    with house.means.writing() as work:
        assistants.revoke(work, who, licence_no, canonical(case_number))
    return RedirectResponse(ASSISTANTS, 303)


@router.get("/hearings")
def my_hearings(request: Request, house: TheHouse, who: SignedInLawyer) -> Response:
    with house.means.reading() as work:
        shown = case_views.engagements(work.session, work.clock, who)
    return page(request, "lawyer/hearings.html", who=who, hearings=shown)


@router.post("/hearings", dependencies=[OwnForm])
def enter(
    house: TheHouse, who: SignedInLawyer, starts_at: Line, kind: Line, ends_at: Line = "", place: Line = ""
) -> Response:
    ends = _moment(ends_at) if ends_at else None
    entered = Entered(_moment(starts_at), ends, place or None, kind=kind or None)
    with house.means.writing() as work:
        own_hearings.enter(work, who, entered)
    return RedirectResponse(HEARINGS, 303)


@router.post("/hearings/{hearing_id}/remove", dependencies=[OwnForm])
def remove(house: TheHouse, who: SignedInLawyer, hearing_id: str) -> Response:
    with house.means.writing() as work:
        own_hearings.remove(work, who, hearing_id)
    return RedirectResponse(HEARINGS, 303)


def _grants() -> dict[str, str]:
    """What may be granted, with what it is called."""
    named = {code: each.name for code, each in functions().items() if grantable(code) and each.case != "none"}
    return named | {SUPPLEMENT: "提交、补充您签署过的材料"}


def _moment(text: str) -> datetime:
    """What a browser's field gives is Beijing's."""
    try:
        return stated(datetime.fromisoformat(text)).replace(tzinfo=BEIJING)
    except ValueError as error:
        raise BadInput("时间没有读懂，请重新填写。") from error
