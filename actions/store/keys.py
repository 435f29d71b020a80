"""The keys of this installation: in a file of their own, never in the database.

`{"lookup": …, "keys": [{"id", "key", "made_at"}, …]}`, mode 0600. The newest key seals; older ones still open
what they sealed. The look-up key makes the keyed hashes by which sealed values are found and the marks of the
audit; it stays. Whoever has only the database has neither.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect

KEY_BYTES = 32


@dataclass(frozen=True)
class _Keys:
    lookup: bytes
    sealing: dict[str, bytes]
    """By id, the newest last."""


class Keyring:
    """Reads the file again when it has changed, so that a rotation needs no restart."""

    def __init__(self, path: Path) -> None:
        """Makes the file if there is none. Raises OSError, ValueError for a file that is none of ours."""
        self._path, self._guard = path, threading.Lock()
        if not path.exists():
            _write(path, {"lookup": _fresh(), "keys": [_new_key()]}, new=True)
        self._seen = self._stamp()
        self._keys = self._read()

    def newest(self) -> tuple[str, bytes]:
        keys = self._current().sealing
        name = next(reversed(keys))
        return name, keys[name]

    def key(self, name: str) -> bytes:
        """Raises KeyError for a key that the file does not have."""
        return self._current().sealing[name]

    def names(self) -> list[str]:
        return list(self._current().sealing)

    def mark(self, purpose: str, *parts: str) -> str:
        """HMAC-SHA-256 by the look-up key, in hex."""
        said = "\0".join([purpose, *parts]).encode("utf-8", "surrogatepass")
        return hmac.new(self._current().lookup, said, hashlib.sha256).hexdigest()

    def add(self) -> str:
        """A new key, that seals from now on; its name."""
        with self._guard:
            kept, new = json.loads(self._path.read_text()), _new_key()
            _write(self._path, kept | {"keys": [*kept["keys"], new]})
        return str(new["id"])

    def drop(self, names: set[str]) -> None:
        """Forget keys that nothing is sealed with any more; never the newest."""
        with self._guard:
            kept = json.loads(self._path.read_text())
            *older, newest = kept["keys"]
            _write(self._path, kept | {"keys": [*(key for key in older if key["id"] not in names), newest]})

    def _current(self) -> _Keys:
        stamp = self._stamp()
        if stamp != self._seen:
            with self._guard:
                self._keys, self._seen = self._read(), stamp
        return self._keys

    def _stamp(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_ino

    def _read(self) -> _Keys:
        kept = json.loads(self._path.read_text())
        sealing = {key["id"]: base64.b64decode(key["key"]) for key in kept["keys"]}
        keys = _Keys(base64.b64decode(kept["lookup"]), sealing)
        if len(keys.lookup) != KEY_BYTES or any(len(key) != KEY_BYTES for key in sealing.values()):
            raise ValueError("no keys file")
        return keys


_default: Keyring | None = None


def use(ring: Keyring | None) -> None:
    """The keys of every database that was opened without its own."""
    global _default
    _default = ring


def give(dialect: Dialect, ring: Keyring) -> None:
    """The keys of one database: column types see no more of it than its dialect."""
    dialect.hotline_keys = ring  # type: ignore[attr-defined]


def of(dialect: Dialect) -> Keyring:
    """Raises RuntimeError where no keys are in use."""
    ring = getattr(dialect, "hotline_keys", None) or _default
    if ring is None:
        raise RuntimeError("no keys are in use")
    return ring


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _new_key() -> dict[str, str]:
    return {"id": secrets.token_hex(4), "key": _fresh(), "made_at": datetime.now(UTC).isoformat()}


def _write(path: Path, kept: dict[str, Any], *, new: bool = False) -> None:
    """Atomically; of two processes that make the first file one wins, and both use it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    if not new:
        os.replace(made, path)
        return
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
