"""The public application: doors, platform, console, pages, and what operators look at."""

from __future__ import annotations

from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from api import problems
from api.channels.routers import channel_routers
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
    for router in [*channel_routers(), platform.router, staff.router, pages.router]:
        app.include_router(router)
    _operators(app, house)
    return app


def _operators(app: FastAPI, house: House) -> None:
    @app.get("/healthz", include_in_schema=False)
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    def readyz(response: Response) -> dict[str, bool | list[str]]:
        """Ready: store, model and assistant answer; else `missing` names what does not."""
        there = {"store": _store_answers(house), "model": True, "assistant": house.assistant_ready()}
        missing = [name for name, is_there in there.items() if not is_there]
        if missing:
            response.status_code = 503
        return {**there, "missing": missing}

    @app.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _store_answers(house: House) -> bool:
    try:
        with house.db.read() as session:
            session.execute(text("SELECT 1"))
    except Exception:  # whatever a database driver raises: the answer is no
        return False
    return True
