"""`hotline keys rotate`: everything is sealed anew with a new key, and marked anew to be found by a new one,
in small pieces, while the house goes on.

A running house takes the new keys from the file by itself. The keys before them stay until the next rotation:
what was being written with them while this one ran can still be opened and found. The marks of the audit are
not made anew, for that is what the audit is to prevent: a new key marks from here on, and each older one
stays as long as a row that it marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, String, Table, and_, or_, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute

from actions.store import Base
from actions.store.conversations import Audit, AuditAnchor
from actions.store.database import Database
from actions.store.keys import KINDS, maker
from actions.store.sealed import FINDS, Sealed, SealedJson, found_by, key_of
from actions.store.types import Json

AT_ONCE = 100
AUDIT_MARKS = (Audit.mark, AuditAnchor.mark, AuditAnchor.seal)


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJson):
                yield table, column


@dataclass(frozen=True)
class Rotated:
    sealed: int
    """Values and files that were sealed anew."""
    marked: int
    """Keyed hashes that were made anew."""
    dropped: int
    """Keys by which nothing is kept any more."""


def marked_columns() -> Iterator[tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]]]:
    """A column with keyed hashes, and the sealed one that is found by it."""
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if FINDS in column.info:
                yield getattr(mapper.class_, column.key), getattr(mapper.class_, column.info[FINDS])


def rotate(db: Database, beside: Callable[[], int] = lambda: 0) -> Rotated:
    """`beside` seals anew what is kept beside the database, and says how much that was."""
    older = {kind: set(db.keys.names(kind)[:-1]) for kind in KINDS}
    new = db.keys.add("keys")
    finder = db.keys.add("lookups")
    db.keys.add("audits")
    sealed = beside() + sum(_sealed_anew(db, table, column, new) for table, column in sealed_columns())
    marked = sum(_marked_anew(db, mark, value, finder) for mark, value in marked_columns())
    used = {
        "keys": {name for table, column in sealed_columns() for name in _used(db, table, column)},
        "lookups": {name for mark, _ in marked_columns() for name in _makers(db, mark)},
        "audits": {name for mark in AUDIT_MARKS for name in _makers(db, mark)},
    }
    for kind in KINDS:
        db.keys.drop(older[kind] - used[kind], kind)
    return Rotated(sealed, marked, sum(len(older[kind] - used[kind]) for kind in KINDS))


def _marked_anew(
    db: Database, mark: InstrumentedAttribute[Any], value: InstrumentedAttribute[Any], new: str
) -> int:
    """As `_sealed_anew`, of the hashes by which values are found."""
    model, count = mark.class_, 0
    keys = list(model.__table__.primary_key.columns)
    with db.read() as session:
        ids = session.execute(select(*keys).where(value.is_not(None), mark.is_not(None))).all()
    for start in range(0, len(ids), AT_ONCE):
        among = or_(*(_is(keys, one) for one in ids[start : start + AT_ONCE]))
        with db.write() as session:
            for row in session.scalars(select(model).where(among).with_for_update()).all():
                if maker(getattr(row, mark.key) or "") != new:
                    setattr(row, mark.key, found_by(session, value, getattr(row, value.key)))
                    count += 1
    return count


def _makers(db: Database, mark: InstrumentedAttribute[Any]) -> set[str]:
    with db.read() as session:
        return {maker(each) for each in session.scalars(select(mark).where(mark.is_not(None)).distinct())}


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
