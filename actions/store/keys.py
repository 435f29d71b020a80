"""The keys of this installation: in a file of their own, never in the database.

`{"keys": […], "lookups": […], "audits": […]}`, each of `{"id", "key", "made_at"}`, mode 0600. Of each kind
the newest is used and the older ones stay good: `keys` seal and open, `lookups` make the keyed hashes by
which sealed values are found, `audits` the marks of the audit. A hash or mark names the key that made it;
those of the first key, from when there was but one for both, are bare. Whoever has only the database has
none of them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import Dialect

KEY_BYTES = 32


Kind = Literal["keys", "lookups", "audits"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FIRST = ""
"""The name of the key that made bare hashes."""


@dataclass(frozen=True)
class _Keys:
    """By id, the newest last."""

    keys: dict[str, bytes]
    lookups: dict[str, bytes]
    audits: dict[str, bytes]

    def of(self, kind: Kind) -> dict[str, bytes]:
        found: dict[str, bytes] = getattr(self, kind)
        return found


class Keyring:
    """Reads the file again when it has changed, so that a rotation needs no restart."""

    def __init__(self, path: Path) -> None:
        """Makes the file if there is none. Raises OSError, ValueError for a file that is none of ours."""
        self._path, self._guard = path, threading.Lock()
        if not path.exists():
            _write(path, {"keys": [_new_key()], "lookups": [_new_key()], "audits": [_new_key()]}, new=True)
        self.path = path
        self._seen = self._stamp()
        self._keys = self._read()

    def newest(self) -> tuple[str, bytes]:
        keys = self._current().keys
        name = next(reversed(keys))
        return name, keys[name]

    def key(self, name: str) -> bytes:
        """Raises KeyError for a key that the file does not have."""
        return self._current().keys[name]

    def names(self, kind: Kind = "keys") -> list[str]:
        return list(self._current().of(kind))

    def mark(self, kind: Kind, *parts: str, like: str | None = None) -> str:
        """HMAC-SHA-256 of the parts by the newest key of this kind, or by the one that made the mark `like`.
        Raises KeyError where that is lost."""
        keys = self._current().of(kind)
        name = next(reversed(keys)) if like is None else maker(like)
        return _mark(name, keys[name], parts)

    def marks(self, kind: Kind, *parts: str) -> list[str]:
        """By every key of this kind, the newest first: what was kept may be marked by any."""
        return [_mark(name, key, parts) for name, key in reversed(self._current().of(kind).items())]

    def add(self, kind: Kind = "keys") -> str:
        """A new key, that is used from now on; its name."""
        with self._guard:
            kept, new = _kept(self._path), _new_key()
            _write(self._path, kept | {kind: [*kept[kind], new]})
        return str(new["id"])

    def drop(self, names: set[str], kind: Kind = "keys") -> None:
        """Forget keys by which nothing is kept any more; never the newest."""
        with self._guard:
            kept = _kept(self._path)
            *older, newest = kept[kind]
            _write(self._path, kept | {kind: [*(key for key in older if key["id"] not in names), newest]})

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
        kept = _kept(self._path)
        read = {kind: {key["id"]: base64.b64decode(key["key"]) for key in kept[kind]} for kind in KINDS}
        if any(not keys or any(len(key) != KEY_BYTES for key in keys.values()) for keys in read.values()):
            raise ValueError("no keys file")
        return _Keys(**read)


def maker(mark: str) -> str:
    """The name of the key that made a mark."""
    return mark.partition(":")[0] if ":" in mark else FIRST


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


def _mark(name: str, key: bytes, parts: Sequence[str]) -> str:
    digest = hmac.new(key, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256)
    if name == FIRST:
        return digest.hexdigest()
    return f"{name}:{base64.urlsafe_b64encode(digest.digest()).decode().rstrip('=')}"


def _kept(path: Path) -> dict[str, Any]:
    """The file, also one from when there was one key for look-ups and audit."""
    kept: dict[str, Any] = json.loads(path.read_text())
    if "lookup" in kept:
        first = [{"id": FIRST, "key": kept.pop("lookup")}]
        kept |= {"lookups": first, "audits": first}
    return kept


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
