"""The pages of the house: chat at `/`, the lawyer platform, the console, and what they are made of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from actions.errors import NotFound
from api.pages import (
    chat,
    confirming,
    documents,
    lawyer,
    lawyer_own,
    lawyer_requests,
    signing_in,
    staff,
    staff_audit,
    staff_clashes,
    staff_password,
)
from api.pages.page_route import PageRoute
from api.pages.rendering import HERE

STATIC = HERE / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

own = APIRouter(route_class=PageRoute, include_in_schema=False)


@own.get("/static/{name:path}")
def static(request: Request, name: str) -> Response:
    """Asked for anew each time, sent only when it changed: modules of two versions never meet on a page."""
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or path.suffix not in TYPES or not path.is_file():
        raise NotFound
    headers = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}
    answer = FileResponse(path, media_type=TYPES[path.suffix], headers=headers, stat_result=path.stat())
    if request.headers.get("if-none-match") == answer.headers["etag"]:
        return Response(status_code=304, headers=headers | {"etag": answer.headers["etag"]})
    return answer


ROUTES = [
    route
    for part in (
        own,
        chat.router,
        signing_in.router,
        confirming.router,
        documents.router,
        lawyer_requests.router,
        lawyer_own.router,
        lawyer.router,
        staff.router,
        staff_password.router,
        staff_clashes.router,
        staff_audit.router,
    )
    for route in part.routes
]
