"""Columns that hold personal data: sealed with AES-256-GCM (NIST SP 800-38D) by a key outside the database.

A value is `s1:<key>:<base64 of nonce and ciphertext>`; the place (table and column) is bound to it, so that
none can be moved to another column. What was written before there were seals is read as it stands, and sealed
by `hotline keys rotate`. The database can neither search nor sort by such a column: where a value must be
found, a column beside it has a keyed hash.
"""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, String, TypeDecorator
from sqlalchemy.orm import InstrumentedAttribute, Session

from actions.store.keys import Keyring, of
from actions.store.types import Json

PREFIX = "s1:"
NONCE_BYTES = 12
FINDS = "finds"


class Raw(str):
    """A value as it stands in the database, written back as it is (restore, rotation)."""


def seal(ring: Keyring, place: str, text: str) -> str:
    name, key = ring.newest()
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode("utf-8", "surrogatepass"), place.encode())
    return f"{PREFIX}{name}:{base64.b64encode(nonce + sealed).decode()}"


def opened(ring: Keyring, place: str, value: str) -> str:
    """Raises KeyError for a key that is lost, cryptography's InvalidTag for a value that was altered."""
    if not value.startswith(PREFIX):
        return value
    _, name, packed = value.split(":", 2)
    whole = base64.b64decode(packed)
    text = AESGCM(ring.key(name)).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], place.encode())
    return text.decode("utf-8", "surrogatepass")


def seal_bytes(ring: Keyring, place: str, content: bytes) -> bytes:
    """The same for a file."""
    name, key = ring.newest()
    nonce = os.urandom(NONCE_BYTES)
    return f"{PREFIX}{name}:".encode() + nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def opened_bytes(ring: Keyring, place: str, kept: bytes) -> bytes:
    """Raises as `opened`."""
    if not kept.startswith(PREFIX.encode()):
        return kept
    _, name, packed = kept.split(b":", 2)
    return AESGCM(ring.key(name.decode())).decrypt(packed[:NONCE_BYTES], packed[NONCE_BYTES:], place.encode())


def key_of(value: str) -> str | None:
    """The name of the key that sealed it; None for what is not sealed yet."""
    return value.split(":", 2)[1] if value.startswith(PREFIX) else None


def found_by(session: Session, column: InstrumentedAttribute[Any], text: str) -> str:
    """The keyed hash to keep beside a value of this sealed column, to find it by: of its place too, so that
    the same value in two columns does not look the same."""
    return of(session.get_bind().dialect).mark("lookups", "lookup", str(column), text)


def found_by_any(session: Session, column: InstrumentedAttribute[Any], text: str) -> list[str]:
    """Every keyed hash that may stand beside such a value: keys are changed while the house goes on."""
    return of(session.get_bind().dialect).marks("lookups", "lookup", str(column), text)


def finds(name: str) -> dict[str, str]:
    """What a column says of itself that has the keyed hash of the sealed column `name`."""
    return {FINDS: name}


class Sealed(TypeDecorator[str]):
    """A sealed text. `place` is bound to the value."""

    impl = String
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or isinstance(value, Raw):
            return value
        return seal(of(dialect), self.place, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else opened(of(dialect), self.place, value)


class SealedJson(TypeDecorator[Any]):
    """A sealed JSON value other than a text; it stands in its column as a JSON text. None is null."""

    impl = Json
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or isinstance(value, Raw):
            return value
        return seal(of(dialect), self.place, json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if not isinstance(value, str):
            return value  # null, or from before there were seals
        return json.loads(opened(of(dialect), self.place, value))
