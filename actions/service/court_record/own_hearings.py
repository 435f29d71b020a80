"""Hearings that a lawyer enters himself beside the courts' (意见 article 10): they count where clashes do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import BadInput, Conflict, Forbidden, NotFound
from actions.service import audit
from actions.service.clock import BEIJING
from actions.service.identity.callers import Caller
from actions.service.ids import new_id
from actions.service.work import Work
from actions.store.matters import OwnHearing

MOST = 200
AHEAD, LONGEST = timedelta(days=731), timedelta(days=14)


@dataclass(frozen=True)
class Entered:
    """What the lawyer told of it: times with their zone; `kind` and `case_number` in his words."""

    starts_at: datetime
    ends_at: datetime | None = None
    place: str | None = None
    online: bool = False
    kind: str | None = None
    case_number: str | None = None


@dataclass(frozen=True)
class OwnHeld:
    """One of them, as clashes are found: of no case here."""

    id: str
    starts_at: datetime
    ends_at: datetime | None
    online: bool
    label: str
    case_number: str = ""

    @classmethod
    def of(cls, row: OwnHearing) -> OwnHeld:
        return cls(row.id, row.starts_at, row.ends_at, row.online, row.kind or "您自己添加的庭期")


def entered_by(session: Session, licence_no: str) -> list[OwnHearing]:
    """Those that stand, past ones too, the earliest first."""
    his = OwnHearing.licence_no == licence_no, OwnHearing.removed_at.is_(None)
    return list(session.scalars(select(OwnHearing).where(*his).order_by(OwnHearing.starts_at, OwnHearing.id)))


def enter(work: Work, caller: Caller, entered: Entered) -> OwnHearing:
    """Raises Forbidden for an assistant, BadInput for a time that is past, too far off or ends before it
    begins, Conflict for one that stands already or one too many."""
    licence = _himself(caller)
    ends_at = entered.ends_at
    if not work.now < entered.starts_at < work.now + AHEAD:
        raise BadInput("开庭时间要在今天以后、两年以内，请核对后再填。")
    if ends_at is not None and not entered.starts_at < ends_at <= entered.starts_at + LONGEST:
        raise BadInput("结束时间要在开庭时间以后，请核对后再填。")
    standing = entered_by(work.session, licence)
    if any(row.starts_at == entered.starts_at and row.kind == entered.kind for row in standing):
        raise Conflict("这一场已经添加过了。")
    if len(standing) >= MOST:
        raise Conflict(f"自己添加的庭期至多 {MOST} 场，请先删除过去的。")
    row = OwnHearing(id=new_id(), licence_no=licence, added_at=work.now, **vars(entered))
    work.session.add(row)
    work.session.flush()
    audit.note(work.session, work.clock, f"lawyer:{licence}", "own_hearing.enter", row.id)
    return row


def remove(work: Work, caller: Caller, hearing_id: str) -> None:
    """Raises NotFound, also for another's."""
    licence = _himself(caller)
    row = work.session.get(OwnHearing, hearing_id)
    if row is None or row.removed_at is not None or row.licence_no != licence:
        raise NotFound
    row.removed_at = work.now
    audit.note(work.session, work.clock, f"lawyer:{licence}", "own_hearing.remove", row.id)


def view(row: OwnHearing) -> dict[str, Any]:
    """As the courts' hearings are shown, with `own`."""
    return {
        "id": row.id,
        "case_number": row.case_number,
        "starts_at": row.starts_at.astimezone(BEIJING).isoformat(),
        "ends_at": row.ends_at.astimezone(BEIJING).isoformat() if row.ends_at else None,
        "place": row.place,
        "online": row.online,
        "kind": row.kind,
        "status": "scheduled",
        "own": True,
    }


def _himself(caller: Caller) -> str:
    if caller.role != "lawyer" or caller.licence_no is None:
        raise Forbidden("自己的庭期由律师本人添加和删除。")
    return caller.licence_no
