"""`hotline statutes import`: a folder of statutes into the store, each file by itself.

A file that was read before and has not changed changes nothing. Of one law one edition comes into force on a
day: a second file of the same day in one folder is refused.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, select

from actions.errors import BadInput
from actions.service.statutes.files import lines_of
from actions.service.statutes.heading import Heading, heading
from actions.service.statutes.published import Cut, Unreadable, cut
from actions.store.statutes import Statute, StatuteArticle

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from actions.service.clock import Clock
    from actions.store.database import Database

LISTING = "statutes.csv"
"""Names the files of a folder and what they do not say themselves: file, title, edition, in_force_from,
source."""
Outcome = Literal["added", "changed", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file. `missing`: numbers that its articles leave out."""

    file: str
    outcome: Outcome
    reason: str = ""
    heading: Heading | None = None
    articles: int = 0
    missing: tuple[int, ...] = ()


def import_statutes(db: Database, clock: Clock, folder: Path, *, source: str = "") -> Iterator[Report]:
    """Every file of the folder in order of name. Raises BadInput for a folder or listing that cannot be
    read."""
    if folder.is_symlink() or not folder.is_dir():
        raise BadInput(f"文件夹 {folder} 打不开，请检查路径和权限。")
    listed = _listing(folder)
    seen: dict[tuple[str, str], str] = {}
    for path, name in _files(folder):
        try:
            if path.is_symlink() or not path.is_file():
                raise Unreadable("是链接，或者不是普通文件，不读")
            lines, front = lines_of(path)
            text = cut(lines)
            given = {key: value for key, value in listed.pop(name, {}).items() if value}
            head = heading(text, front, path.name, {"source": source} | given)
            other = seen.setdefault((head.title, head.in_force_from.isoformat()), name)
            if other != name:
                raise Unreadable(f"与 {other} 是同一部法律、同一天施行，只能留一个")
        except Unreadable as error:
            listed.pop(name, None)
            yield Report(name, "refused", error.reason)
            continue
        with db.write() as session:
            outcome = _keep(session, clock, head, text)
        yield Report(name, outcome, "", head, len(text.articles), tuple(text.missing))
    for name in listed:
        yield Report(name, "refused", f"{LISTING} 里有，文件夹里没有")


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Links are named and never followed."""
    for place, folders, files in os.walk(folder, followlinks=False):
        folders.sort()
        links = [each for each in folders if (Path(place) / each).is_symlink()]
        for name in sorted([*files, *links]):
            path = Path(place) / name
            told = path.relative_to(folder).as_posix()
            if told != LISTING and not name.startswith("."):
                yield path, told


def _listing(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / LISTING
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{LISTING} 读不了，请存成 UTF-8 的 CSV。") from error
    if rows and "file" not in rows[0]:
        raise BadInput(f"{LISTING} 缺少 file 这一列。")
    return {row["file"]: {key: (value or "").strip() for key, value in row.items() if key} for row in rows}


def _keep(session: Session, clock: Clock, head: Heading, text: Cut) -> Outcome:
    digest = _digest(head, text.articles)
    kept = session.scalars(
        select(Statute).where(Statute.title == head.title, Statute.in_force_from == head.in_force_from)
    ).first()
    if kept is not None and kept.digest == digest:
        return "unchanged"
    outcome: Outcome = "added" if kept is None else "changed"
    row = kept or Statute(title=head.title, in_force_from=head.in_force_from)
    row.edition, row.source, row.digest, row.imported_at = head.edition, head.source, digest, clock()
    session.add(row)
    session.flush()
    session.execute(delete(StatuteArticle).where(StatuteArticle.statute_id == row.id))
    session.add_all(
        StatuteArticle(statute_id=row.id, number=number, sub=sub, text=words)
        for (number, sub), words in text.articles.items()
    )
    return outcome


def _digest(head: Heading, articles: Mapping[tuple[int, int], str]) -> str:
    told = [head.title, head.edition, head.in_force_from.isoformat(), head.source]
    listed = [[*number, text] for number, text in sorted(articles.items())]
    return hashlib.sha256(json.dumps([told, listed], ensure_ascii=False).encode()).hexdigest()
