"""The import: lines in pieces, each piece one short transaction, calls answered in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import OperationalError, StatementError

from actions.errors import BadInput, HotlineError
from actions.service.feed.directory import write_court_directory
from actions.service.feed.reading import LONGEST_LINE, Entry, read_line
from actions.service.feed.report import ImportReport, Refusal
from actions.service.feed.sealing import seal_passwords
from actions.service.feed.storing import prepare, store
from actions.store.database import Database

Numbered = tuple[int, bytes]

PIECE_BYTES = 2 * LONGEST_LINE
AIM_SECONDS = 0.05
"""How long a piece should hold the write lock; well under the promised 200 ms, for slow moments."""


def import_feed(
    db: Database,
    source: Path | str | Iterable[bytes],
    *,
    clock: Callable[[], datetime],
    court_directory: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    on_refusal: Callable[[Refusal], None] | None = None,
) -> ImportReport:
    """Import a feed (contract section 4) from a file or from lines, in constant memory.

    `progress` gets the lines and bytes done after each piece; `on_refusal` every refusal, also those beyond
    what the report keeps. `court_directory` is written at the end if the courts shown are not what it holds.

    Raises BadInput when the file cannot be read, HotlineError when the store cannot be written; what was
    committed before stays, and the same file again completes it.
    """
    report = ImportReport()
    pace = _Pace()
    numbered = enumerate(_file_lines(Path(source)) if isinstance(source, str | Path) else source, start=1)
    done_bytes = 0
    while piece := _next_piece(numbered, pace.lines):
        entries, refused = _read(piece, report)
        seal_passwords(db, entries)
        if entries:
            try:
                refused += _commit(db, entries, clock(), report, pace)
            except OperationalError as error:
                raise HotlineError(
                    f"数据库暂时写不进去，第 {report.lines} 行以前已导入；请稍后重新导入同一文件。"
                ) from error
        report.lines = piece[-1][0]
        for refusal in sorted(refused):
            report.refuse(refusal)
            if on_refusal:
                on_refusal(refusal)
        done_bytes += sum(len(line) for _, line in piece)
        if progress:
            progress(report.lines, done_bytes)
    if court_directory:
        write_court_directory(db, court_directory)
    return report


@dataclass
class _Pace:
    """How many lines a piece takes, so that its transaction lasts about AIM_SECONDS; and the rest after it.

    A writer that waits for SQLite's lock looks for it now and then only, so the lock stays free for at least
    as long as it was held.
    """

    lines: int = 100
    fewest: int = 10
    most: int = 2000
    free_until: float = 0.0

    def rest(self) -> None:
        time.sleep(max(0.0, self.free_until - time.monotonic()))

    def took(self, lines: int, seconds: float) -> None:
        fitting = int(lines * AIM_SECONDS / max(seconds, 1e-6))
        self.lines = max(self.fewest, min(self.most, 2 * self.lines, fitting))
        self.free_until = time.monotonic() + seconds


def _read(piece: list[Numbered], report: ImportReport) -> tuple[list[Entry], list[Refusal]]:
    entries: list[Entry] = []
    refused: list[Refusal] = []
    for line_no, line in piece:
        match read_line(line_no, line):
            case Entry() as entry:
                entries.append(entry)
                report.ignored_fields += entry.ignored_fields
            case Refusal() as refusal:
                refused.append(refusal)
    return entries, refused


def _commit(
    db: Database, entries: list[Entry], now: datetime, report: ImportReport, pace: _Pace
) -> list[Refusal]:
    """Store entries in one transaction; if the database itself objects, refuse only that line."""
    pace.rest()
    try:
        with db.write() as session:
            session.connection()  # begins: what follows is the time the lock is held
            begun = time.perf_counter()
            merge = prepare(session, entries)
            for entry in entries:
                merge.apply(entry)
            store(session, merge.changes(), now)
    except OperationalError:
        raise
    except StatementError:
        if len(entries) == 1:
            return [Refusal(entries[0].line_no, "数据库不接受这条记录")]
        middle = len(entries) // 2
        first = _commit(db, entries[:middle], now, report, pace)
        return first + _commit(db, entries[middle:], now, report, pace)
    pace.took(len(entries), time.perf_counter() - begun)
    report.counts += merge.counts()
    return merge.refused


def _next_piece(numbered: Iterator[Numbered], lines: int) -> list[Numbered]:
    piece: list[Numbered] = []
    held = 0
    for number, line in islice(numbered, lines):
        piece.append((number, line))
        held += len(line)
        if held >= PIECE_BYTES:
            break
    return piece


def _file_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only so much as shows that it is."""
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE + 1):
                yield line
                while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                    line = file.readline(LONGEST_LINE + 1)
    except OSError as error:
        raise BadInput("数据文件打不开或读不完，请检查路径和权限。") from error
