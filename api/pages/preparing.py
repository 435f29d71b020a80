"""What people find at the doors before the house is ready: what is being done, and how long that takes."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from api.assistant.progress import Progress
from api.pages.rendering import HERE, preparing_page
from api.problems import problem

AGAIN_SECONDS = 3


def preparing(progress: Progress) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"))

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        there = {name: name in progress.ready for name in ("store", "model", "assistant")}
        missing = [name for name, is_there in there.items() if not is_there]
        return JSONResponse({**there, "missing": missing, "doing": progress.line}, 503)

    @app.api_route("/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
    def everything(request: Request) -> Response:
        answer: Response
        if "text/html" in request.headers.get("accept", ""):
            answer = preparing_page(progress.line)
        else:
            answer = problem(request, 503, f"正在准备，请稍后再试。{progress.line}", "preparing")
        answer.headers["retry-after"] = str(AGAIN_SECONDS)
        answer.headers["cache-control"] = "no-store"
        return answer

    return app
