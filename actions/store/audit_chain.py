"""The audit as a chain: every row carries a keyed mark over itself and the row before it.

Rows are linked as the last thing of the transaction that writes them, in the order in which transactions
commit. Two anchors stand beside it: where it begins (older rows are deleted in time) and where it ends.
A row that is changed, removed or put in by whoever has the database and not the keys is found by `verify`.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import delete, func, inspect, select
from sqlalchemy.orm import Session

from actions.store import keys
from actions.store.conversations import Audit, AuditAnchor
from actions.store.database import BEFORE_COMMIT, insert_new

NOTED = "audit rows not linked yet"
START, HEAD = "start", "head"
FIRST_MARK = ""
AT_ONCE = 1_000


@dataclass(frozen=True)
class Fault:
    """`link` is the place in the chain, `row` the id of the row, where there is one."""

    kind: Literal["changed", "removed", "inserted", "anchor"]
    link: int | None = None
    row: int | None = None


def add(session: Session, row: Audit) -> None:
    session.add(row)
    session.info.setdefault(NOTED, []).append(row)


def link_new(session: Session) -> None:
    """Put what was added in this transaction at the end of the chain; called right before it commits.

    The lock on the end is the last that a transaction takes, so that no two wait for each other.
    """
    noted: list[Audit] = session.info.pop(NOTED, [])
    if not noted:
        return
    session.flush()
    rows = [row for row in noted if inspect(row).persistent]  # what was rolled back is gone
    if rows:
        _link(session, rows)


def adopt(session: Session) -> None:
    """Link rows that were written before there was a chain, once."""
    if session.get(AuditAnchor, HEAD) is None:
        rows = session.scalars(select(Audit).where(Audit.link.is_(None)).order_by(Audit.id)).all()
        if rows:
            _link(session, list(rows))


def verify(session: Session) -> Iterator[Fault]:
    """Everything that does not fit, in the order of the chain."""
    start, head = session.get(AuditAnchor, START), session.get(AuditAnchor, HEAD)
    for anchor in (start, head):
        if anchor is not None and not _fits(session, anchor.seal, *_sealed(anchor)):
            yield Fault("anchor", anchor.link)
    link, mark = (start.link, start.mark) if start else (0, FIRST_MARK)
    while rows := _after(session, link):
        for row in rows:
            assert row.link is not None
            yield from (Fault("removed", missing) for missing in range(link + 1, row.link))
            whole = row.link == link + 1
            # after a gap the row's own mark cannot be checked against the one before: it begins anew
            if whole and not _fits(session, row.mark or "", *_marked(row, mark)):
                yield Fault("changed", row.link, row.id)
            link, mark = row.link, row.mark or ""
        session.expunge_all()
    if (head.link if head else 0) > link:
        yield from (Fault("removed", missing) for missing in range(link + 1, head.link + 1 if head else 0))
    elif (head is None and link) or (head is not None and (head.link, head.mark) != (link, mark)):
        yield Fault("inserted", link)
    unlinked = select(Audit.id).where(Audit.link.is_(None) | (Audit.link <= (start.link if start else 0)))
    for row_id in session.scalars(unlinked.order_by(Audit.id)):
        yield Fault("inserted", None, row_id)


def cut(session: Session, before: datetime) -> int:
    """Delete the beginning of the chain up to the last row before that moment; returns how many rows."""
    last = session.scalars(
        select(Audit).where(Audit.at < before, Audit.link.is_not(None)).order_by(Audit.link.desc()).limit(1)
    ).first()
    if last is None or last.link is None:
        return 0
    anchor = session.get(AuditAnchor, START) or AuditAnchor(name=START)
    anchor.link, anchor.mark = last.link, last.mark or ""
    anchor.seal = _mark(session, *_sealed(anchor))
    session.add(anchor)
    session.flush()
    gone = session.execute(delete(Audit).where(Audit.link <= anchor.link).returning(Audit.id)).all()
    return len(gone)


def length(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Audit)) or 0


def _link(session: Session, rows: list[Audit]) -> None:
    insert_new(session, AuditAnchor, name=HEAD, link=0, mark=FIRST_MARK, seal="")
    head = session.get_one(AuditAnchor, HEAD, with_for_update=True, populate_existing=True)
    for row in rows:
        row.link = head.link + 1
        row.mark = _mark(session, *_marked(row, head.mark))
        head.link, head.mark = row.link, row.mark
    head.seal = _mark(session, *_sealed(head))
    session.flush()


def _after(session: Session, link: int) -> list[Audit]:
    return list(session.scalars(select(Audit).where(Audit.link > link).order_by(Audit.link).limit(AT_ONCE)))


def _mark(session: Session, *said: str) -> str:
    return keys.of(session.get_bind().dialect).mark("audits", *said)


def _fits(session: Session, mark: str, *said: str) -> bool:
    """Whether it is the mark of that, by whichever key made it; by none that we have is not."""
    try:
        return hmac.compare_digest(mark, keys.of(session.get_bind().dialect).mark("audits", *said, like=mark))
    except KeyError:
        return False


def _marked(row: Audit, before: str) -> tuple[str, ...]:
    content = [
        row.link,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.actor,
        row.action,
        row.subject,
        row.conversation_id,
        row.details,
    ]
    return "audit", before, json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sealed(anchor: AuditAnchor) -> tuple[str, ...]:
    return "audit anchor", anchor.name, str(anchor.link), anchor.mark


BEFORE_COMMIT.append(link_new)
