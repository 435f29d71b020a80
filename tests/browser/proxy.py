"""A proxy as stands between courts and lawyers: it passes on, cuts event streams, or gathers them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

Mode = Literal["passes", "cuts", "gathers"]
NOT_PASSED_ON = {
    "connection",
    "content-encoding",
    "content-length",
    "host",
    "transfer-encoding",
    "keep-alive",
}
METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"]


@dataclass
class Proxy:
    """`mode` holds for event streams; all else passes. `streams` counts those that were asked for."""

    target: str
    mode: Mode = "passes"
    streams: int = 0
    http: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=None, trust_env=False))

    @property
    def app(self) -> Starlette:
        routes = [Route("/{path:path}", self.pass_on, methods=METHODS)]
        return Starlette(routes=routes, lifespan=self._lives)

    @asynccontextmanager
    async def _lives(self, _app: Starlette) -> AsyncIterator[None]:
        async with self.http:
            yield

    async def pass_on(self, request: Request) -> Response:
        headers = {k: v for k, v in request.headers.items() if k not in NOT_PASSED_ON}
        url = f"{self.target}{request.url.path}?{request.url.query}"
        asked = self.http.build_request(request.method, url, headers=headers, content=await request.body())
        answer = await self.http.send(asked, stream=True)
        kept = {k: v for k, v in answer.headers.items() if k not in NOT_PASSED_ON and k != "set-cookie"}
        if request.url.path.endswith("/events"):
            self.streams += 1
            return StreamingResponse(self._stream(answer, self.mode), answer.status_code, kept)
        content = await answer.aread()
        await answer.aclose()
        passed = Response(content, answer.status_code, kept)
        for cookie in answer.headers.get_list("set-cookie"):
            passed.headers.append("set-cookie", cookie)
        return passed

    async def _stream(self, answer: httpx.Response, mode: Mode) -> AsyncIterator[bytes]:
        try:
            if mode == "cuts":
                return
            async for piece in answer.aiter_raw():
                if mode == "passes":
                    yield piece
        finally:
            await answer.aclose()
