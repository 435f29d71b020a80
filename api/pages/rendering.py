"""Pages as they go out: templates, and the headers that keep scripts and frames of others away."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from actions.service.channels import CHANNELS
from api.entry.house import the_house
from api.pages import words
from api.pages.guard import csrf_of, keep_seed

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)


def page(
    request: Request, template: str, status: int = 200, /, *, framed: bool = False, **facts: Any
) -> Response:
    """A whole page. Only the chat may stand in a frame (`framed`), and only on the allowed origins."""
    facts |= {"csrf": csrf_of(request), "path": request.url.path}
    facts.setdefault("who", None)
    answer = HTMLResponse(_template(template).render(facts), status)
    keep_seed(request, answer)
    return secured(request, answer, framed=framed)


def fragment(request: Request, template: str, seen: str, **facts: Any) -> Response:
    """The part of a page that renews itself; 204 while it looks as the reader has it (`seen`)."""
    text, mark = rendered(request, template, **facts)
    answer = Response(status_code=204) if mark == seen else HTMLResponse(text)
    return secured(request, answer)


def rendered(request: Request, template: str, **facts: Any) -> tuple[str, str]:
    """A part's HTML and its mark, which changes when the HTML does."""
    facts |= {"csrf": csrf_of(request), "path": request.url.path}
    source = _template(template)
    mark = hashlib.sha256(source.render(facts | {"mark": ""}).encode()).hexdigest()[:16]
    return source.render(facts | {"mark": mark}), mark


def secured(request: Request, answer: Response, *, framed: bool = False) -> Response:
    origins = the_house(request).settings.origins if framed else []
    ancestors = " ".join(["'self'", *origins]) if framed else "'none'"
    answer.headers["content-security-policy"] = POLICY.format(ancestors=ancestors)
    answer.headers["x-content-type-options"] = "nosniff"
    answer.headers["referrer-policy"] = "same-origin"
    answer.headers["cache-control"] = "no-store"
    if not framed:
        answer.headers["x-frame-options"] = "DENY"
    return answer


def preparing_page(doing: str) -> HTMLResponse:
    """What stands on every page before the house is ready."""
    answer = HTMLResponse(_template("preparing.html").render(doing=doing), 503)
    answer.headers["content-security-policy"] = POLICY.format(ancestors="'none'")
    return answer


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for form in (words.word, words.state, words.moment, words.day, words.by_when, words.yuan, words.spaced):
        environment.filters[form.__name__] = form
    environment.filters["function_name"] = words.function_name
    environment.globals["channels"] = CHANNELS
    return environment
