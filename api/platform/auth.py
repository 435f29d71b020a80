"""Signing in: a code by SMS for lawyers, password (and one-time password) for staff; the telephone PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import JSONResponse

from actions.errors import Forbidden, HotlineError, NotSignedIn, TooMany
from actions.service import budgets
from actions.service.identity import codes, pins, staff_login, tokens
from actions.service.identity.accounts import account_of
from actions.service.identity.barring import barred_words
from actions.service.work import Work
from api.entry.access import Address, Lawyer, OnceKey
from api.entry.house import House, TheHouse
from api.entry.once import Call, once
from api.platform.models import CodeAsked, CodeGiven, NewPin, TokenIssued

CHANNEL = "platform"
PURPOSE: Final = "token"
SENT = "如果执业证号和姓名与登记的一致，验证码已发到登记的手机，5分钟内有效。"
WRONG = "验证码不正确或者已失效，请核对后再试，或者重新获取。"
RESTING = "输错次数过多，请15分钟后再试。"

router = APIRouter(prefix="/api/v1/auth", tags=["登录"])


@router.post("/code", status_code=202, summary="发送登录验证码（一律 202）")
def ask_code(house: TheHouse, address: Address, body: CodeAsked, key: OnceKey = None) -> JSONResponse:
    def act(work: Work) -> dict[str, str]:
        send_code(work, body, address)
        return {"detail": SENT}

    return once(house, Call(f"client:{address}", key, "auth/code", body.model_dump()), 202, act)


@router.post("/token", summary="用验证码换取令牌", response_model=TokenIssued)
def lawyer_token(house: TheHouse, address: Address, body: CodeGiven, key: OnceKey = None) -> JSONResponse:
    call = Call(f"client:{address}", key, "auth/token", body.model_dump(), secret=True)
    return _token(house, call, lambda work: issue_for_code(work, body, address))


@router.post("/staff-token", summary="工作人员登录（OAuth 2 密码方式）", response_model=TokenIssued)
def staff_token(
    house: TheHouse,
    address: Address,
    username: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1024)],
    totp: Annotated[str | None, Form(max_length=16, description="动态码，设置了才需要")] = None,
    key: OnceKey = None,
) -> JSONResponse:
    examined = examine(house, username, password)
    call = Call(f"client:{address}", key, "auth/staff-token", [username, password, totp], secret=True)
    return _token(house, call, lambda work: issue_for_staff(work, examined, totp, address))


@router.put("/pin", status_code=204, summary="设置电话密码")
def set_pin(house: TheHouse, caller: Lawyer, body: NewPin) -> Response:
    with house.means.writing() as work:
        pins.set_pin(work, licence_no=str(caller.licence_no), pin=body.pin)
    return Response(status_code=204)


def send_code(work: Work, asked: CodeAsked, address: str) -> None:
    """Send a login code if all is right; nothing shows whether it was. Raises TooMany for the address."""
    budgets.spend(work, "code.address", address)
    codes.ask_code(
        work,
        licence_no=asked.licence_no,
        name=asked.name,
        channel=CHANNEL,
        account=account_of(work.session, work.clock, CHANNEL, address),
        purpose=PURPOSE,
    )


def issue_for_code(work: Work, given: CodeGiven, address: str) -> tokens.Issued | HotlineError:
    """A token, or the error to raise once the try has been committed."""
    checked = codes.check_code(
        work,
        channel=CHANNEL,
        account=account_of(work.session, work.clock, CHANNEL, address),
        code=given.code,
        purpose=PURPOSE,
        licence_no=given.licence_no,
    )
    if checked.outcome == "barred":
        return Forbidden(barred_words(str(checked.status), "rich"))
    if checked.licence_no is None:
        return TooMany(RESTING) if checked.outcome == "dead" else NotSignedIn(WRONG)
    return tokens.issue_lawyer(work, checked.licence_no)


def examine(house: House, username: str, password: str) -> staff_login.Examined:
    """The slow half of a staff login, outside of any writing transaction."""
    with house.means.reading() as work:
        return staff_login.examine(work.session, username, password)


def issue_for_staff(
    work: Work, examined: staff_login.Examined, totp: str | None, address: str
) -> tokens.Issued | HotlineError:
    """A token, or the error to raise once the try has been committed."""
    username = staff_login.log_in(work.session, work.clock, examined, totp=totp, address=address)
    return (
        tokens.issue_staff(work.session, work.clock, username)
        if username
        else NotSignedIn(staff_login.REFUSED)
    )


def _token(house: House, call: Call, issue: Callable[[Work], tokens.Issued | HotlineError]) -> JSONResponse:
    def act(work: Work) -> dict[str, Any] | HotlineError:
        outcome = issue(work)
        if isinstance(outcome, HotlineError):
            return outcome
        return {
            "access_token": outcome.access_token,
            "token_type": outcome.token_type,
            "expires_in": outcome.expires_in,
        }

    answer = once(house, call, 200, act)
    answer.headers["cache-control"] = "no-store"
    return answer
