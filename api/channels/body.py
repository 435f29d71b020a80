"""The body of a hook: read once, never more than a door needs."""

from __future__ import annotations

from fastapi import Request

from actions.errors import BadInput
from actions.service.wording import say

MOST_BYTES = 256 * 1024


async def read_body(request: Request) -> bytes:
    """Read the whole body.

    Raises:
        BadInput: more than `MOST_BYTES`.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise BadInput(say("channel.too_large", {}, "rich"))
    return bytes(body)
