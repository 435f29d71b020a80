"""The body of a hook: read once, never more than a door needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request

from actions.errors import TooLarge
from actions.service.wording import say

MOST_BYTES = 256 * 1024


def body_up_to(most: int) -> Callable[[Request], Awaitable[bytes]]:
    """A dependency that reads the whole body. It raises TooLarge for more than `most` bytes."""

    async def read(request: Request) -> bytes:
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise TooLarge(say("channel.too_large", {}, "rich"))
        return bytes(body)

    return read


read_body = body_up_to(MOST_BYTES)
