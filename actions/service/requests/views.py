"""Requests as the lawyer sees them (contract section 3)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from actions.errors import BadInput, NotFound, NotSignedIn
from actions.service.clock import BEIJING, Clock, stated, system_clock, today
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import SUPPLEMENT, represented, visible_cases
from actions.service.requests import states
from actions.service.requests.matters import has_matter, matter
from actions.store.matters import Request, RequestChange
from actions.store.records import Assistant, AssistantGrant, Representation

MOST = 100


@dataclass(frozen=True)
class Filters:
    """Each by the field of the same name; None takes all."""

    function: str | None = None
    status: str | None = None
    case_number: str | None = None
    channel: str | None = None


NO_FILTER = Filters()


def as_json(session: Session, request: Request) -> dict[str, Any]:
    """The contract's object; `needs[].url` is a path of this site, times are ISO 8601 of Beijing.

    Staff are named in the history as `staff` only.
    """
    return _objects(session, [request])[0]


def own_requests(
    session: Session,
    caller: Caller,
    filters: Filters = NO_FILTER,
    *,
    cursor: str | None = None,
    limit: int = 20,
    clock: Clock = system_clock,
) -> dict[str, Any]:
    """`{"items", "next"}`, newest first, by any channel: what he, or his assistant for him, submitted.

    Raises NotSignedIn, BadInput for a cursor that was not given out.
    """
    query = select(Request).where(own(caller, clock))
    for name in ("function", "status", "case_number", "channel"):
        wanted = getattr(filters, name)
        if wanted is not None:
            query = query.where(getattr(Request, name) == wanted)
    if cursor is not None:
        query = query.where(tuple_(Request.submitted_at, Request.receipt_no) < tuple_(*_opened(cursor)))
    limit = max(1, min(limit, MOST))
    newest = query.order_by(Request.submitted_at.desc(), Request.receipt_no.desc()).limit(limit + 1)
    rows = session.scalars(newest).all()
    page = rows[:limit]
    return {"items": _objects(session, page), "next": _cursor(page[-1]) if len(rows) > limit else None}


def registered_in(
    session: Session, caller: Caller, conversations: Sequence[str], *, clock: Clock = system_clock
) -> list[dict[str, Any]]:
    """His requests that were registered in these conversations, the oldest first, as a chat shows them:
    `{"receipt_no", "title", "case_number", "status", "status_title", "url", "open"}`.

    Raises NotSignedIn.
    """
    wanted = select(Request).where(own(caller, clock), Request.conversation_id.in_(conversations))
    return [
        {
            "receipt_no": row.receipt_no,
            "title": matter(row.function).title_zh if has_matter(row.function) else row.function,
            "case_number": row.case_number,
            "status": row.status,
            "status_title": states.TITLES[row.status],
            "url": f"/lawyer/requests/{row.receipt_no}",
            "open": not states.is_final(row.status),
        }
        for row in session.scalars(wanted.order_by(Request.submitted_at, Request.receipt_no))
    ]


@dataclass(frozen=True)
class Progress:
    """How far a request is, by its last change."""

    receipt_no: str
    function: str
    case_number: str | None
    status: str
    note: str | None
    at: datetime
    unsigned: bool
    """The lawyer's signature is still wanted."""


def progress(session: Session, licence_no: str, case_number: str | None = None) -> list[Progress]:
    """What this person submitted (in one case), the newest first."""
    wanted = select(Request).where(Request.licence_no == licence_no)
    if case_number:
        wanted = wanted.where(Request.case_number == case_number)
    rows = session.scalars(wanted.order_by(Request.submitted_at.desc(), Request.receipt_no)).all()
    changes = select(RequestChange).where(RequestChange.receipt_no.in_([row.receipt_no for row in rows]))
    last = {change.receipt_no: change for change in session.scalars(changes.order_by(RequestChange.id))}
    return [_progress(row, last.get(row.receipt_no)) for row in rows]


def _progress(row: Request, last: RequestChange | None) -> Progress:
    return Progress(
        row.receipt_no,
        row.function,
        row.case_number,
        row.status,
        last.note if last else None,
        last.at if last else row.submitted_at,
        row.signed_at is None and row.status == "registered" and bool(row.needs),
    )


