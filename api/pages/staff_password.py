"""The page on which a person of the court sets his own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from actions.errors import BadInput
from actions.service.identity import staff_login, tokens
from actions.service.staff.members import Member
from api.entry.access import Address
from api.entry.house import TheHouse
from api.pages.guard import OwnForm, SignedInStaff, open_session
from api.pages.page_route import PageRoute
from api.pages.rendering import page
from api.platform import auth

router = APIRouter(prefix="/staff/password", route_class=PageRoute, include_in_schema=False)
Password = Annotated[str, Form(max_length=staff_login.LONGEST)]
WRONG = "原口令不正确；连续输错5次后，请15分钟后再试。"
NOT_ALIKE = "两次填写的新口令不一样，请重新填写。"


@router.get("")
def form(request: Request, who: SignedInStaff, done: bool = False) -> Response:
    return page(request, "staff/password.html", who=who, done=done, fault=None)


@router.post("", dependencies=[OwnForm])
def change(
    request: Request,
    house: TheHouse,
    who: SignedInStaff,
    address: Address,
    old: Password,
    new: Password,
    again: Password,
) -> Response:
    if new != again:
        return _faulty(request, who, 422, NOT_ALIKE)
    try:
        sealed = staff_login.seal_password(new)
    except BadInput as error:
        return _faulty(request, who, error.status, error.message)
    examined = auth.examine(house, who.username, old)
    with house.means.writing() as work:
        changed = staff_login.change_password(work.session, work.clock, examined, sealed, address=address)
        # the change has signed him out everywhere; here he goes on
        issued = tokens.issue_staff(work.session, work.clock, who.username) if changed else None
    if issued is None:
        return _faulty(request, who, 403, WRONG)
    answer = RedirectResponse("/staff/password?done=true", 303)
    open_session(request, answer, issued.access_token)
    return answer


def _faulty(request: Request, who: Member, status: int, fault: str) -> Response:
    return page(request, "staff/password.html", status, who=who, done=False, fault=fault)
