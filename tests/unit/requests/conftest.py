"""The court of these tests, and matters that nobody takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actions.store.database import Database
from tests.inventing import Noted, invented_matters
from tests.unit.requests.house import furnish


@pytest.fixture
def court(database: Database) -> Database:
    with database.write() as session:
        furnish(session)
    return database


@pytest.fixture
def noted() -> Iterator[Noted]:
    """What the effect `noted` of the invented matters was given."""
    with invented_matters() as noted:
        yield noted
