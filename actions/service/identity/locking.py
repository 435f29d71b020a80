"""One at a time: tries and quotas are counted by one transaction after the other."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def one_at_a_time(session: Session, *subjects: str) -> None:
    """Hold `subjects` until the transaction ends. An account comes before a licence, lest two wait in a ring.

    SQLite needs nothing: a writing transaction is alone there.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for subject in subjects:
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 12368))"), {"subject": subject}
        )
