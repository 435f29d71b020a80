"""Labelled questions: JSON Lines of `{"text", "ids"}`, the entries that answer it, the best first; none where
the base does not answer it. The project's own lie in data/knowledge/asked, a file a hand; where one person
wrote in several, they lie in a folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.errors import BadInput
from actions.service.knowledge.entries import Entry, base

HANDS = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "asked"


@dataclass(frozen=True)
class Asked:
    text: str
    ids: tuple[str, ...]


@cache
def hands() -> dict[str, tuple[Asked, ...]]:
    """What each hand asked. Raises BadInput naming file and line."""
    return {file.stem: tuple(read_asked(file)) for file in sorted(HANDS.rglob("*.jsonl"))}


def pens() -> tuple[frozenset[str], ...]:
    """The hands, those of one person together."""
    files: defaultdict[Path, set[str]] = defaultdict(set)
    for file in sorted(HANDS.rglob("*.jsonl")):
        files[file if file.parent == HANDS else file.parent].add(file.stem)
    return tuple(map(frozenset, files.values()))


def taught(entries: Sequence[Entry], asked: Iterable[Asked]) -> tuple[Entry, ...]:
    """The entries, each with the questions it answers best among its wordings."""
    more: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for each in asked:
        if each.ids:
            more[each.ids[0]][each.text] = None
    return tuple(
        entry.model_copy(update={"questions": (*entry.questions, *more[entry.id])})
        if entry.id in more
        else entry
        for entry in entries
    )


def read_asked(file: Path) -> list[Asked]:
    """Raises BadInput naming the line."""
    known = {entry.id for entry in base()}
    read: list[Asked] = []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"标注文件 {file} 读不了。") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            asked = Asked(str(told["text"]), tuple(map(str, told["ids"])))
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f"标注文件 {file} 第 {number} 行不是 text 和 ids。") from error
        if unknown := set(asked.ids) - known:
            raise BadInput(f"标注文件 {file} 第 {number} 行：知识库里没有 {'、'.join(sorted(unknown))}。")
        read.append(asked)
    return read
