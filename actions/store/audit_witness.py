"""How far the audit was seen to reach, in a file beside the keys.

The chain finds what is changed within it; that its end, or the whole of it with its anchors, is taken away or
made anew is found by what somebody outside of the database remembers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.store import keys
from actions.store.audit_chain import HEAD, START, Fault
from actions.store.conversations import Audit, AuditAnchor


@dataclass(frozen=True)
class Seen:
    link: int
    mark: str


def remember(session: Session) -> None:
    """The end of the chain as it is now. Raises OSError."""
    head = session.get(AuditAnchor, HEAD)
    if head is None:
        return
    path = _path(session)
    made = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(Seen(head.link, head.mark)), file)
    os.replace(made, path)


def seen(session: Session) -> Seen | None:
    """None where nobody has looked yet, or the file is lost."""
    try:
        return Seen(**json.loads(_path(session).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def faults(session: Session) -> Iterator[Fault]:
    """What of the chain is gone that was there."""
    before = seen(session)
    if before is None:
        return
    start = session.get(AuditAnchor, START)
    begins = start.link if start else 0
    if before.link < begins:  # deleted in time, which the anchor vouches for
        return
    there = session.scalar(select(Audit.mark).where(Audit.link == before.link))
    mark = start.mark if start and before.link == begins else there
    if mark is None:
        yield Fault("removed", before.link)
    elif mark != before.mark:
        yield Fault("changed", before.link)


def _path(session: Session) -> Path:
    return keys.of(session.get_bind().dialect).path.with_name("audit.json")
