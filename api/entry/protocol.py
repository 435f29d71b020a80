"""The public door's HTTP: a caller who sends his headers drop by drop is let go."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.settings import Settings

HEADER_SECONDS = 10.0
KEEP_ALIVE_SECONDS = 75
"""Longer than a reverse proxy keeps an idle line (nginx: 60): else one is closed just as it is used again."""


class TimedProtocol(H11Protocol):
    """Closes a connection on which a request has begun, or was to begin, and its headers do not come."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._awaited()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._awaited()
        else:
            self._came()

    def connection_lost(self, exc: Exception | None) -> None:
        self._came()
        super().connection_lost(exc)

    def _awaited(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _came(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None


def public_server(app: Any, settings: Settings) -> uvicorn.Config:
    """Forwarded headers count only from the proxies that are named."""
    return uvicorn.Config(
        app,
        http=TimedProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
    )
