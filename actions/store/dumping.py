"""A store as a file, and back: one archive for both databases, read in one snapshot while traffic goes on.

`manifest.json` (migration, moment, rows a table, SHA-256 of every member), `tables/<name>.jsonl`, and the
uploads under `files/`. Sealed columns are in it as they stand in the database: without the keys file, which
is kept apart, nobody reads them.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, cast

from sqlalchemy import Column, Connection, Date, Table, delete, func, insert, select, text

from actions.store import Base
from actions.store.database import Database
from actions.store.migrating import present_revision
from actions.store.types import Instant, Yuan

FORMAT = 1
AT_ONCE = 500
PIECE = 1024 * 1024
MANIFEST = "manifest.json"


class Unreadable(Exception):
    """Not such an archive, or damaged; `args[0]` says in Chinese what is wrong."""


def dump(db: Database, files: Path, into: Path) -> dict[str, int]:
    """Write the archive, complete or not at all; rows a table."""
    made = into.with_name(f"{into.name}.part")
    counts: dict[str, int] = {}
    sums: dict[str, str] = {}
    with tarfile.open(made, "w:gz", compresslevel=6) as archive:
        made.chmod(0o600)
        with _snapshot(db) as connection:
            revision = present_revision(connection)
            for table in Base.metadata.sorted_tables:
                with tempfile.TemporaryFile() as rows:
                    counts[table.name] = _write_rows(connection, table, rows)
                    sums[f"tables/{table.name}.jsonl"] = _add(archive, f"tables/{table.name}.jsonl", rows)
        # after the snapshot: a file that a row of it names was written before that row
        for path in sorted(files.rglob("*")) if files.is_dir() else ():
            if path.is_file():
                with path.open("rb") as content:
                    name = f"files/{path.relative_to(files).as_posix()}"
                    sums[name] = _add(archive, name, content)
        manifest = {
            "format": FORMAT,
            "revision": revision,
            "made_at": datetime.now(UTC).isoformat(),
            "rows": counts,
            "sha256": sums,
        }
        _add(archive, MANIFEST, io.BytesIO(json.dumps(manifest).encode()))
    made.replace(into)
    return counts


def load(db: Database, files: Path, source: Path, *, replace: bool) -> dict[str, int]:
    """Put a checked archive into a migrated store; rows a table.

    All in one transaction; uploads come last. Raises Unreadable: damaged, of another migration, or the store
    is not empty and `replace` is not given. Nothing is changed then.
    """
    with _opened(source) as archive:
        manifest = _checked(archive)
        with db.engine.begin() as connection:
            if manifest["revision"] != (here := present_revision(connection)):
                raise Unreadable(f"备份是 {manifest['revision']} 版的表，这里是 {here} 版")
            filled = [table for table in Base.metadata.sorted_tables if _count(connection, table)]
            if filled and not replace:
                raise Unreadable("数据库里已经有数据，没有恢复；确要覆盖请加 --replace")
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
            counts = {
                table.name: _load_rows(connection, table, archive) for table in Base.metadata.sorted_tables
            }
            if counts != manifest["rows"]:
                raise Unreadable("备份里的行数与清单不符")
        _load_files(archive, files)
    return counts


def _opened(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, "r:gz")
    except (tarfile.TarError, EOFError) as error:
        raise Unreadable("备份文件读不出，或者已损坏") from error


def _snapshot(db: Database) -> Connection:
    """One view of the whole store. On SQLite a reading transaction is one; PostgreSQL is told."""
    if db.engine.dialect.name == "postgresql":
        return db.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return db.engine.execution_options(hotline_read=True).connect()


def _write_rows(connection: Connection, table: Table, into: IO[bytes]) -> int:
    order = list(table.primary_key.columns)
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(*table.columns).order_by(*order))
    count = 0
    for row in rows:
        line = {column.name: _plain(value) for column, value in zip(table.columns, row, strict=True)}
        into.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _load_rows(connection: Connection, table: Table, archive: tarfile.TarFile) -> int:
    member = cast(IO[bytes], archive.extractfile(f"tables/{table.name}.jsonl"))
    pending: list[dict[str, Any]] = []
    count = 0
    target = insert(table)
    for line in member:
        given = json.loads(line)
        pending.append({column.name: _value(column, given[column.name]) for column in table.columns})
        count += 1
        if len(pending) == AT_ONCE:
            connection.execute(target, pending)
            pending = []
    if pending:
        connection.execute(target, pending)
    _go_on_counting(connection, table)
    return count


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL's own counters of ids stand where the rows end."""
    counted = table.autoincrement_column
    if connection.dialect.name != "postgresql" or counted is None or counted.type.python_type is not int:
        return
    connection.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{counted.name}'), "
            f"coalesce((SELECT max({counted.name}) FROM {table.name}), 0) + 1, false) "
            f"WHERE pg_get_serial_sequence('{table.name}', '{counted.name}') IS NOT NULL"
        )
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _value(column: Column[Any], given: Any) -> Any:
    if given is None or not isinstance(given, str):
        return given
    match column.type:
        case Instant():
            return datetime.fromisoformat(given)
        case Date():
            return date.fromisoformat(given)
        case Yuan():
            return Decimal(given)
    return given


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> str:
    content.seek(0, io.SEEK_END)
    member = tarfile.TarInfo(name)
    member.size, member.mode = content.tell(), 0o600
    content.seek(0)
    digest = _sha256(content)
    content.seek(0)
    archive.addfile(member, content)
    return digest


def _sha256(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _checked(archive: tarfile.TarFile) -> dict[str, Any]:
    """The manifest, once every member is what it says. Raises Unreadable."""
    try:
        manifest: dict[str, Any] = json.load(cast(IO[bytes], archive.extractfile(MANIFEST)))
        if manifest["format"] != FORMAT:
            raise Unreadable("备份的格式不认识")
        names = {member.name for member in archive if member.isfile()}
        if names != {*manifest["sha256"], MANIFEST}:
            raise Unreadable("备份缺少文件，或者多出文件")
        for name, expected in manifest["sha256"].items():
            content = cast(IO[bytes], archive.extractfile(name))
            if _sha256(content) != expected:
                raise Unreadable(f"备份里的 {name} 已损坏")
    except (KeyError, ValueError, tarfile.TarError, EOFError, OSError) as error:
        raise Unreadable("备份文件读不出，或者已损坏") from error
    return manifest


def _load_files(archive: tarfile.TarFile, files: Path) -> None:
    for member in _files(archive):
        place = files / member.name.removeprefix("files/")
        if not place.resolve().is_relative_to(files.resolve()):
            raise Unreadable("备份里有指到别处的文件名")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_bytes(cast(IO[bytes], archive.extractfile(member)).read())
        place.chmod(0o600)


def _files(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    return (member for member in archive if member.isfile() and member.name.startswith("files/"))
