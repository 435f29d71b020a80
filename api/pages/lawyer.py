"""The lawyer platform's pages: hearings, cases, requests, grades, feedback, transcripts, telephone PIN."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from actions.service.conversations import transcripts
from actions.service.court_record import case_views, fees
from actions.service.feedback import complaints, evaluations
from actions.service.feedback.giver import Giver
from actions.service.identity import pins
from actions.service.identity.callers import Caller
from actions.service.identity.codes import is_fresh
from actions.service.requests import views
from actions.service.work import Work
from api.entry.house import House, TheHouse
from api.pages.guard import OwnForm, SignedInLawyer
from api.pages.page_route import PageRoute
from api.pages.rendering import fragment, page, rendered
from api.platform.cases import canonical

router = APIRouter(prefix="/lawyer", route_class=PageRoute, include_in_schema=False)
RECENT = 10


@router.get("")
def overview(request: Request, house: TheHouse, who: SignedInLawyer) -> Response:
    with house.means.reading() as work:
        hearings = case_views.coming_hearings(work.session, work.clock, who)
        cases = case_views.own_cases(work.session, work.clock, who, limit=50)
        recent, _ = rendered(request, "lawyer/recent.html", **_recent(work, who))
    return page(request, "lawyer/overview.html", who=who, hearings=hearings, cases=cases.items, recent=recent)


@router.get("/recent")
def recent(request: Request, house: TheHouse, who: SignedInLawyer, seen: str = "") -> Response:
    with house.means.reading() as work:
        return fragment(request, "lawyer/recent.html", seen, **_recent(work, who))


@router.get("/cases/{case_number}")
def case(request: Request, house: TheHouse, who: SignedInLawyer, case_number: str) -> Response:
    with house.means.reading() as work:
        shown = case_views.own_case(work.session, work.clock, who, canonical(case_number))
    return page(request, "lawyer/case.html", who=who, case=shown)


@router.get("/fees/{fee_id}")
def fee(house: TheHouse, who: SignedInLawyer, fee_id: str) -> Response:
    """Where a payment link leads that names nothing of the case: to the fees of it, once signed in."""
    with house.means.reading() as work:
        number = fees.case_of(work.session, work.clock, who, fee_id)
    return RedirectResponse(f"/lawyer/cases/{quote(number)}", 303)


@router.get("/evaluations")
def grades(request: Request, house: TheHouse, who: SignedInLawyer, cursor: str | None = None) -> Response:
    with house.means.reading() as work:
        kept = evaluations.of_lawyer(work.session, str(who.licence_no), cursor=cursor, limit=20)
        made = views.own_requests(work.session, who, limit=50, clock=work.clock)
    return page(request, "lawyer/evaluations.html", who=who, kept=kept, requests=made["items"])


@router.post("/evaluations", dependencies=[OwnForm])
def grade(
    house: TheHouse,
    who: SignedInLawyer,
    rating: Annotated[int, Form(ge=1, le=5)],
    remark: Annotated[str, Form(max_length=2000)] = "",
    about: Annotated[str, Form(max_length=64)] = "",
    conversation_id: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    with house.means.writing() as work:
        giver = Giver("platform", conversation_id or None, who.licence_no)
        evaluations.rate(
            work.session, work.clock, giver, rating=rating, remark=remark or None, about=about or None
        )
    return RedirectResponse("/lawyer/evaluations", 303)


@router.get("/feedback")
def feedback(request: Request, house: TheHouse, who: SignedInLawyer, cursor: str | None = None) -> Response:
    with house.means.reading() as work:
        kept = complaints.of_lawyer(work.session, str(who.licence_no), cursor=cursor, limit=20)
    return page(request, "lawyer/feedback.html", who=who, kept=kept)


@router.post("/feedback", dependencies=[OwnForm])
def leave(
    house: TheHouse,
    who: SignedInLawyer,
    kind: Annotated[str, Form(max_length=20)],
    text: Annotated[str, Form(max_length=4000)],
) -> Response:
    with house.means.writing() as work:
        giver = Giver("platform", licence_no=who.licence_no)
        complaints.leave_feedback(work.session, work.clock, giver, kind=kind, text=text)
    return RedirectResponse("/lawyer/feedback", 303)


@router.get("/conversations")
def conversations(
    request: Request, house: TheHouse, who: SignedInLawyer, cursor: str | None = None
) -> Response:
    with house.means.reading() as work:
        kept = transcripts.of_lawyer(work.session, str(who.licence_no), cursor=cursor, limit=20)
    return page(request, "lawyer/conversations.html", who=who, kept=kept)


@router.get("/conversations/{conversation_id}")
def conversation(request: Request, house: TheHouse, who: SignedInLawyer, conversation_id: str) -> Response:
    with house.means.reading() as work:
        one = transcripts.one_of_lawyer(work.session, str(who.licence_no), conversation_id)
    return page(request, "lawyer/conversation.html", who=who, one=one)


@router.get("/pin")
def pin(request: Request, house: TheHouse, who: SignedInLawyer) -> Response:
    with house.means.reading() as work:
        fresh = is_fresh(work, str(who.licence_no))
    return page(request, "lawyer/pin.html", who=who, fresh=fresh, done=False)


@router.post("/pin", dependencies=[OwnForm])
def set_pin(
    request: Request, house: TheHouse, who: SignedInLawyer, pin: Annotated[str, Form(max_length=16)]
) -> Response:
    _keep_pin(house, who, pin)
    return page(request, "lawyer/pin.html", who=who, fresh=True, done=True)


def _keep_pin(house: House, who: Caller, pin: str) -> None:
    with house.means.writing() as work:
        pins.set_pin(work, licence_no=str(who.licence_no), pin=pin)


def _recent(work: Work, who: Caller) -> dict[str, Any]:
    return {"requests": views.own_requests(work.session, who, limit=RECENT, clock=work.clock)["items"]}
