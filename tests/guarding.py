"""After every scenario: nobody of the feed stands readable in the store, the logs, or what goes out, save
where it cannot be otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import text

from actions.store import Base
from actions.store.database import Database

KEYS = {"licence_no", "assistant_licence_no", "principal_licence_no", "bound_licence_no", "subject", "actor"}
"""Licence numbers are the keys of the record: docs/security.md."""
LICENCES_BESIDE = {"audit.details", "turns.bearer", "used_keys.actor"}
REGISTER = {"lawyers.name", "assistants.name", "staff.name"}
"""Who is a lawyer is public."""


@cache
def people(feeds: tuple[Path, ...]) -> dict[str, frozenset[str]]:
    """Telephones, licence numbers, names of lawyers and of parties in these feeds."""
    lines = [line for feed in feeds for line in feed.read_text(encoding="utf-8").splitlines()]
    records = [json.loads(line) for line in lines]
    persons = [one for one in records if one["type"] in ("lawyer", "assistant")]
    return {
        "telephone": frozenset(one["phone"].removeprefix("+86") for one in persons if one.get("phone")),
        "licence": frozenset(one["licence_no"] for one in persons),
        "name": frozenset(one["name"] for one in persons if one.get("name")),
        "party": frozenset(
            party["name"]
            for one in records
            if one["type"] == "case"
            for party in one.get("parties") or []
            if len(party["name"]) > 1  # — stands for a name that is kept back
        ),
    }


def left_readable(database: Database, data_dir: Path, *feeds: Path) -> list[str]:
    """Where somebody stands who must not: kind and place, never the value."""
    known = people(feeds)
    found = {
        f"{kind}: {place}"
        for place, value in _as_they_stand(database)
        for kind, values in known.items()
        if not _may(kind, place) and any(each in value for each in values)
    }
    for log in data_dir.glob("*.log"):
        said = log.read_text(encoding="utf-8", errors="replace")
        found |= {
            f"{kind}: {log.name}" for kind, values in known.items() if any(one in said for one in values)
        }
    outbox = data_dir / "outbox.jsonl"
    for line in outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else ():
        words = json.loads(line)["text"]
        kinds = ("telephone", "licence", "party")
        found |= {f"{kind}: outbox" for kind in kinds if any(one in words for one in known[kind])}
    return sorted(found)


def _may(kind: str, place: str) -> bool:
    if kind == "licence":
        return place.split(".")[1] in KEYS or place in LICENCES_BESIDE
    return kind in ("name", "party") and place in REGISTER


def _as_they_stand(database: Database) -> Iterator[tuple[str, str]]:
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
                yield from ((f"{table.name}.{name}", str(value)) for name, value in row.items() if value)
        connection.rollback()
