"""The lawyer platform's API under /api/v1 (contract section 3)."""

from __future__ import annotations

from fastapi import APIRouter

from api.platform import assistants, auth, cases, hearings, opinions, submissions

router = APIRouter(prefix="/api/v1")
for part in (auth, cases, hearings, submissions, opinions, assistants):
    router.include_router(part.router)
