from datetime import date

import pytest

from bot.language.courts import CourtDirectory


@pytest.fixture(scope="session")
def directory() -> CourtDirectory:
    return CourtDirectory.load_default()


@pytest.fixture(scope="session")
def today() -> date:
    return date(2026, 11, 21)
