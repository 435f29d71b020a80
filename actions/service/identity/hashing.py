"""Secrets at rest: keyed digests for what lives minutes, argon2id (RFC 9106) for what lives on."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION


@dataclass(frozen=True)
class Secrets:
    """What only this installation knows."""

    secret_key: bytes = field(repr=False)
    """At least 32 bytes."""

    def seal(self, *parts: str) -> str:
        """HMAC-SHA-256 of the parts, in hex."""
        return hmac.new(self.secret_key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


@dataclass
class SlowHash:
    """An argon2id hash whose check takes the same time where there is nothing to check against."""

    hasher: PasswordHasher

    def make(self, secret: str) -> str:
        """The PHC string to keep."""
        return self.hasher.hash(secret.encode(errors="replace"))

    def matches(self, kept: str | None, secret: str) -> bool:
        """Whether `secret` is what `kept` was made of; False for None and for what is no argon2 hash."""
        try:
            self.hasher.verify(kept or self.of_nobody(), secret.encode(errors="replace"))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)

    def of_nobody(self) -> str:
        """A PHC string of this cost that no secret was made into: its tag is drawn, not computed."""
        cost = f"m={self.hasher.memory_cost},t={self.hasher.time_cost},p={self.hasher.parallelism}"
        salt, tag = _drawn(self.hasher.salt_len), _drawn(self.hasher.hash_len)
        return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${tag}"


def _drawn(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")


PASSWORDS = SlowHash(PasswordHasher())
PINS = SlowHash(PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1))
"""Lighter: checked while a call waits, and keyed with the installation's secret before."""
