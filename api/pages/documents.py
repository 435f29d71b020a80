"""Document templates: blank ones for anyone, filled ones for the lawyer they were made out for."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from actions.service.documents import prepared
from actions.service.documents.making import TYPE, made
from actions.service.documents.templates import template, templates
from api.entry.house import TheHouse
from api.pages.guard import SignedInLawyer
from api.pages.page_route import PageRoute
from api.pages.rendering import page

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/templates")
def every(request: Request) -> Response:
    return page(request, "templates.html", templates=list(templates().values()))


@router.get("/templates/{code}.docx")
def blank(code: str) -> Response:
    asked = template(code)
    return _file(asked.title, made(asked, {}))


@router.get("/lawyer/documents/{document_id}")
def own(house: TheHouse, who: SignedInLawyer, document_id: str) -> Response:
    with house.means.reading() as work:
        title, content = prepared.fetched(work, who, document_id)
    return _file(title, content)


def _file(title: str, content: bytes) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(title + '.docx')}",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    return Response(content, media_type=TYPE, headers=headers)
