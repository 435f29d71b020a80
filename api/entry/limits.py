"""How much a path takes, and for how long its body may take to come: one place for all doors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.service.requests.attachments import MOST_BYTES

KIB = 1024


@dataclass(frozen=True)
class Limit:
    bytes: int
    seconds: float
    signed_in: str | None = None
    """The cookie in which a page's lawyer shows who he is; an API path ("" here) wants his bearer. Either is
    looked at before the body is read."""


JSON = Limit(64 * KIB, 15.0)
FORM = Limit(256 * KIB, 15.0)
UPLOADS = (
    (re.compile(r"/api/v1/requests/[^/]+/files"), Limit(MOST_BYTES + 64 * KIB, 120.0, "")),
    (re.compile(r"/lawyer/requests/[^/]+/supplement"), Limit(MOST_BYTES + 64 * KIB, 120.0, "hotline_lawyer")),
)


def limit_of(path: str, content_type: str) -> Limit:
    """Hooks of the telephone are forms, whatever type they name."""
    for pattern, limit in UPLOADS:
        if pattern.fullmatch(path):
            return limit
    hooks = path.startswith("/channels/twilio/")
    form = content_type.startswith(("application/x-www-form-urlencoded", "multipart/form-data"))
    return FORM if hooks or form else JSON
