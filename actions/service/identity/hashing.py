"""Secrets at rest: keyed digests for what lives minutes, argon2id (RFC 9106) for what lives on."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@dataclass(frozen=True)
class Secrets:
    """What only this installation knows."""

    secret_key: bytes = field(repr=False)
    """At least 32 bytes."""

    def seal(self, *parts: str) -> str:
        """HMAC-SHA-256 of the parts, in hex."""
        return hmac.new(self.secret_key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


class SlowHash:
    """An argon2id hash whose check takes the same time where there is nothing to check against."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._nobody = hasher.hash(secrets.token_urlsafe())

    def make(self, secret: str) -> str:
        """The PHC string to keep."""
        return self._hasher.hash(secret.encode(errors="replace"))

    def matches(self, kept: str | None, secret: str) -> bool:
        """Whether `secret` is what `kept` was made of; False for None and for what is no argon2 hash."""
        try:
            self._hasher.verify(kept or self._nobody, secret.encode(errors="replace"))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None


PASSWORDS = SlowHash(PasswordHasher())
PINS = SlowHash(PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1))
"""Lighter: checked while a call waits, and keyed with the installation's secret before."""
