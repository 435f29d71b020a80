"""How much a path takes, and for how long its body may take to come: one place for all doors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from actions.service.requests.attachments import MOST_BYTES

KIB = 1024
UPLOAD = MOST_BYTES + 64 * KIB


@dataclass(frozen=True)
class Limit:
    bytes: int
    seconds: float
    signed_in: Literal["bearer", "page", "conversation"] | None = None
    """How an uploader shows who he is, looked at before the body is read: his token, the cookie of the
    lawyer's pages, a web conversation (`id` of the path) in which he is verified."""


JSON = Limit(64 * KIB, 15.0)
FORM = Limit(256 * KIB, 15.0)
UPLOADS = (
    (re.compile(r"/api/v1/requests/[^/]+/files"), Limit(UPLOAD, 120.0, "bearer")),
    (re.compile(r"/lawyer/requests/[^/]+/supplement"), Limit(UPLOAD, 120.0, "page")),
    (
        re.compile(r"/channels/web/conversations/(?P<id>[^/]+)/files"),
        Limit(UPLOAD, 120.0, "conversation"),
    ),
)


def limit_of(path: str, content_type: str) -> tuple[Limit, str]:
    """The limit of a path, and the conversation that it names, if any.

    Hooks of the telephone are forms, whatever type they name.
    """
    for pattern, limit in UPLOADS:
        if found := pattern.fullmatch(path):
            return limit, found.groupdict().get("id", "")
    hooks = path.startswith("/channels/twilio/")
    form = content_type.startswith(("application/x-www-form-urlencoded", "multipart/form-data"))
    return (FORM if hooks or form else JSON), ""
