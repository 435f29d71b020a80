"""Who did or saw what, for the auditor: he reads it and nothing else, and that he read is kept too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from actions.errors import BadInput
from actions.service import audit
from actions.service.clock import BEIJING
from actions.service.paging import Page, opened, sealed
from actions.service.staff.members import Member
from actions.service.work import Work
from actions.store.conversations import Audit, Conversation
from actions.store.matters import Feedback, Request, Ticket
from actions.store.records import Case, Staff

READ = "audit.read"


@dataclass(frozen=True)
class Asked:
    """Each by the field of the same name, in [since, until); None takes all."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    conversation_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def narrows(self) -> list[ColumnElement[bool]]:
        named = {name: getattr(self, name) for name in ("actor", "action", "subject", "conversation_id")}
        found = [getattr(Audit, name) == value for name, value in named.items() if value is not None]
        found += [Audit.at >= self.since] if self.since else []
        return found + ([Audit.at < self.until] if self.until else [])


def trail(work: Work, who: Member, asked: Asked, *, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """The rows of his courts, the newest first: `{"id", "at", "actor", "action", "subject",
    "conversation_id", "details"}`. Raises Forbidden for every other role, BadInput for a foreign cursor."""
    who.demand("audit")
    wanted = select(Audit).where(*asked.narrows(), _of_his_courts(who)).order_by(Audit.id.desc())
    if cursor:
        wanted = wanted.where(Audit.id < _after(cursor))
    rows = work.session.scalars(wanted.limit(limit + 1)).all()
    page = Page(
        [_view(row) for row in rows[:limit]],
        sealed(str(rows[limit - 1].id)) if len(rows) > limit else None,
    )
    audit.note(work.session, work.clock, who.actor, READ, "audit", None, rows=len(page.items))
    return page


def _of_his_courts(who: Member) -> ColumnElement[bool]:
    """What staff of his court did, and what was done to its cases, requests, conversations and complaints."""
    if who.court_code is None:
        return true()
    own = who.court_code
    concerns = (Case.case_number, Request.receipt_no, Ticket.receipt_no, Feedback.receipt_no)
    of = (Case.court_code, Request.court_code, Ticket.court_code, Feedback.court_code)
    return or_(
        Audit.actor.in_(select("staff:" + Staff.username).where(Staff.court_code == own)),
        Audit.conversation_id.in_(select(Conversation.id).where(Conversation.court_code == own)),
        *(
            Audit.subject.in_(select(key).where(court == own))
            for key, court in zip(concerns, of, strict=True)
        ),
    )


def _after(cursor: str) -> int:
    last = opened(cursor)
    if not (last.isascii() and last.isdecimal() and len(last) < 10):
        raise BadInput("翻页标记无效，请从第一页重新查看。")
    return int(last)


def _view(row: Audit) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": row.at.astimezone(BEIJING).isoformat(),
        "actor": row.actor,
        "action": row.action,
        "subject": row.subject,
        "conversation_id": row.conversation_id,
        "details": row.details,
    }
