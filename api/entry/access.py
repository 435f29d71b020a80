"""Who is asking, and for which page of a list."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer
from pydantic import BaseModel, Field

from actions.errors import NotSignedIn
from actions.service.identity import tokens
from actions.service.identity.callers import Caller, caller_of
from actions.service.paging import DEFAULT_LIMIT, MAX_LIMIT
from actions.service.staff.members import Member, member
from api.entry.house import House, TheHouse

SIGN_IN = "请先登录，或者登录已失效，请重新登录。"


def client_address(request: Request) -> str:
    """The other side's network address: wrong tries are counted against it."""
    return request.client.host if request.client else "unknown"


def lawyer_by_token(house: House, token: str | None) -> Caller | None:
    """The caller of level 2 whom a living token names; status and telephone are read again each time."""
    if not token:
        return None
    with house.means.reading() as work:
        licence = tokens.lawyer_of(work, token)
        if licence is None:
            return None
        caller = caller_of(work, channel="platform", account="", bearer_licence=licence)
    return caller if caller.level else None


def staff_by_token(house: House, token: str | None, *, by_hand: bool = True) -> Member | None:
    """The member of staff whom a living token names. A use begins the idle time anew, save where the page
    asked by itself (`by_hand` False)."""
    if not token:
        return None
    with house.means.writing() if by_hand else house.means.reading() as work:
        known = tokens.staff_of(work.session, work.clock, token)
        return member(work.session, known.username) if known else None


_lawyer_scheme = HTTPBearer(
    auto_error=False, description="律师平台令牌，由 auth/token 取得", scheme_name="lawyer"
)
_staff_scheme = OAuth2PasswordBearer("/api/v1/auth/staff-token", auto_error=False, scheme_name="staff")

Address = Annotated[str, Depends(client_address)]


def _lawyer(
    house: TheHouse, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_lawyer_scheme)]
) -> Caller:
    caller = lawyer_by_token(house, given.credentials if given else None)
    if caller is None:
        raise NotSignedIn(SIGN_IN)
    return caller


def _staff(house: TheHouse, token: Annotated[str | None, Depends(_staff_scheme)]) -> Member:
    who = staff_by_token(house, token)
    if who is None:
        raise NotSignedIn(SIGN_IN)
    return who


Lawyer = Annotated[Caller, Depends(_lawyer)]
Staff = Annotated[Member, Depends(_staff)]


class PageAsked(BaseModel):
    """A page of a list; what a list can be filtered by stands in the classes made of this."""

    cursor: str | None = Field(None, description="上一页给出的翻页标记", max_length=400)
    limit: int = Field(DEFAULT_LIMIT, description="每页条数", ge=1, le=MAX_LIMIT)

    def filters(self) -> dict[str, Any]:
        """Each by the field of the same name; None takes all."""
        return self.model_dump(exclude={"cursor", "limit"})


One = Annotated[str | None, Field(max_length=100)]
"""A filter."""
OnceKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="同一次操作重发时用同一个键，只办一次", max_length=200),
]
