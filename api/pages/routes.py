"""The pages of the house: chat at `/`, the lawyer platform, the console, and what they are made of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from actions.errors import NotFound
from api.pages import documents, lawyer, lawyer_requests, signing_in, staff, staff_password
from api.pages.page_route import PageRoute
from api.pages.rendering import HERE, page

STATIC = HERE / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

router = APIRouter()
own = APIRouter(route_class=PageRoute, include_in_schema=False)


@own.get("/")
def chat(request: Request) -> Response:
    return page(request, "chat.html", framed=True)


@own.get("/static/{name}")
def static(name: str) -> Response:
    path = STATIC / name
    if path.parent != STATIC or path.suffix not in TYPES or not path.is_file():
        raise NotFound
    headers = {"cache-control": "public, max-age=3600", "x-content-type-options": "nosniff"}
    return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)


for part in (
    own,
    signing_in.router,
    documents.router,
    lawyer_requests.router,
    lawyer.router,
    staff.router,
    staff_password.router,
):
    router.include_router(part)
