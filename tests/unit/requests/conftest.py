"""The court of these tests."""

from __future__ import annotations

import pytest

from actions.store.database import Database
from tests.unit.requests.house import furnish


@pytest.fixture
def court(database: Database) -> Database:
    with database.write() as session:
        furnish(session)
    return database
