"""The lawyer platform's API under /api/v1 (contract section 3)."""

from __future__ import annotations

from api.platform import assistants, auth, cases, hearings, opinions, submissions

ROUTES = [
    route
    for part in (auth, cases, hearings, submissions, opinions, assistants)
    for route in part.router.routes
]
