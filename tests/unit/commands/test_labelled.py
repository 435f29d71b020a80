"""Files of labelled sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.errors import BadInput
from api.commands.evaluation.labelled import Meaning, read_files


def test_a_label_is_read_with_what_the_parser_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"text": "给个五分", "function": "feedback.rate", "modality": "voice", "slots": {"rating": 5}}\n\n',
        encoding="utf-8",
    )
    [sample] = read_files([file])
    assert sample.request == {"text": "给个五分", "modality": "voice"}
    assert sample.expected == Meaning("feedback.rate", frozenset(), {"rating": 5})


@pytest.mark.parametrize("line", ["{", "[]", '"text"', '{"text": "x"}', '{"function": "x"}'])
def test_what_is_no_label_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "x", "function": "query.case"}\n' + line, encoding="utf-8")
    with pytest.raises(BadInput, match="第 2 行"):
        read_files([file])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="打不开"):
        read_files([tmp_path / "none.jsonl"])
