"""A code anew, in the middle of what wants one of the last ten minutes: to sign, assistants, the PIN."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from actions.errors import HotlineError
from actions.service.identity import tokens
from api.entry.access import Address
from api.entry.house import TheHouse
from api.pages.guard import OwnForm, SignedInLawyer, open_session, session_token
from api.pages.page_route import PageRoute
from api.pages.rendering import page
from api.platform import auth
from api.platform.models import CodeAsked, CodeGiven

router = APIRouter(prefix="/lawyer/confirm", route_class=PageRoute, include_in_schema=False)
_OWN_PAGE = re.compile(r"/lawyer(?:/[\w.-]+)*")
Place = Annotated[str, Form(max_length=200)]


@router.post("", dependencies=[OwnForm])
def ask(
    request: Request, house: TheHouse, address: Address, who: SignedInLawyer, back: Place = ""
) -> Response:
    with house.means.writing() as work:
        auth.send_code(work, CodeAsked(licence_no=str(who.licence_no), name=str(who.name)), address)
    return page(request, "lawyer/confirm.html", who=who, back=_own(back), fault=None)


@router.post("/code", dependencies=[OwnForm])
def give(
    request: Request,
    house: TheHouse,
    address: Address,
    who: SignedInLawyer,
    code: Annotated[str, Form(max_length=64)],
    back: Place = "",
) -> Response:
    """The session goes on under a new token; a wrong code leaves him signed in."""
    given = CodeGiven(licence_no=str(who.licence_no), code=code.strip()[:16] or "-")
    with house.means.writing() as work:
        outcome = auth.issue_for_code(work, given, address)
        if not isinstance(outcome, HotlineError):
            tokens.end(work.session, work.clock, session_token(request) or "")
    if isinstance(outcome, HotlineError):
        return page(
            request,
            "lawyer/confirm.html",
            outcome.status,
            who=who,
            back=_own(back),
            fault=outcome.message,
        )
    answer = RedirectResponse(_own(back), 303)
    open_session(request, answer, outcome.access_token)
    return answer


def _own(back: str) -> str:
    """A page of the platform, or its first one: nobody is sent elsewhere."""
    return back if _OWN_PAGE.fullmatch(back) else "/lawyer"
