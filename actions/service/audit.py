"""Who did or saw what: one line each, never a person's data beyond identifiers."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from actions.service.clock import Clock
from actions.store import audit_chain
from actions.store.conversations import Audit


def note(
    session: Session,
    clock: Clock,
    actor: str,
    action: str,
    subject: str,
    conversation_id: str | None = None,
    **details: Any,
) -> None:
    """`actor` is `lawyer:<licence>`, `staff:<username>` or `system`; `subject` the row it concerns."""
    audit_chain.add(
        session,
        Audit(
            at=clock(),
            actor=actor,
            action=action,
            subject=subject,
            conversation_id=conversation_id,
            details=details,
        ),
    )
