"""Labelled questions: JSON Lines of `{"text", "ids"}`, the entries that answer it, the best first; none where
the base does not answer it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from actions.errors import BadInput
from actions.service.knowledge.entries import base


@dataclass(frozen=True)
class Asked:
    text: str
    ids: tuple[str, ...]


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
