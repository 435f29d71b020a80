"""The chat page, and who of its readers is signed in to the lawyer platform."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import JSONResponse, Response

from actions.errors import Forbidden, NotSignedIn
from actions.service.identity import tokens
from actions.service.identity.callers import Caller
from api.entry.access import SIGN_IN, lawyer_by_token
from api.entry.house import TheHouse
from api.pages.guard import session_token
from api.pages.rendering import page
from bot.language.tables import read_yaml

FIRST_WISHES = Path(__file__).resolve().parents[2] / "data" / "web" / "first_wishes.yml"

router = APIRouter(include_in_schema=False)


@router.get("/")
def chat(request: Request, house: TheHouse) -> Response:
    origins = house.settings.origins
    return page(request, "chat.html", framed=True, first_wishes=first_wishes(), origins=origins)


@cache
def first_wishes() -> list[dict[str, str]]:
    """What the page offers before anything was said: `{"title", "text"}` each."""
    found: list[dict[str, str]] = read_yaml(FIRST_WISHES)
    return found


def _own_page(x_hotline: Annotated[str, Header()] = "") -> None:
    """A header of our own: another site's page cannot send it without being allowed to, and is not."""
    if x_hotline != "chat":
        raise Forbidden(SIGN_IN)


def _signed_in(request: Request, house: TheHouse) -> Caller | None:
    return lawyer_by_token(house, session_token(request))


Reader = Annotated[Caller | None, Depends(_signed_in)]


@router.get("/lawyer/chat-session", dependencies=[Depends(_own_page)])
def session(reader: Reader) -> JSONResponse:
    return _private({"signed_in": reader is not None})


@router.post("/lawyer/chat-session", dependencies=[Depends(_own_page)])
def chat_token(house: TheHouse, reader: Reader) -> JSONResponse:
    """A token of its own for the chat, so that the session's stays out of reach of scripts. Raises
    NotSignedIn."""
    if reader is None or reader.licence_no is None:
        raise NotSignedIn(SIGN_IN)
    with house.means.writing() as work:
        issued = tokens.issue_lawyer(work, reader.licence_no)
    return _private({"access_token": issued.access_token, "expires_in": issued.expires_in})


def _private(content: dict[str, Any]) -> JSONResponse:
    return JSONResponse(content, headers={"cache-control": "no-store"})
