"""The table of periods: every row asked for in words and counted, against days told off by hand."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.dialogue.agenda import Task
from actions.dialogue.deadline_question import question_of
from actions.law.deadlines import deadline
from actions.law.time_limits import time_limits
from actions.law.working_days import SHANGHAI, Calendar
from bot.language.tables import read_yaml

TABLE = read_yaml(Path(__file__).parents[1] / "law" / "deadline_table.yml")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}-{row['says'][:18]}")
def test_the_table(row: dict[str, Any]) -> None:
    question = question_of(Task("consult.deadline", words=row["says"]), TODAY)
    limit = question.limit
    assert limit is not None and limit.id == row["id"]
    if "day" not in row:
        assert limit.unit in ("节点", "次") and set(row["articles"]) <= set(limit.articles)
        return
    start = question.start()
    assert start is not None
    found = deadline(limit.id, start, Calendar(), question.kind)
    assert found.day == date.fromisoformat(row["day"]), found.steps
    assert set(row["articles"]) <= set(found.articles)
    for name in ("opens", "safe"):
        said = getattr(found, name)
        assert (said.isoformat() if said else None) == row.get(name), found.steps
    if "moment" in row:
        assert found.moment is not None
        assert found.moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") == row["moment"]


def test_every_row_has_three_examples() -> None:
    told = Counter(row["id"] for row in TABLE)
    assert {key for key in time_limits() if told[key] < 3} == set()
