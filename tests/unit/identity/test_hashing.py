"""What is kept of a password costs an attacker dear, and tells nobody whether there is one."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from actions.service.identity.hashing import SlowHash
from tests.hashing import IN_SERVICE

LEAST = {"passwords": (64 * 1024, 3, 4), "pins": (19 * 1024, 2, 1)}
"""KiB, passes, lanes: RFC 9106 section 4, and the least that OWASP recommends."""


@pytest.mark.parametrize("kind", LEAST)
def test_it_costs_what_is_recommended(kind: str) -> None:
    used, (memory, passes, lanes) = IN_SERVICE[kind], LEAST[kind]
    assert used.type is Type.ID
    assert used.memory_cost >= memory and used.time_cost >= passes and used.parallelism >= lanes


def test_where_there_is_nothing_to_check_against_the_check_costs_the_same() -> None:
    slow = SlowHash(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert extract_parameters(slow.of_nobody()) == extract_parameters(slow.make("山高水长"))
    assert not slow.matches(None, "山高水长") and not slow.matches("", "")


@pytest.mark.parametrize(("kept_of", "said", "fits"), [("春雨", "春雨", True), ("春雨", "秋雨", False)])
def test_it_fits_the_secret_it_was_made_of(kept_of: str, said: str, fits: bool) -> None:
    slow = SlowHash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    assert slow.matches(slow.make(kept_of), said) is fits
