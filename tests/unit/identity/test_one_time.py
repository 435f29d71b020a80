"""One-time passwords against the standard's own table and an independent implementation."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.service.identity.one_time import matching_step

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "password"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_table_of_rfc_6238(seconds: int, password: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert matching_step(RFC_SECRET, password, moment) == seconds // 30
    assert matching_step(RFC_SECRET, password, moment + timedelta(seconds=90)) is None


@given(st.binary(min_size=14, max_size=40), st.integers(0, 2**33))
def test_it_agrees_with_another_implementation(key: bytes, seconds: int) -> None:
    secret = base64.b32encode(key).decode().rstrip("=")
    password = pyotp.TOTP(secret + "=" * (-len(secret) % 8)).at(seconds)
    assert matching_step(secret, password, datetime.fromtimestamp(seconds, UTC)) is not None


@pytest.mark.parametrize("length", range(16, 33))
def test_every_length_the_feed_takes_is_read(length: int) -> None:
    assert matching_step("A" * length, "nonsense", datetime(2026, 3, 2, tzinfo=UTC)) is None


@pytest.mark.parametrize("given_text", ["", "中文", "12345", "1234567"])
def test_what_is_no_password_matches_nothing(given_text: str) -> None:
    assert matching_step(RFC_SECRET, given_text, datetime(2026, 3, 2, tzinfo=UTC)) is None
