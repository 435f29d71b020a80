"""The web chat: messages in, and a stream of what comes later."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import uuid
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator

from actions.errors import BadInput, HotlineError, NotSignedIn
from actions.service.clock import BEIJING
from actions.service.conversations import episodes
from actions.service.identity.tokens import lawyer_of
from api.channels.asking import ask_or_raise
from api.entry.access import Address
from api.entry.house import House, TheHouse
from api.gateway.messages import Inbound
from api.gateway.storable import identifier

router = APIRouter(prefix="/channels/web")
LOOK_EVERY_SECONDS = 1.0
LONGEST_TEXT = 20_000
EVENT_ID = re.compile(r"[0-9]{1,18}")
HALF_SURROGATE = re.compile("[\ud800-\udfff]")


class WebMessage(BaseModel):
    """`conversation_id` is a random UUIDv4 made by the browser: the work.session and its secret."""

    model_config = ConfigDict(extra="forbid")
    conversation_id: str
    message_id: str = Field(min_length=1, max_length=128)
    text: str = Field(max_length=LONGEST_TEXT)

    @field_validator("text", mode="before")
    @classmethod
    def _without_half_surrogates(cls, value: object) -> object:
        """Half an emoji, as a broken keyboard sends it, must not cost the caller his sentence."""
        return HALF_SURROGATE.sub("", value) if isinstance(value, str) else value

    @field_validator("message_id")
    @classmethod
    def _storable(cls, value: str) -> str:
        if not identifier(value):
            raise ValueError("message_id has no characters that can be kept")
        return identifier(value)

    @field_validator("conversation_id")
    @classmethod
    def _random(cls, value: str) -> str:
        return checked_id(value)


def checked_id(value: str) -> str:
    """Raises ValueError for anything but a canonical UUIDv4."""
    parsed = uuid.UUID(value)
    if parsed.version != 4 or str(parsed) != value.lower():
        raise ValueError("conversation_id must be a UUIDv4")
    return value.lower()


def account_of(conversation_id: str) -> str:
    """The secret id is kept as a hash only."""
    return hashlib.sha256(conversation_id.encode()).hexdigest()


async def bearer(house: TheHouse, authorization: Annotated[str | None, Header()] = None) -> str | None:
    """The licence a bearer token names; None without one. Raises NotSignedIn for a dead token."""
    return await run_in_threadpool(_named, house, authorization) if authorization else None


def _named(house: House, authorization: str | None) -> str | None:
    if not authorization:
        return None
    scheme, _, token = authorization.partition(" ")
    licence = None
    if scheme.lower() == "bearer":
        with house.means.reading() as work:
            licence = lawyer_of(work, token.strip())
    if licence is None:
        raise NotSignedIn("登录已失效，请重新登录。")
    return licence


@router.post("/messages")
async def message(
    body: WebMessage,
    house: TheHouse,
    address: Address,
    licence: Annotated[str | None, Depends(bearer)],
) -> dict[str, Any]:
    answer = await ask_or_raise(
        house.gateway,
        Inbound(
            "web",
            account_of(body.conversation_id),
            body.message_id,
            text=body.text,
            bearer_licence=licence,
            client=address,
        ),
    )
    return {
        "conversation_id": body.conversation_id,
        "replies": [
            {"text": reply.text, "options": [{"title": o.title, "text": o.text} for o in reply.options]}
            for reply in answer.replies
        ],
        "handled_by": answer.handled_by,
        "ended": answer.ended,
    }


@router.get("/conversations/{conversation_id}/events")
async def events(
    conversation_id: str,
    request: Request,
    house: TheHouse,
    licence: Annotated[str | None, Depends(bearer)],
    authorization: Annotated[str | None, Header()] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """What comes later than a POST's answer; may be opened before the first message."""
    try:
        account = account_of(checked_id(conversation_id))
    except ValueError:
        raise BadInput("会话编号不对，请刷新页面重试。") from None
    after = int(last_event_id) if last_event_id and EVENT_ID.fullmatch(last_event_id) else None
    await asyncio.to_thread(_may_listen, house, account, licence)
    return StreamingResponse(
        _stream(house, request, account, authorization, after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(
    house: House, request: Request, account: str, authorization: str | None, after: int | None
) -> AsyncIterator[str]:
    resumed, status = after is not None, None
    yield ": open\n\n"
    while not (house.stopping.is_set() or await request.is_disconnected()):
        seen = await asyncio.to_thread(_look, house, account, authorization, after)
        if seen is None:
            return
        for line in seen.lines:
            yield _event("message", line)
        after, owner = seen.last, seen.handled_by
        if owner and owner != status:
            # who comes back may have missed a change; to whom all is new, the answers of POST have told
            if resumed or status is not None:
                yield _event("status", _status(after, owner, house.clock()))
            status = owner
        await asyncio.sleep(LOOK_EVERY_SECONDS)


def _may_listen(house: House, account: str, licence: str | None) -> None:
    with house.means.reading() as work:
        episodes.may_speak(work.session, "web", account, licence)


def _look(house: House, account: str, authorization: str | None, after: int | None) -> episodes.Beside | None:
    """What came since `after`; None once the listener may no longer hear it (his token ended, say)."""
    try:
        licence = _named(house, authorization)
        with house.means.reading() as work:
            episodes.may_speak(work.session, "web", account, licence)
            return episodes.said_beside(work.session, "web", account, after)
    except HotlineError:
        return None


def _status(last: int, handled_by: str, at: datetime) -> dict[str, Any]:
    moment = at.astimezone(BEIJING).isoformat()
    return {"id": str(last), "text": "", "options": [], "handled_by": handled_by, "at": moment}


def _event(kind: str, data: dict[str, Any]) -> str:
    return f"id: {data['id']}\nevent: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
