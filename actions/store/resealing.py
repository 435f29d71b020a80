"""`hotline keys rotate`: everything is sealed anew with a new key, in small pieces, while the house goes on.

A running house takes the new key from the file by itself. The key before it stays until the next rotation:
what was being written with it while this one ran can still be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, String, Table, and_, or_, select, type_coerce, update

from actions.store import Base
from actions.store.database import Database
from actions.store.sealed import Sealed, SealedJson, key_of
from actions.store.types import Json

AT_ONCE = 100


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJson):
                yield table, column


def rotate(db: Database, beside: Callable[[], int] = lambda: 0) -> tuple[int, set[str]]:
    """How many values were sealed anew; and the keys that were dropped, for nothing is sealed with them.

    `beside` seals anew what is kept beside the database, and says how much that was.
    """
    before = set(db.keys.names()[:-1])
    new = db.keys.add()
    count = beside() + sum(_sealed_anew(db, table, column, new) for table, column in sealed_columns())
    unused = before - {name for table, column in sealed_columns() for name in _used(db, table, column)}
    db.keys.drop(unused)
    return count, unused


def _sealed_anew(db: Database, table: Table, column: Column[Any], new: str) -> int:
    """Pieces of rows, each locked, read and written in a short transaction of its own."""
    keys, count = list(table.primary_key.columns), 0
    with db.read() as session:
        ids = session.execute(select(*keys).where(column.is_not(None))).all()
    for start in range(0, len(ids), AT_ONCE):
        among = or_(*(_is(keys, one) for one in ids[start : start + AT_ONCE]))
        with db.write() as session:
            rows = session.execute(select(*keys, _as_it_stands(column)).where(among).with_for_update()).all()
            stale = [row for row in rows if row[-1] is not None and not _by(row[-1], new)]
            for row in stale:
                this = _is(keys, row)
                value = session.execute(select(column).where(this)).scalar_one()
                session.execute(update(table).where(this).values({column.name: value}))
        count += len(stale)
    return count


def _used(db: Database, table: Table, column: Column[Any]) -> set[str]:
    with db.read() as session:
        values = session.execute(select(_as_it_stands(column)).select_from(table)).scalars()
        return {name for value in values if isinstance(value, str) and (name := key_of(value))}


def _is(keys: list[Column[Any]], row: Sequence[Any]) -> Any:
    return and_(*(key == value for key, value in zip(keys, row, strict=False)))


def _by(value: object, key: str) -> bool:
    return isinstance(value, str) and key_of(value) == key


def _as_it_stands(column: Column[Any]) -> Any:
    return type_coerce(column, Json if isinstance(column.type, SealedJson) else String)
