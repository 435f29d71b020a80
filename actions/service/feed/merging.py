"""Entries laid over the stored rows, in the order of the file. Pure: rows in, rows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from actions.service.feed.impossible import impossible
from actions.service.feed.reading import Address, Entry
from actions.service.feed.report import Outcome, Refusal

Row = dict[str, Any]

ASSISTANTS_PER_LAWYER = 3
"""最高人民法院、司法部关于为律师提供一站式诉讼服务的意见, article 14."""


class Change(NamedTuple):
    """A row that ends otherwise than it was stored; `before` is None for a new one."""

    address: Address
    before: Row | None
    after: Row


@dataclass
class Merge:
    """`stored`: the rows that the entries name; `known`: further records they may refer to; `teams`: the live
    assistants of each lawyer in question."""

    stored: Mapping[Address, Row]
    known: set[Address]
    teams: dict[str, set[str]]
    refused: list[Refusal] = field(default_factory=list)
    _now: dict[Address, Row] = field(default_factory=dict)
    _outcomes: dict[Address, list[Outcome]] = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        """Lay one entry over its row, whole or (refused) not at all."""
        address = entry.address
        before = self._now.get(address) or self.stored.get(address)
        after = self._laid_over(before, entry)
        reason = self._objection(entry, before, after)
        if reason:
            self.refused.append(Refusal(entry.line_no, reason))
            return
        self._now[address] = after
        self._outcomes.setdefault(address, []).append(_outcome(before, after))
        if entry.record_type.name == "assistant":
            self._seat(entry.key[0], before, after)

    def changes(self) -> Iterator[Change]:
        for address, after in self._now.items():
            before = self.stored.get(address)
            if before != after:
                yield Change(address, before, after)

    def counts(self) -> Counter[tuple[str, Outcome]]:
        """Outcomes by type; where a row ends as it was stored, nothing has changed, whatever lay between."""
        counts: Counter[tuple[str, Outcome]] = Counter()
        for address, outcomes in self._outcomes.items():
            same = self._now[address] == self.stored.get(address)
            for outcome in outcomes:
                counts[address[0], "unchanged" if same else outcome] += 1
        return counts

    def _laid_over(self, before: Row | None, entry: Entry) -> Row:
        kind = entry.record_type
        row = before or {
            **dict(zip(kind.key_columns, entry.key, strict=True)),
            **kind.absent,
            "removed": False,
        }
        values = entry.values
        if row.get("password_set_by_person"):
            values = {column: value for column, value in values.items() if column != "password_hash"}
        if entry.removed is not None:
            values = {**values, "removed": entry.removed}
        return {**row, **values}

    def _objection(self, entry: Entry, before: Row | None, after: Row) -> str | None:
        kind = entry.record_type
        if before is None:
            missing = [column for column in kind.required if column not in entry.values]
            if missing and entry.removed:
                return "要撤除的记录不存在"
            if missing:
                return "首次出现，缺少必填字段 " + "、".join(missing)
        for name, value in referred(entry, before):
            if (name, (value,)) not in self.known and (name, (value,)) not in self._now:
                return f"所引用的 {name} 记录不存在，也不在本文件前面"
        if kind.name == "assistant" and not after["removed"]:
            others = self.teams.get(after["principal_licence_no"], set()) - {entry.key[0]}
            if len(others) >= ASSISTANTS_PER_LAWYER:
                return f"该律师已有 {ASSISTANTS_PER_LAWYER} 名助理"
        return None if after["removed"] else impossible(kind.name, after)

    def _seat(self, licence_no: str, before: Row | None, after: Row) -> None:
        if before is not None:
            self.teams.get(before["principal_licence_no"], set()).discard(licence_no)
        if not after["removed"]:
            self.teams.setdefault(after["principal_licence_no"], set()).add(licence_no)


def referred(entry: Entry, before: Row | None) -> Iterator[tuple[str, str]]:
    """What an entry refers to beyond what its row already does: (record type, key)."""
    kind = entry.record_type
    if before is None:
        for place, name in kind.key_references:
            yield name, entry.key[place]
    for column, name in kind.references:
        value = entry.values.get(column)
        if value is not None and (before is None or before[column] != value):
            yield name, value


def _outcome(before: Row | None, after: Row) -> Outcome:
    if before == after:
        return "unchanged"
    if after["removed"] and not (before and before["removed"]):
        return "removed"
    return "added" if before is None else "changed"
