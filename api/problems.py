"""Errors as RFC 9457 problem details: a Chinese sentence in `detail`, never a trace or English text."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn
from starlette.exceptions import HTTPException

from actions.errors import HotlineError
from actions.law.errors import LawError

log = logging.getLogger(__name__)

TITLES = {
    400: "请求有误",
    401: "需要登录",
    403: "没有权限",
    404: "没有查到",
    405: "不支持这种操作",
    408: "超时",
    409: "与现状冲突",
    413: "内容过大",
    422: "内容有误",
    429: "过于频繁",
    500: "系统故障",
    503: "暂时不能受理",
}
FAULTS = {
    "missing": "没有填写",
    "string_too_short": "没有填写或太短",
    "string_too_long": "太长",
    "extra_forbidden": "不是这里的项目",
    "json_invalid": "请求的内容不是有效的 JSON",
}
"""By pydantic's error type; everything else is 格式不对."""
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "给人看的一句中文"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
ERRORS = {
    "description": "没有受理，原因见 detail",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
NO_SUCH_VALUE = "内容里有不能识别的字符，请检查后再提交。"
AWAY, RETRY_AFTER = "系统正忙，刚才的操作没有办，请过几秒再试。", "5"
BROKEN = "系统出了点问题，刚才的操作可能没有完成，请稍后再试，或者拨打12368转人工。"


def install(app: FastAPI) -> None:
    """Make every error of this application a problem document."""
    app.add_exception_handler(HotlineError, _hotline)
    app.add_exception_handler(LawError, _law)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DataError, _no_such_value)
    for away in (OperationalError, NoTurn):
        app.add_exception_handler(away, _store_away)


def describe(app: FastAPI) -> None:
    """Every operation's errors are problem documents, in the description of the API too."""
    generate = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = generate()
            schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
            for operations in schema["paths"].values():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
                    operation["responses"] |= {"4XX": ERRORS, "503": ERRORS}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def problem(
    request: Request,
    status: int,
    detail: str,
    code: str,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """One problem document; 401 names the scheme that is wanted (RFC 6750)."""
    body = {
        "type": f"urn:12368:problem:{code}",
        "title": TITLES.get(status, TITLES[500 if status >= 500 else 400]),
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    sent = dict(headers or {}) | ({"www-authenticate": "Bearer"} if status == 401 else {})
    return JSONResponse(body, status, media_type="application/problem+json", headers=sent)


def faults(error: RequestValidationError | ValidationError) -> list[dict[str, str]]:
    """`{"field", "detail"}` each, without the values that were given."""
    found = []
    for one in error.errors():
        field = ".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0])
        found.append({"field": field, "detail": FAULTS.get(one["type"], "格式不对")})
    return found


def _hotline(request: Request, error: Exception) -> Response:
    assert isinstance(error, HotlineError)
    headers = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else None
    return problem(request, error.status, error.message, error.code, headers, **error.more)


def _law(request: Request, error: Exception) -> Response:
    assert isinstance(error, LawError)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, error.says, "bad-input")


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = faults(error)
    detail = "；".join(f"{one['field']}：{one['detail']}" for one in found) + "。"
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, "bad-input", errors=found)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = f"{TITLES.get(error.status_code, TITLES[400])}，请核对网址和操作。"
    return problem(request, error.status_code, detail, "http", error.headers)


def _no_such_value(request: Request, _error: Exception) -> Response:
    """A value that no database can hold (a NUL in a number that is looked up) names nothing."""
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, NO_SUCH_VALUE, "bad-input")


def _store_away(request: Request, error: Exception) -> Response:
    """Nothing of it was done: it may be tried again."""
    log.error("the store did not answer: %s", type(error).__name__)
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, AWAY, "busy", {"retry-after": RETRY_AFTER})


def broken(request: Request) -> Response:
    """What nobody foresaw."""
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, BROKEN, "broken")
