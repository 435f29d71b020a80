"""What was not done by the promised time: urged once, and a working day later raised to the supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from actions.errors import BadInput, Forbidden, NotFound
from actions.service import audit
from actions.service.court_record.court_times import LONGEST, settable
from actions.service.court_record.facts import calendar_of
from actions.service.staff.members import Member
from actions.service.staff.staff_queue import WAITING, to_be_acted_on
from actions.service.work import Work
from actions.store.database import insert_new
from actions.store.matters import CourtTime, Feedback, Request, RequestChange, Ticket, Urging

SYSTEM = "system"
URGED, RAISED = "已超过承诺的时间，已催办", "催办后仍未办理，已报本院主管督办"
ONE_DAY = 1


def urge(work: Work) -> int:
    """Look at all that waits; how much was urged or raised. Run again it does nothing more."""
    fresh = [each for each in _overdue(work.session, work.now, urged=False) if _urged(work, *each)]
    left = _overdue(work.session, work.now, urged=True)
    return len(fresh) + sum(_raised(work, receipt_no, due_at) for receipt_no, due_at in left)


def set_time(work: Work, who: Member, key: str, working_days: int) -> None:
    """Raises Forbidden for all but a supervisor of a court, NotFound for a time that is not the court's to
    set, BadInput."""
    who.demand("assign")
    if who.court_code is None:
        raise Forbidden("办理时间由各法院的主管设定。")
    if key not in settable():
        raise NotFound
    if not 1 <= working_days <= LONGEST:
        raise BadInput(f"请填 1 到 {LONGEST} 个工作日。")
    row = work.session.get(CourtTime, (who.court_code, key)) or CourtTime(court_code=who.court_code, key=key)
    row.working_days, row.set_by, row.set_at = working_days, who.username, work.now
    work.session.add(row)
    details = {"key": key, "working_days": working_days}
    audit.note(work.session, work.clock, who.actor, "court_time.set", who.court_code, None, **details)


def _overdue(session: Session, now: datetime, *, urged: bool) -> Iterator[tuple[str, datetime]]:
    """Receipt number and due time of what waits past it, by whether it was urged for that time already."""
    waiting = (
        (Ticket, Ticket.closed_at.is_(None)),
        (Request, and_(Request.status.in_(WAITING), to_be_acted_on())),
        (Feedback, Feedback.answered_at.is_(None)),
    )
    for table, stands in waiting:
        known = exists().where(Urging.receipt_no == table.receipt_no, Urging.due_at == table.due_at)
        rows = select(table.receipt_no, table.due_at).where(stands, table.due_at < now)
        found = session.execute(rows.where(known if urged else ~known)).all()
        yield from ((receipt_no, due_at) for receipt_no, due_at in found)


def _urged(work: Work, receipt_no: str, due_at: datetime) -> bool:
    mine = insert_new(work.session, Urging, receipt_no=receipt_no, due_at=due_at, urged_at=work.now)
    if mine:
        _note(work, receipt_no, "overdue.urged", URGED)
    return mine


def _raised(work: Work, receipt_no: str, due_at: datetime) -> bool:
    row = work.session.get_one(Urging, (receipt_no, due_at), with_for_update=True)
    patience = calendar_of(work.session).due_after(row.urged_at, working_days=ONE_DAY)
    if row.raised_at is not None or patience.at > work.now:
        return False
    row.raised_at = work.now
    _note(work, receipt_no, "overdue.raised", RAISED)
    return True


def _note(work: Work, receipt_no: str, action: str, words: str) -> None:
    request = work.session.get(Request, receipt_no)
    if request is not None:
        work.session.add(
            RequestChange(receipt_no=receipt_no, status=request.status, at=work.now, by=SYSTEM, note=words)
        )
    audit.note(work.session, work.clock, SYSTEM, action, receipt_no)
    work.session.flush()
