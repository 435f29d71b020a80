"""The public application: doors, platform, console, pages, and what operators look at."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api import problems
from api.channels.routes import channel_routes
from api.entry.envelope import Envelope
from api.entry.readiness import Readiness
from api.pages import routes as pages
from api.platform import routes as platform
from api.staff import routes as staff
from api.wiring import House


def create_app(house: House) -> FastAPI:
    app = FastAPI(
        title="12368 诉讼服务热线律师助手",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if house.settings.shows_operators else None,
        redirect_slashes=False,  # a redirect would lead to whatever host the request names
    )
    app.state.house = house
    problems.install(app)
    if house.settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=house.settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        )
    app.add_middleware(Envelope, house=house)
    # As they are: to include a router builds every route of it once more, at the first question.
    app.router.routes += [*channel_routes(), *platform.ROUTES, *staff.router.routes, *pages.ROUTES]
    _operators(app, house)
    problems.describe(app)
    return app


def _operators(app: FastAPI, house: House) -> None:
    readiness = Readiness(house)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz(response: Response) -> dict[str, Any]:
        """Ready: a row can be written, the disk has room, the assistant answers; else `missing` names what
        does not, and `reasons` says why."""
        seen = await readiness.seen()
        if seen.reasons:
            response.status_code = 503
        return seen.answer

    if house.settings.shows_operators:

        @app.get("/metrics", include_in_schema=False)
        async def metrics() -> Response:
            return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
