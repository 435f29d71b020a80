"""Files that a lawyer adds to a request on the platform: kept beside the store, listed in the request."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path, PurePath
from typing import Any

from actions.errors import BadInput, Conflict, NotFound
from actions.service.clock import BEIJING
from actions.service.identity.callers import Caller
from actions.service.ids import new_id
from actions.service.requests import states
from actions.service.requests.views import own_request
from actions.service.requests.word_files import is_document
from actions.service.work import Work
from actions.store.keys import Keyring, of
from actions.store.matters import Request
from actions.store.sealed import opened_bytes, seal_bytes

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 30
SEALED_AS, PART = "files", ".part"
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".docx": (b"PK\x03\x04",),
    ".doc": (b"\xd0\xcf\x11\xe0",),
}
"""How a file of each kind that is taken begins."""


def attach(
    work: Work, caller: Caller, folder: Path, receipt_no: str, name: str, content: bytes
) -> dict[str, Any]:
    """Keep one file: `{"id", "name", "size", "sha256", "at"}`, also under `fields.files` of the request.

    Raises NotFound, BadInput for a kind or size that is not taken, Conflict once the request is decided.
    """
    request = own_request(work.session, caller, receipt_no, lock=True, clock=work.clock, handing_in=True)
    kept = list(request.fields.get("files", []))
    plain = _plain(name)
    _examine(plain, content, len(kept))
    if states.is_final(request.status):
        raise Conflict("这件申请已经办结，不能再上传材料。")
    entry: dict[str, Any] = {
        "id": new_id(),
        "name": plain,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "at": work.clock().astimezone(BEIJING).isoformat(),
    }
    sealed = seal_bytes(of(work.session.get_bind().dialect), SEALED_AS, content)
    _write(_place(folder, receipt_no, entry["id"]), sealed)
    request.fields = request.fields | {"files": [*kept, entry]}
    states.note_change(work, request, by=states.LAWYER, note=f"上传材料：{plain}")
    return entry


def stored(work: Work, folder: Path, request: Request, file_id: str) -> tuple[dict[str, Any], bytes]:
    """One file of a request that its reader may see. Raises NotFound, also once it is deleted in time."""
    for entry in request.fields.get("files", []):
        if entry["id"] == file_id:
            try:
                kept = _place(folder, request.receipt_no, file_id).read_bytes()
            except FileNotFoundError:
                raise NotFound("这份材料已过保存期，不再留存。") from None
            return entry, opened_bytes(of(work.session.get_bind().dialect), SEALED_AS, kept)
    raise NotFound


def seal_anew(ring: Keyring, folder: Path) -> int:
    """Every kept file with the newest key; returns how many."""
    count = 0
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.name.endswith(PART):
            fresh = path.with_name(f"{path.name}{PART}")
            fresh.unlink(missing_ok=True)
            _write(fresh, seal_bytes(ring, SEALED_AS, opened_bytes(ring, SEALED_AS, path.read_bytes())))
            fresh.replace(path)
            count += 1
    return count


def _plain(name: str) -> str:
    """A file's name, never a path, without what turns letters round or hides them."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if unicodedata.category(char)[0] != "C")[-120:]


def _examine(name: str, content: bytes, already: int) -> None:
    beginnings = SIGNATURES.get(PurePath(name).suffix.lower())
    if beginnings is None or not content.startswith(beginnings):
        raise BadInput("只接收 PDF、JPG、PNG、DOC、DOCX 文件，请检查文件是否完整。")
    if len(content) > MOST_BYTES:
        raise BadInput("每个文件不超过20兆字节，请压缩或拆分后再传。")
    if PurePath(name).suffix.lower() == ".docx" and not is_document(content):
        raise BadInput("这个 Word 文件打不开或者不完整，请另存一份再传。")
    if already >= MOST_FILES:
        raise BadInput(f"每件申请最多上传{MOST_FILES}个文件。")


def _place(folder: Path, receipt_no: str, file_id: str) -> Path:
    return folder / receipt_no / file_id


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
