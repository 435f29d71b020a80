"""A model is trained once, however many want it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from api.assistant import model
from api.assistant.progress import Progress


def test_two_who_want_a_model_at_once_train_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[Path] = []
    both_here = Barrier(2)

    def trains(path: Path, log_file: Path, progress: Progress) -> None:
        trained.append(path)
        path.write_bytes(b"a model")

    def wants(_: int) -> Path:
        both_here.wait(10)
        return model.train(tmp_path, tmp_path / "log")

    monkeypatch.setattr(model, "_train", trains)
    with ThreadPoolExecutor(2) as people:
        got = list(people.map(wants, range(2)))
    assert got == [model.model_path(tmp_path)] * 2
    assert trained == [got[0]]
