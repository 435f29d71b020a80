"""Errors on pages: a page in plain Chinese, or the way to the login."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from pydantic import ValidationError
from sqlalchemy.exc import DataError

from actions.errors import HotlineError, NotSignedIn
from actions.law.errors import LawError
from api.pages.guard import close_session, part_of
from api.pages.rendering import page
from api.problems import NO_SUCH_VALUE, faults


class PageRoute(APIRoute):
    """Errors become pages in plain Chinese; whoever is not signed in is sent to sign in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        serve = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await serve(request)
            except NotSignedIn as error:
                if request.url.path.endswith(("/login", "/login/code")):
                    return _error_page(request, error.status, error.message)
                return _to_login(request)
            except HotlineError as error:
                return _error_page(request, error.status, error.message)
            except LawError as error:
                return _error_page(request, 422, error.says)
            except DataError:
                return _error_page(request, 422, NO_SUCH_VALUE)
            except (RequestValidationError, ValidationError) as error:
                return _error_page(
                    request, 422, "；".join(one["detail"] for one in faults(error)) + "，请检查。"
                )

        return guarded


def _to_login(request: Request) -> Response:
    login = f"{part_of(request)}/login"
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"hx-redirect": login})
    answer = RedirectResponse(login, 303)
    close_session(request, answer)
    return answer


def _error_page(request: Request, status: int, message: str) -> Response:
    came_from = urlsplit(request.headers.get("referer", "")).path
    back = came_from if came_from.startswith(part_of(request)) else part_of(request)
    return page(request, "error.html", status, message=message, back=back)
