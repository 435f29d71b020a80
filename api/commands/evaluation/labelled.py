"""Labelled sentences: JSON Lines with text, function and, where they are said, case numbers and slots;
perhaps `modality`, `today`, `style`, `declined` (others_data …) where the sentence is to be declined, and
`second`: another person's labels of it, null where he agrees."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.errors import BadInput


@dataclass(frozen=True)
class Meaning:
    """What a sentence means, by a person or by the machine; the latter with its confidence from 0 to 1."""

    function: str
    case_numbers: frozenset[str]
    slots: Mapping[str, Any]
    confidence: float = 1.0
    declined: str | None = None
    """Why it is declined, where it is: `others_data`, `prediction` … (`bot.language.limits`)."""


@dataclass(frozen=True)
class Sample:
    """A sentence with its labels. `request` is what `hotline parse` is asked; `style` how it was said, by its
    label, else written, heard, or really recognised."""

    file: str
    request: Mapping[str, Any]
    expected: Meaning
    styled: str = ""
    second: Meaning | None = None
    """As another person labelled it, where somebody did."""

    @property
    def text(self) -> str:
        return str(self.request["text"])

    @property
    def modality(self) -> str:
        return str(self.request.get("modality") or "text")

    @property
    def style(self) -> str:
        said = "heard" if self.modality == "voice" else "written"
        return self.styled or ("recognised" if "recognised" in self.file else said)


@dataclass(frozen=True)
class Pair:
    """A labelled sentence and what was understood."""

    sample: Sample
    found: Meaning

    @property
    def right(self) -> bool:
        return self.sample.expected.function == self.found.function


def read_files(files: Iterable[Path]) -> list[Sample]:
    """Raises BadInput naming file and line of what is no labelled sentence."""
    return [sample for file in files for sample in _read(file)]


def meaning(answer: Mapping[str, Any]) -> Meaning:
    """From an answer of `hotline parse`, or a label, which is one without confidence. Raises KeyError."""
    return Meaning(
        answer["function"],
        frozenset(answer.get("case_numbers", ())),
        answer.get("slots", {}),
        answer.get("confidence", 1.0),
        answer.get("declined"),
    )


def _read(file: Path) -> list[Sample]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"标注文件 {file} 打不开或者不是 UTF-8。") from error
    return [_sample(file, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _sample(file: Path, number: int, line: str) -> Sample:
    try:
        row = json.loads(line)
        request = {name: row[name] for name in ("text", "modality", "today") if name in row}
        styled = str(row.get("style") or "")
        second = meaning(row["second"] or row) if "second" in row else None
        return Sample(file.name, {"text": row["text"], **request}, meaning(row), styled, second)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"标注文件 {file} 第 {number} 行不是一条标注：要有 text 和 function。") from error
