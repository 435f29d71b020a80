"""Sessions in cookies, and forms that only our own pages can send."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Form, Request
from fastapi.responses import Response

from actions.errors import Forbidden, NotSignedIn
from actions.service.identity.callers import Caller
from actions.service.staff.members import Member
from api.entry.access import SIGN_IN, lawyer_by_token, staff_by_token
from api.entry.house import the_house

SEED = "hotline_seed"
SESSIONS = {"/lawyer": "hotline_lawyer", "/staff": "hotline_staff"}
"""Part of the site → its work.session cookie, sent to that part alone."""
STALE_FORM = "页面停留过久或者来源不明，这次提交没有受理。请返回刷新页面后再提交。"


def part_of(request: Request) -> str:
    return "/staff" if request.url.path.startswith("/staff") else "/lawyer"


def session_token(request: Request) -> str | None:
    return request.cookies.get(SESSIONS[part_of(request)])


def open_session(request: Request, answer: Response, token: str) -> None:
    _set(request, answer, SESSIONS[part_of(request)], token, part_of(request))


def close_session(request: Request, answer: Response) -> None:
    answer.delete_cookie(SESSIONS[part_of(request)], path=part_of(request))


def csrf_of(request: Request) -> str:
    """What a form must carry: bound to this browser and to who is signed in."""
    seed = _seed(request)
    said = f"form\0{seed}\0{session_token(request) or ''}"
    return hmac.new(the_house(request).settings.secret, said.encode(), hashlib.sha256).hexdigest()


def keep_seed(request: Request, answer: Response) -> None:
    if request.cookies.get(SEED) != _seed(request):
        _set(request, answer, SEED, _seed(request), "/")


def _checked(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    known = SEED in request.cookies
    if not (known and hmac.compare_digest(csrf.encode(), csrf_of(request).encode())):
        raise Forbidden(STALE_FORM)


OwnForm = Depends(_checked)


def _lawyer(request: Request) -> Caller:
    caller = lawyer_by_token(the_house(request), session_token(request))
    if caller is None:
        raise NotSignedIn(SIGN_IN)
    return caller


def _staff(request: Request) -> Member:
    # a page that renews itself is no sign that anybody sits before it
    by_hand = "hx-request" not in request.headers
    who = staff_by_token(the_house(request), session_token(request), by_hand=by_hand)
    if who is None:
        raise NotSignedIn(SIGN_IN)
    return who


SignedInLawyer = Annotated[Caller, Depends(_lawyer)]
SignedInStaff = Annotated[Member, Depends(_staff)]


def _seed(request: Request) -> str:
    kept = request.cookies.get(SEED)
    if kept and len(kept) >= 32:
        return kept
    if not hasattr(request.state, "form_seed"):
        request.state.form_seed = secrets.token_urlsafe(32)
    return str(request.state.form_seed)


def _set(request: Request, answer: Response, name: str, value: str, path: str) -> None:
    secure = not the_house(request).settings.loopback
    answer.set_cookie(name, value, path=path, httponly=True, samesite="lax", secure=secure)


async def _form_values(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


FormValues = Annotated[dict[str, str], Depends(_form_values)]