def own_request(
    session: Session,
    caller: Caller,
    receipt_no: str,
    *,
    lock: bool = False,
    clock: Clock = system_clock,
    handing_in: bool = False,
) -> Request:
    """Raises NotFound for another's receipt as for one that does not exist. `handing_in`: also one that he
    may add material to as an assistant."""
    his = own(caller, clock)
    if handing_in:
        his = or_(his, _handed_to(session, caller, clock))
    query = select(Request).where(his, Request.receipt_no == receipt_no)
    request = session.scalar(query.with_for_update() if lock else query)
    if request is None:
        raise NotFound("没有查到这个收件号，请核对后再试。")
    return request


def _handed_to(session: Session, caller: Caller, clock: Clock) -> ColumnElement[bool]:
    """What the lawyer whom he assists has signed, in the cases where handing in was granted to him."""
    granted = [case.case_number for case in visible_cases(session, clock, caller, SUPPLEMENT)]
    principal = select(Assistant.principal_licence_no).where(
        Assistant.licence_no == caller.licence_no, Assistant.removed.is_(False)
    )
    return and_(
        Request.licence_no.in_(principal),
        Request.case_number.in_(granted),
        Request.signed_at.is_not(None),
        Request.supervisor_only.is_(False),
    )


def own(caller: Caller, clock: Clock) -> ColumnElement[bool]:
    """His own, and what an assistant submitted for him: by his grant, in a case where he stands now and the
    assistant, who may be a lawyer with cases of his own, does not stand for anyone."""
    if caller.level < 1 or caller.licence_no is None:
        raise NotSignedIn("查看申请之前要先核验身份。")
    team = select(Assistant.licence_no).where(
        Assistant.principal_licence_no == caller.licence_no, Assistant.removed.is_(False)
    )
    granted = exists().where(
        AssistantGrant.assistant_licence_no == Request.licence_no,
        AssistantGrant.case_number == Request.case_number,
        AssistantGrant.removed.is_(False),
    )
    submitters_own = exists().where(
        Representation.licence_no == Request.licence_no,
        Representation.case_number == Request.case_number,
        Representation.removed.is_(False),
    )
    for_him = and_(
        Request.licence_no.in_(team),
        Request.case_number.in_(represented(today(clock), caller.licence_no)),
        granted,
        ~submitters_own,
    )
    return or_(Request.licence_no == caller.licence_no, for_him)


def _objects(session: Session, requests: Sequence[Request]) -> list[dict[str, Any]]:
    numbers = [request.receipt_no for request in requests]
    history: dict[str, list[dict[str, Any]]] = {number: [] for number in numbers}
    changes = select(RequestChange).where(RequestChange.receipt_no.in_(numbers)).order_by(RequestChange.id)
    for change in session.scalars(changes):
        history[change.receipt_no].append(
            {
                "status": change.status,
                "at": _iso(change.at),
                "by": change.by.partition(":")[0],
                "note": change.note,
            }
        )
    return [_object(request, history[request.receipt_no]) for request in requests]


def _object(request: Request, history: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "receipt_no": request.receipt_no,
        "function": request.function,
        "case_number": request.case_number,
        "channel": request.channel,
        "status": request.status,
        "fields": request.fields,
        "submitted_at": _iso(request.submitted_at),
        "signed_at": _iso(request.signed_at) if request.signed_at else None,
        "needs": [{name: need[name] for name in ("what", "by", "url")} for need in request.needs],
        "history": history,
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat()


def _cursor(request: Request) -> str:
    return base64.urlsafe_b64encode(
        f"{request.submitted_at.isoformat()}|{request.receipt_no}".encode()
    ).decode()


def _opened(cursor: str) -> tuple[datetime, str]:
    try:
        at, _, receipt_no = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        moment = stated(datetime.fromisoformat(at))
        if moment.tzinfo is None:
            raise ValueError
    except (ValueError, binascii.Error) as error:
        raise BadInput("这一页的标记不对，请从头再看。") from error
    return moment, receipt_no
