"""What is to be said of a day before it is registered: a weekday that does not agree, how it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actions.dialogue.agenda import Task
from actions.service.functions import function
from actions.service.wording import WEEKDAYS, Modality, say
from bot.language.dates import FoundDate, find_dates

DAYS = ("date", "datetime")


def day_remarks(task: Task, today: date, modality: Modality) -> str:
    """Sentences on the days of a task, '' where all is plain. The date holds, never the weekday."""
    told = (_remark(found, modality) for found in dict.fromkeys(_days(task, today)))
    return "".join(each + ("\n" if modality == "rich" else "") for each in told if each)


def _days(task: Task, today: date) -> Iterator[FoundDate]:
    for field in function(task.function).fields_for(task.fields):
        value = task.fields.get(field.name)
        if field.reader not in DAYS or not value:
            continue
        for found in find_dates(task.spoken.get(field.name) or task.words, today):
            if found.value.isoformat() == str(value)[:10]:
                yield found


def _remark(found: FoundDate, modality: Modality) -> str:
    if found.weekday_said is not None and found.contradicted:
        facts = {"day": found.value.isoformat(), "said": f"周{WEEKDAYS[found.weekday_said]}"}
        return say("request.day_contradicted", facts, modality)
    if found.working_days:
        facts = {"day": found.value.isoformat(), "count": str(found.working_days)}
        return say("request.day_counted", facts, modality)
    return ""
