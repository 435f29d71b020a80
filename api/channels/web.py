"""The web chat: messages in. What comes later is `web_stream`, what was said before is `web_history`."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, field_validator

from actions.errors import NotSignedIn
from actions.service.identity.tokens import lawyer_of
from api.channels.asking import ask_or_raise
from api.entry.access import Address
from api.entry.house import House, TheHouse
from api.gateway.messages import Inbound
from api.gateway.storable import identifier

router = APIRouter(prefix="/channels/web")
LONGEST_TEXT = 20_000
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
    return await run_in_threadpool(named, house, authorization) if authorization else None


def named(house: House, authorization: str | None) -> str | None:
    """The same, for a thread."""
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
