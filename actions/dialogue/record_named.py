"""Which fee or paper of the record a caller names. What is done already (paid, signed for) is told to be,
with its day, and nothing else is taken in its place without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.dialogue import act as acts_of
from actions.dialogue.agenda import CASE, Agenda, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.service.clock import BEIJING
from actions.service.court_record import deliveries, facts
from actions.service.functions import function
from actions.service.requests.kinds import Record
from actions.service.requests.question import Field
from bot.language.titles import documents

ELSEWHERE = (
    acts_of.Wishes, acts_of.Steers, acts_of.Declined, acts_of.Outside, acts_of.Guides, acts_of.Silent,
    acts_of.Happened,
)  # fmt: skip
"""What is not about the open question at all."""
UNREAD = acts_of.Noise | acts_of.Refuses | acts_of.Misread | acts_of.Corrects
"""What a name of the record was taken for where nothing could read it."""


@dataclass(frozen=True)
class Thing:
    """Of the record: a fee or a paper by its name, and the day since when it is done, if it is."""

    id: str
    name: str
    done_on: date | None
    amount: str | None = None


@dataclass(frozen=True)
class Sort:
    """A kind of field whose values the record may show to be done. `named`: whether a sentence, with the
    papers read in it, names such a thing."""

    reply: str
    things: Callable[[Record], list[Thing]]
    named: Callable[[str, str, Iterable[Any]], bool]


def _fees(record: Record) -> list[Thing]:
    rows = facts.fees(record.work.session, record.case_number or "")
    return [Thing(row.id, row.kind, row.paid_on, str(row.amount_yuan)) for row in rows]


def _papers(record: Record) -> list[Thing]:
    mine = (record.work.today, record.licence_no or "")
    rows = deliveries.served(record.work.session, [record.case_number or ""], to=mine)
    signed = [row.signed_at and row.signed_at.astimezone(BEIJING).date() for row in rows]
    return [Thing(row.id, row.title, day) for row, day in zip(rows, signed, strict=True)]


def _fee_named(name: str, text: str, papers: Iterable[Any]) -> bool:
    return name.removeprefix("案件") in text


def _paper_named(name: str, text: str, papers: Iterable[Any]) -> bool:
    return name in text or documents().is_one_of(name, papers)


SORTS: Mapping[str, Sort] = {
    "fee": Sort("fee.paid_already", _fees, _fee_named),
    "delivery": Sort("delivery.signed_already", _papers, _paper_named),
}
"""By kind of field."""


def meant(task: Task, field: Field, desk: Desk) -> str | None:
    """The one that the sentence that began it names, if it is still to be done."""
    named, _ = _named(task, field, task.words, task.entities.get("document", ()), desk)
    left = [each for each in named if each.done_on is None]
    return left[0].id if len(left) == 1 else None


def done_at_first(task: Task, field: Field, desk: Desk) -> list[Reply]:
    """What the sentence that began it names, when its field comes up for the first time."""
    again = task.asked == field.name or field.name in task.anew
    return [] if again else _done(task, field, task.words, task.entities.get("document", ()), desk)


def done_meanwhile(agenda: Agenda, act: acts_of.Act, heard: Heard, desk: Desk) -> list[Reply]:
    """What is named and done already, while it is asked for or was read back; empty where something else is
    said."""
    task = agenda.top
    if task is None or CASE not in task.fields or isinstance(act, ELSEWHERE):
        return []
    for field in function(task.function).fields_for(task.fields):
        if told := _done(task, field, heard.text, heard.entities.get("document", ()), desk):
            task.brief = "still" if task.stage == "confirming" else ""
            return told
    return []


def meant_meanwhile(agenda: Agenda, act: acts_of.Act, heard: Heard, desk: Desk) -> acts_of.Act:
    """The act of a sentence at the read-back, which may name what is meant, that or another, by nothing but
    its name on record."""
    task = agenda.top
    if task is None or task.stage != "confirming" or not isinstance(act, UNREAD):
        return act
    for field in function(task.function).fields_for(task.fields):
        named, _ = _named(task, field, heard.text, heard.entities.get("document", ()), desk)
        left = [each.id for each in named if each.done_on is None]
        if len(left) == 1:
            same = left[0] == task.fields.get(field.name)
            return acts_of.Keeps() if same else acts_of.Corrects(field.name, left[0])
    return act


def _done(task: Task, field: Field, text: str, papers: Iterable[Any], desk: Desk) -> list[Reply]:
    """Of a name that something has which is still to be done, that is meant."""
    named, every = _named(task, field, text, papers, desk)
    if not named or any(each.done_on is None for each in named):
        return []
    last = max(named, key=lambda each: each.done_on or date.min)
    left = "、".join(dict.fromkeys(each.name for each in every if each.done_on is None))
    told = {"name": last.name, "amount": last.amount, "on": f"{last.done_on}", "left": left}
    return [Reply(SORTS[field.reader].reply, told)]


def _named(
    task: Task, field: Field, text: str, papers: Iterable[Any], desk: Desk
) -> tuple[list[Thing], list[Thing]]:
    """Those that a sentence names, and all that there are."""
    if (sort := SORTS.get(field.reader)) is None:
        return [], []
    every = sort.things(desk.record(task.function, task.fields.get(CASE)))
    return [each for each in every if sort.named(each.name, text, papers)], every
