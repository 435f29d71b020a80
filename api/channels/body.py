"""The body of a hook, read whole; how much of it may come is in `entry.limits`."""

from __future__ import annotations

from fastapi import Request


async def read_body(request: Request) -> bytes:
    return await request.body()
