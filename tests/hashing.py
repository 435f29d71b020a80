"""What a password and a PIN cost in service; in tests they cost next to nothing."""

from __future__ import annotations

from argon2 import PasswordHasher

from actions.service.identity.hashing import PASSWORDS, PINS

IN_SERVICE = {"passwords": PASSWORDS.hasher, "pins": PINS.hasher}


def make_cheap() -> None:
    PASSWORDS.hasher = PINS.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
