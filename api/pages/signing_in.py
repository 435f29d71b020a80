"""Logging in and out of the lawyer platform and the console."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from actions.errors import HotlineError
from actions.service.identity import tokens
from api.entry.access import Address
from api.entry.house import TheHouse
from api.pages.guard import OwnForm, close_session, open_session, part_of, session_token
from api.pages.page_route import PageRoute
from api.pages.rendering import page
from api.platform import auth
from api.platform.models import CodeAsked, CodeGiven

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Text = Annotated[str, Form(min_length=1, max_length=64)]


@router.get("/lawyer/login")
def lawyer_login(request: Request) -> Response:
    return page(request, "lawyer/login.html", asked=None, fault=None)


@router.post("/lawyer/login", dependencies=[OwnForm])
def ask_code(request: Request, house: TheHouse, address: Address, licence_no: Text, name: Text) -> Response:
    asked = CodeAsked(licence_no=licence_no, name=name)
    with house.means.writing() as work:
        auth.send_code(work, asked, address)
    return page(request, "lawyer/login.html", asked=asked, fault=None)


@router.post("/lawyer/login/code", dependencies=[OwnForm])
def give_code(
    request: Request, house: TheHouse, address: Address, licence_no: Text, name: Text, code: Text
) -> Response:
    given = CodeGiven(licence_no=licence_no, code=code.strip()[:16])
    with house.means.writing() as work:
        outcome = auth.issue_for_code(work, given, address)
    if isinstance(outcome, HotlineError):
        asked = CodeAsked(licence_no=licence_no, name=name)
        return page(request, "lawyer/login.html", outcome.status, asked=asked, fault=outcome.message)
    return _signed_in(request, outcome)


@router.get("/staff/login")
def staff_login(request: Request) -> Response:
    return page(request, "staff/login.html", fault=None, username="")


@router.post("/staff/login", dependencies=[OwnForm])
def check_password(
    request: Request,
    house: TheHouse,
    address: Address,
    username: Text,
    password: Annotated[str, Form(max_length=1024)],
    totp: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    examined = auth.examine(house, username, password)
    with house.means.writing() as work:
        outcome = auth.issue_for_staff(work, examined, totp or None, address)
    if isinstance(outcome, HotlineError):
        return page(request, "staff/login.html", outcome.status, fault=outcome.message, username=username)
    return _signed_in(request, outcome)


@router.post("/lawyer/logout", dependencies=[OwnForm])
@router.post("/staff/logout", dependencies=[OwnForm])
def log_out(request: Request, house: TheHouse) -> Response:
    token = session_token(request)
    if token:
        with house.means.writing() as work:
            tokens.end(work.session, work.clock, token)
    answer = RedirectResponse(f"{part_of(request)}/login", 303)
    close_session(request, answer)
    return answer


def _signed_in(request: Request, issued: tokens.Issued) -> Response:
    answer = RedirectResponse(part_of(request), 303)
    open_session(request, answer, issued.access_token)
    return answer
