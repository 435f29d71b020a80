"""A court's own entries into the store: JSON Lines, each line an entry of its own. The same file again
changes nothing; a line that is refused never stops the others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.orm import Session

from actions.service.knowledge.entries import Entry
from actions.store.database import Database
from actions.store.knowledge import KnowledgeEntry
from actions.store.records import Court

LONGEST_LINE = 65_536
"""Bytes."""
Outcome = Literal["added", "changed", "unchanged", "removed"]


class Refused(Exception):
    """A line that is no entry; says why in Chinese, never what stood there."""


@dataclass
class Imported:
    counts: Counter[Outcome] = field(default_factory=Counter)
    refused: list[tuple[int, str]] = field(default_factory=list)
    """(line number, why)."""


def import_entries(db: Database, lines: Iterable[bytes]) -> Imported:
    """Each line `{"id", "court_code", "title", "questions", "answer", "spoken", "articles", "valid_from",
    "levels", "decides"}`, or `{"id", "removed": true}`. A line replaces the entry of its id."""
    done = Imported()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = _object(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
            with db.write() as session:
                done.counts[_kept(session, told)] += 1
        except Refused as refused:
            done.refused.append((number, str(refused)))
    return done


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise Refused("这一行太长")
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused("不是一条完整的 JSON") from None
    if not isinstance(told, dict):
        raise Refused("不是一条 JSON 对象")
    return told


def _kept(session: Session, told: dict[str, Any]) -> Outcome:
    row = session.get(KnowledgeEntry, told["id"]) if isinstance(told.get("id"), str) else None
    if told.get("removed") is True:
        return _taken_away(row, told)
    entry = _entry({name: value for name, value in told.items() if name != "removed"})
    court = session.get(Court, entry.court_code) if entry.court_code else None
    if entry.court_code and (court is None or court.removed):
        raise Refused("court_code 不是已经导入的法院")
    values = entry.model_dump(mode="json") | {"valid_from": entry.valid_from, "removed": False}
    if row is None:
        session.add(KnowledgeEntry(**values))
        return "added"
    if all(getattr(row, name) == value for name, value in values.items()):
        return "unchanged"
    for name, value in values.items():
        setattr(row, name, value)
    return "changed"


def _taken_away(row: KnowledgeEntry | None, told: dict[str, Any]) -> Outcome:
    if told.keys() - {"id", "removed"}:
        raise Refused("要移除的一条只写 id 和 removed")
    if row is None:
        raise Refused("没有这个 id，不能移除")
    if row.removed:
        return "unchanged"
    row.removed = True
    return "removed"


def _entry(told: dict[str, Any]) -> Entry:
    try:
        return Entry.model_validate(told)
    except ValidationError as error:
        raise Refused("；".join(dict.fromkeys(map(_why, error.errors())))) from None


def _why(fault: ErrorDetails) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "这一行"
    known = name in Entry.model_fields
    match fault["type"]:
        case "missing":
            return f"缺 {name}"
        case "extra_forbidden":
            return "有不认识的字段"
        case "value_error":
            return f"{name} {fault['ctx']['error']}"
        case "string_too_long" | "too_long":
            return f"{name} 太长，最多 {fault['ctx']['max_length']}"
        case "string_too_short" | "too_short":
            return f"{name} 太短，至少 {fault['ctx']['min_length']}"
        case _:
            return f"{name if known else '这一行'} 的格式不对"
