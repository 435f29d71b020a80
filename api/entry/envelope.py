"""What every request passes before anything of it is read: size, time, and who may upload; and the headers of
every answer."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from traceback import format_tb

from fastapi.concurrency import run_in_threadpool
from fastapi.requests import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.errors import HotlineError, NotFound, NotSignedIn, TooLarge
from actions.service.identity.callers import caller_of
from actions.service.wording import say
from api.entry.access import SIGN_IN, lawyer_by_token
from api.entry.house import House
from api.entry.limits import Limit, limit_of
from api.problems import broken, problem

log = logging.getLogger(__name__)

LAWYER_COOKIE = "hotline_lawyer"
RUNNING_OUT = Limit(512 * 1024, 2.0)
FRAMES = 12
"""Of a trace, the innermost, where it broke."""
YEAR = 365 * 24 * 3600


class TooSlow(HotlineError):
    status, code = 408, "too-slow"


class TwoLengths(HotlineError):
    """A proxy may read another length than this service does (RFC 9112, section 6.3)."""

    status, code = 400, "two-lengths"


class Cut(Exception):
    """An answer broke off; why is in the log."""


class Envelope:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house
        # whoever wants an answer kept (files of the pages) says so himself
        self._headers = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
        if house.settings.public.startswith("https://"):
            self._headers["strict-transport-security"] = f"max-age={YEAR}; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            receive = await self._read(scope, receive)
        except HotlineError as error:
            if not isinstance(error, TooSlow):
                await _run_out(receive)
            refusal = problem(
                Request(scope), error.status, error.message, error.code, {"connection": "close"}
            )
            await refusal(scope, receive, answer)
            return
        try:
            await self._app(scope, receive, answer)
        except Exception as error:
            _note(error)
            if begun:  # half an answer cannot be mended: the server closes the line
                raise Cut from None
            await broken(Request(scope))(scope, receive, answer)

    async def _read(self, scope: Scope, receive: Receive) -> Receive:
        """The way to the body, read in whole. Raises NotFound, NotSignedIn, TwoLengths, TooLarge, TooSlow."""
        if "\0" in scope["path"]:  # no file, no row has such a name
            raise NotFound
        headers = Headers(scope=scope)
        length = headers.get("content-length")
        if length is None and "transfer-encoding" not in headers:
            return receive
        if length is not None and "transfer-encoding" in headers:
            raise TwoLengths(say("channel.two_lengths", {}, "rich"))
        limit, conversation = limit_of(scope["path"], headers.get("content-type", "").lower())
        if length is not None and int(length) > limit.bytes:
            raise TooLarge(say("channel.too_large", {}, "rich"))
        if limit.signed_in is not None:
            await run_in_threadpool(self._may_upload, headers, limit, conversation)
        try:
            body = await asyncio.wait_for(_whole(receive, limit), limit.seconds)
        except TimeoutError:
            raise TooSlow(say("channel.too_slow", {}, "rich")) from None
        return _handed_over(body, receive)

    def _may_upload(self, headers: Headers, limit: Limit, conversation: str) -> None:
        """Raises NotSignedIn."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if limit.signed_in == "page":
            scheme, token = "bearer", _cookie(headers.get("cookie", ""), LAWYER_COOKIE)
        if scheme.lower() == "bearer" and lawyer_by_token(self._house, token.strip()) is not None:
            return
        if limit.signed_in == "conversation":
            account = hashlib.sha256(conversation.lower().encode()).hexdigest()
            with self._house.means.reading() as work:
                if caller_of(work, channel="web", account=account).level:
                    return
        raise NotSignedIn(SIGN_IN)


def _note(error: Exception) -> None:
    """Where it broke and what kind it was: the text of an error may carry what callers said."""
    log.error(
        "a request broke: %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)[-FRAMES:])
    )


async def _whole(receive: Receive, limit: Limit) -> bytes | None:
    """None if the other side has gone. Raises TooLarge."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > limit.bytes:
            raise TooLarge(say("channel.too_large", {}, "rich"))
        if not message.get("more_body", False):
            return bytes(body)


async def _run_out(receive: Receive) -> None:
    """What is refused is read to its end if that is near: who still writes when the line is closed may never
    get to read why (RFC 9112, section 9.6)."""
    with suppress(TimeoutError, TooLarge):
        await asyncio.wait_for(_whole(receive, RUNNING_OUT), RUNNING_OUT.seconds)


def _handed_over(body: bytes | None, receive: Receive) -> Receive:
    """Gives the body first, then what happens later."""
    first: Message = {"type": "http.request", "body": body, "more_body": False}
    pending = [first if body is not None else {"type": "http.disconnect"}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return again


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
