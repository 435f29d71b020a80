"""The store's side of an import: look up many rows, write many, sign out the persons who changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, and_, bindparam, insert, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from actions.service.feed.merging import Change, Merge, Row, referred
from actions.service.feed.reading import Address, Entry
from actions.service.feed.record_types import RECORD_TYPES, RecordType
from actions.service.identity.ending import end_access
from actions.store.records import Assistant

_IMPORT_LOCK = 12368
_NULLABLE_JSON = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def prepare(session: Session, entries: Sequence[Entry]) -> Merge:
    """Look up all that `entries` name, in a few queries."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _IMPORT_LOCK})
    stored = _rows(session, entries)
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name, key in referred(entry, stored.get(entry.address)):
            wanted[name].add(key)
    known = set(stored)
    for name, keys in wanted.items():
        column = _column(RECORD_TYPES[name], RECORD_TYPES[name].key_columns[0])
        missing = [key for key in keys if (name, (key,)) not in stored]
        known.update((name, (key,)) for key in session.scalars(select(column).where(column.in_(missing))))
    return Merge(stored, known, _teams(session, entries, stored))


def store(session: Session, changes: Iterable[Change], now: datetime) -> None:
    """Write the changed rows; end what changed persons are signed in with, in the same transaction."""
    new: dict[str, list[Row]] = defaultdict(list)
    altered: dict[str, list[Row]] = defaultdict(list)
    barred: dict[str, list[str]] = defaultdict(list)
    for (name, key), before, after in changes:
        (new if before is None else altered)[name].append(after)
        if before and any(before[column] != after[column] for column in RECORD_TYPES[name].ends_access):
            barred["staff" if name == "staff" else "lawyer"].append(key[0])
    for name, record_type in RECORD_TYPES.items():
        if new[name]:
            session.execute(_insertion(record_type), _parameters(record_type, new[name]))
    for name, record_type in RECORD_TYPES.items():
        if altered[name]:
            session.execute(_alteration(record_type), _parameters(record_type, altered[name]))
    if barred["lawyer"]:
        barred["lawyer"] += _assistants_of(session, barred["lawyer"])
    for token_kind, subjects in barred.items():
        end_access(session, token_kind, subjects, now)


def _rows(session: Session, entries: Sequence[Entry]) -> dict[Address, Row]:
    keys: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for entry in entries:
        keys[entry.record_type.name].add(entry.key)
    found: dict[Address, Row] = {}
    for name, wanted in keys.items():
        record_type = RECORD_TYPES[name]
        query = select(record_type.table).where(_among(record_type, wanted))
        if record_type.locked:
            query = query.with_for_update()
        for row in session.execute(query).mappings():
            key = tuple(row[column] for column in record_type.key_columns)
            if key in wanted:
                found[name, key] = dict(row)
    return found


def _teams(session: Session, entries: Sequence[Entry], stored: dict[Address, Row]) -> dict[str, set[str]]:
    principals: set[str] = set()
    for entry in entries:
        if entry.record_type.name == "assistant":
            for row in (entry.values, stored.get(entry.address, {})):
                if "principal_licence_no" in row:
                    principals.add(row["principal_licence_no"])
    teams: dict[str, set[str]] = defaultdict(set)
    if principals:
        query = select(Assistant.principal_licence_no, Assistant.licence_no).where(
            Assistant.principal_licence_no.in_(principals), Assistant.removed.is_(False)
        )
        for principal, licence_no in session.execute(query):
            teams[principal].add(licence_no)
    return teams


def _assistants_of(session: Session, licence_numbers: Sequence[str]) -> Sequence[str]:
    """His live assistants: their status is his."""
    return session.scalars(
        select(Assistant.licence_no).where(
            Assistant.principal_licence_no.in_(licence_numbers), Assistant.removed.is_(False)
        )
    ).all()


def _column(record_type: RecordType, name: str) -> Column[Any]:
    return record_type.table.c[name]


def _among(record_type: RecordType, keys: set[tuple[Any, ...]]) -> ColumnElement[bool]:
    """Rows of these keys, and for keys of several columns a few more: SQLite finds row values by scanning the
    whole table, but each column by the index."""
    columns = [_column(record_type, name) for name in record_type.key_columns]
    return and_(*(column.in_({key[place] for key in keys}) for place, column in enumerate(columns)))


def _written(record_type: RecordType) -> list[Column[Any]]:
    fed = {*record_type.key_columns, *record_type.absent, "removed"}
    return [column for column in record_type.table.columns if column.name in fed]


def _bind(column: Column[Any]) -> Any:
    kind = _NULLABLE_JSON if isinstance(column.type, JSON) else column.type
    return bindparam(f"new_{column.name}", type_=kind)


def _insertion(record_type: RecordType) -> Any:
    return insert(record_type.table).values({column.name: _bind(column) for column in _written(record_type)})


def _alteration(record_type: RecordType) -> Any:
    keys = [column for column in _written(record_type) if column.name in record_type.key_columns]
    others = [column for column in _written(record_type) if column.name not in record_type.key_columns]
    return (
        update(record_type.table)
        .where(and_(*(column == _bind(column) for column in keys)))
        .values({column.name: _bind(column) for column in others})
    )


def _parameters(record_type: RecordType, rows: list[Row]) -> list[dict[str, Any]]:
    names = [(f"new_{column.name}", column.name) for column in _written(record_type)]
    return [{bound: row[name] for bound, name in names} for row in rows]
