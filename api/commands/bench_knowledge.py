"""`hotline bench --knowledge`: how long the knowledge base takes to be ready, the first time, when all that
it holds is read by the encoder, and later, when that is known; and how long one question takes."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from actions.service.knowledge.asked import hands
from actions.service.knowledge.shelf import Shelf

QUESTIONS = 200
LEADS = "想请教一下，"
"""Before each question, so that it is not looked up as one of the wordings."""


def bench_knowledge() -> dict[str, float]:
    """What `hotline bench` sets beside its goals: seconds, seconds, milliseconds (the median)."""
    with TemporaryDirectory() as folder:
        first, _ = _ready(Path(folder))
        later, shelf = _ready(Path(folder))
    asked = [f"{LEADS}{each.text}" for hand in hands().values() for each in hand][:QUESTIONS]
    took = []
    for text in asked:
        begun = time.perf_counter()
        shelf.find(text)
        took.append(time.perf_counter() - begun)
    return {
        "knowledge_first": first,
        "knowledge_later": later,
        "knowledge_question": 1000 * median(took),
    }


def _ready(folder: Path) -> tuple[float, Shelf]:
    begun, shelf = time.perf_counter(), Shelf(folder)
    shelf.prepare()
    return time.perf_counter() - begun, shelf
