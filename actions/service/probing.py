"""A write that leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from actions.store.database import Database
from actions.store.matters import UsedKey


def try_to_write(db: Database) -> None:
    """Raises whatever the database raises if a row cannot be written; it is rolled back."""
    with Session(db.engine) as session, session.begin() as transaction:
        session.merge(UsedKey(actor="readiness", key="probe", body_hash="", status=0, at=datetime.now(UTC)))
        session.flush()
        transaction.rollback()
