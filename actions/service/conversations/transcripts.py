"""Transcripts: the lawyer's own conversations, and the lines of any one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.service.clock import BEIJING
from actions.service.conversations.episodes import ANSWERED_BY
from actions.service.paging import Page, walk
from actions.store.conversations import Conversation, Message, Turn

FILTERS = ("id", "channel", "court_code")
AUTHORS = {"caller": "来访律师", "bot": "自动助手", "staff": "工作人员", "system": "系统"}
LONGEST = 200
WITHHELD = "（认领会话后可见）"


def of_lawyer(
    session: Session,
    licence_no: str,
    *,
    cursor: str | None,
    limit: int,
    handled_by: str | None = None,
    **filters: str | None,
) -> Page[dict[str, Any]]:
    """His conversations on any channel, newest first; `filters` by the names in FILTERS, None meaning any."""
    wanted = select(Conversation).where(Conversation.licence_no == licence_no)
    if handled_by is not None:
        owners = [owner for owner, called in ANSWERED_BY.items() if called == handled_by]
        wanted = wanted.where(Conversation.owner.in_(owners))
    for name, value in filters.items():
        if value is not None:
            wanted = wanted.where(getattr(Conversation, name) == value)
    page = walk(
        session, wanted, moment=Conversation.opened_at, key=Conversation.id, cursor=cursor, limit=limit
    )
    return Page([summary(row) for row in page.items], page.next)


def one_of_lawyer(session: Session, licence_no: str, conversation_id: str) -> dict[str, Any]:
    """With `messages`. Raises NotFound, also for another's."""
    found = session.get(Conversation, conversation_id)
    if found is None or found.licence_no != licence_no:
        raise NotFound
    return summary(found) | {"messages": lines(session, found.id, staff_names=False)}


def of_account(session: Session, channel: str, account: str, after: int) -> list[dict[str, Any]]:
    """What was said on an account after line `after`, the newest LONGEST lines at most, oldest first.

    `message_id` is the caller's own id of the message that a line belongs to; null for what staff wrote.
    """
    found = session.execute(
        select(Message, Turn.external_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Turn, Turn.id == Message.turn_id)
        .where(Conversation.channel == channel, Conversation.account == account, Message.id > after)
        .order_by(Message.id.desc())
        .limit(LONGEST)
    ).all()
    return [
        {
            "id": str(line.id),
            "author": line.author,
            "text": line.text,
            "options": line.options,
            "at": _moment(line.at),
            "message_id": message_id,
        }
        for line, message_id in reversed(found)
    ]


def summary(row: Conversation) -> dict[str, Any]:
    return {
        "id": row.id,
        "channel": row.channel,
        "opened_at": _moment(row.opened_at),
        "last_at": _moment(row.last_at),
        "ended_at": _moment(row.ended_at) if row.ended_at else None,
        "handled_by": ANSWERED_BY[row.owner],
        "court_code": row.court_code,
    }


def lines(
    session: Session, conversation_id: str, *, staff_names: bool = True, in_full: bool = True
) -> list[dict[str, Any]]:
    """All lines in order. Not `in_full` only the caller's are shown: what he was told may hold case facts."""
    rows = session.scalars(
        select(Message).where(Message.conversation_id == conversation_id).order_by(Message.id)
    )
    return [
        {
            "id": row.id,
            "author": row.author,
            "text": row.text if in_full or row.author == "caller" else WITHHELD,
            "options": row.options if in_full or row.author == "caller" else [],
            "at": _moment(row.at),
        }
        | ({"staff": row.staff} if staff_names else {})
        for row in rows
    ]


def _moment(value: datetime) -> str:
    return value.astimezone(BEIJING).isoformat()
