"""A write that leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime

from actions.store.database import Database
from actions.store.matters import UsedKey


def try_to_write(db: Database) -> None:
    """Raises whatever the database raises if a row cannot be written.

    Made and taken away in one transaction that is committed: rolled back, it would never reach the disk, and
    one that has become read-only would not be noticed.
    """
    with db.write() as session:
        row = session.merge(
            UsedKey(actor="readiness", key="probe", body_hash="", status=0, at=datetime.now(UTC))
        )
        session.flush()
        session.delete(row)
