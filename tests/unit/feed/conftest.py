"""A small feed to start from, and a way to import records."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from actions.service.feed import ImportReport, import_feed
from actions.store.database import Database

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

COURT = {"type": "court", "code": "京0105", "name": "北京市朝阳区人民法院", "level": "基层"}
LAWYER = {
    "type": "lawyer",
    "licence_no": "11101201510123456",
    "name": "林知远",
    "phone": "+8613800010001",
    "kind": "专职",
    "status": "active",
}
CASE = {
    "type": "case",
    "case_number": "（2026）京0105民初10086号",
    "court_code": "京0105",
    "stage": "trial",
    "amount_yuan": "528000.10",
}
STAFF = {
    "type": "staff",
    "username": "clerk",
    "password": "demo-clerk-2026",
    "name": "叶听雨",
    "role": "clerk",
}

Load = Callable[..., ImportReport]


def lines_of(*records: dict[str, Any]) -> list[bytes]:
    return [json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records]


@pytest.fixture
def load(database: Database) -> Load:
    def run(*records: dict[str, Any]) -> ImportReport:
        return import_feed(database, lines_of(*records), clock=lambda: NOW)

    return run
