"""Lists in pages: newest (or most urgent) first, continued from a cursor that means nothing to its holder."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from actions.errors import BadInput
from actions.service.clock import stated

T = TypeVar("T")
DEFAULT_LIMIT, MAX_LIMIT = 20, 100
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Page(Generic[T]):
    """`next` is the cursor of the following page, None on the last one."""

    items: list[T]
    next: str | None


def walk(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    *,
    moment: Column,
    key: Column,
    cursor: str | None,
    limit: int,
    newest_first: bool = True,
) -> Page[Any]:
    """One page of `statement`'s rows, ordered by `moment`, then `key`, both of which every row must have.

    The rows' first entity is returned, or the whole row where several columns are selected.
    Raises BadInput for a cursor that is not ours.
    """
    if cursor:
        at, last = _read(cursor)
        later = moment < at if newest_first else moment > at
        tie = key < last if newest_first else key > last
        statement = statement.where(or_(later, and_(moment == at, tie)))
    order = (moment.desc(), key.desc()) if newest_first else (moment, key)
    single = len(statement.column_descriptions) == 1
    wanted = statement.add_columns(moment.label("page_moment"), key.label("page_key"))
    rows = session.execute(wanted.order_by(*order).limit(limit + 1)).all()
    shown = rows[:limit]
    following = (
        sealed(shown[-1].page_moment.isoformat(), str(shown[-1].page_key)) if len(rows) > limit else None
    )
    return Page([row[0] if single else row for row in shown], following)


def sealed(*parts: str) -> str:
    """A cursor after these values."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def opened(cursor: str | None) -> str:
    """The single value of a cursor, empty at the beginning. Raises BadInput."""
    return _parts(cursor, 1)[0] if cursor else ""


def _parts(cursor: str, count: int) -> list[str]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not (
            isinstance(parts, list) and len(parts) == count and all(isinstance(part, str) for part in parts)
        ):
            raise ValueError
    except (ValueError, binascii.Error) as error:
        raise _unreadable() from error
    return parts


def _read(cursor: str) -> tuple[datetime, str]:
    at, key = _parts(cursor, 2)
    try:
        moment = stated(datetime.fromisoformat(at))
        if moment.tzinfo is None:
            raise ValueError
    except ValueError as error:
        raise _unreadable() from error
    return moment, key


def _unreadable() -> BadInput:
    return BadInput("翻页标记无效，请从第一页重新查看。")
