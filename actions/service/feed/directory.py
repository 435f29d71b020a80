"""The courts of the feed as a file that the reading of Chinese loads."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sqlalchemy import select

from actions.store.database import Database
from actions.store.records import Court


def write_court_directory(db: Database, path: Path) -> bool:
    """Write the courts shown as a JSON list of {code, name, level, province}; True if the file was replaced.

    The file is compared, not the import's counts: a directory that was lost with a power failure comes back
    with the next import of the same file. Without any court nothing is written.
    """
    query = (
        select(Court.code, Court.name, Court.level, Court.province)
        .where(Court.removed.is_(False))
        .order_by(Court.code)
    )
    with db.read() as session:
        courts = [dict(row) for row in session.execute(query).mappings()]
    content = json.dumps(courts, ensure_ascii=False, indent=0).encode()
    if not courts or (path.exists() and path.read_bytes() == content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return True
