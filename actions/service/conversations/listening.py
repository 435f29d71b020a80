"""What the listeners of a channel hear: one look for many accounts, in whichever process it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from actions.service.clock import BEIJING
from actions.service.conversations.episodes import ANSWERED_BY
from actions.store.conversations import Conversation, Message

BESIDE = ("staff", "system")
"""Authors of what is said beside turns: by staff, by the house, or late."""
AT_ONCE = 200
"""Accounts in one statement: SQLite nests a condition no deeper than 1000."""


@dataclass(frozen=True)
class Heard:
    """What an account hears since its last look. `last` is the newest line of its episodes, by whomever."""

    last: int
    handled_by: str = "bot"
    bound_licence_no: str | None = None
    typing_until: datetime | None = None
    lines: tuple[dict[str, Any], ...] = ()


NOTHING = Heard(0)
"""Of an account on which nobody has spoken yet."""


def look(session: Session, channel: str, after: Mapping[str, int | None]) -> dict[str, Heard]:
    """By account: the lines after line `after[account]`; None begins with what comes from now on."""
    heard: dict[str, Heard] = {}
    asked = list(after.items())
    for start in range(0, len(asked), AT_ONCE):
        heard |= _look(session, channel, dict(asked[start : start + AT_ONCE]))
    return heard


def _look(session: Session, channel: str, after: Mapping[str, int | None]) -> dict[str, Heard]:
    episodes: dict[str, list[Conversation]] = {account: [] for account in after}
    wanted = select(Conversation).where(Conversation.channel == channel, Conversation.account.in_(after))
    for one in session.scalars(wanted.order_by(Conversation.opened_at)):
        episodes[one.account].append(one)
    ids = {account: [one.id for one in found] for account, found in episodes.items()}
    newest = _newest(session, [one for found in ids.values() for one in found])
    lasts = {account: max((newest.get(one, 0) for one in ids[account]), default=0) for account in after}
    since = {account: last if (start := after[account]) is None else start for account, last in lasts.items()}
    lines = _lines(session, {a: (ids[a], since[a]) for a in after if lasts[a] > since[a]})
    return {
        account: Heard(
            max(lasts[account], since[account]),
            ANSWERED_BY[found[-1].owner],
            found[-1].bound_licence_no,
            found[-1].typing_until,
            tuple(_line(row, ANSWERED_BY[found[-1].owner]) for row in lines.get(account, ())),
        )
        if (found := episodes[account])
        else Heard(since[account])
        for account in after
    }


def _newest(session: Session, conversations: list[str]) -> dict[str, int]:
    rows = session.execute(
        select(Message.conversation_id, func.max(Message.id))
        .where(Message.conversation_id.in_(conversations))
        .group_by(Message.conversation_id)
    )
    return {conversation_id: last for conversation_id, last in rows}


def _lines(session: Session, wanted: Mapping[str, tuple[list[str], int]]) -> dict[str, list[Message]]:
    if not wanted:
        return {}
    account_of = {one: account for account, (ids, _) in wanted.items() for one in ids}
    each = [and_(Message.conversation_id.in_(ids), Message.id > after) for ids, after in wanted.values()]
    found: dict[str, list[Message]] = {}
    for row in session.scalars(
        select(Message).where(Message.author.in_(BESIDE), or_(*each)).order_by(Message.id)
    ):
        found.setdefault(account_of[row.conversation_id], []).append(row)
    return found


def _line(line: Message, handled_by: str) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "text": line.text,
        "options": line.options,
        "handled_by": handled_by,
        "author": line.author,
        "at": line.at.astimezone(BEIJING).isoformat(),
    }
