"""What a talk has told of a period so far: which one, in which kind of case, from which day, how served."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actions.dialogue.agenda import CASE, Task
from actions.dialogue.deadline_words import (
    Length,
    Row,
    abroad_named,
    appeal_row,
    day_decided,
    day_of_event,
    days_said,
    document_named,
    is_appeal,
    kind_named,
    lately,
    length_named,
    moment_said,
    row_named,
    says,
    way_named,
    without_days,
)
from actions.dialogue.heard import Heard
from actions.law.deadlines import Start
from actions.law.senses import rules
from actions.law.serving import served
from actions.law.terms import CaseKind, Procedure
from actions.law.time_limits import TimeLimit, time_limit
from actions.law.working_days import SHANGHAI
from bot.language.case_number import parse_exact

KEPT = (
    "case_kind", "document", "which_day", "start_at", "arrived", "decided",
    "way", "abroad", "period", "besides",
)  # fmt: skip
ANSWERED = ("arrived", "decided", "start_at", "which_day")
"""Days that were asked for, the surest first."""
WITHIN = {"附带民事": "民", "行政赔偿": "行"}


@dataclass(frozen=True)
class OnRecord:
    """What the court's record tells a verified lawyer: a paper of his case and when it reached him."""

    title: str
    case_number: str
    arrived: date
    kind: CaseKind | None
    procedure: Procedure | None


@dataclass(frozen=True)
class Barred:
    """A paper against which no appeal lies."""

    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class DeadlineQuestion:
    """Everything said of it; `period` are the words that name the period among all `words`."""

    words: str
    period: str
    fields: dict[str, Any]
    today: date
    kind: CaseKind | None
    record: OnRecord | None = None

    @property
    def appeals(self) -> bool:
        return is_appeal(self.period)

    @property
    def document(self) -> str | None:
        on_record = document_named(self.record.title) if self.record else None
        return self.fields.get("document") or document_named(self.words) or on_record

    @property
    def abroad(self) -> bool:
        return self.fields.get("abroad") == "yes" or abroad_named(self.words)

    @property
    def row(self) -> Row | None:
        return None if self.appeals else row_named(without_days(self.period, self.today))

    @property
    def length(self) -> Length | None:
        return length_named(self.period)

    @property
    def limit(self) -> TimeLimit | None:
        """The row of the table; None where it is not known yet, or named by its length alone."""
        key = self._appeal() if self.appeals else self._key(self.row) if self.row else None
        return time_limit(key) if key else None

    @property
    def way(self) -> str | None:
        return "electronic" if self.record else self.fields.get("way") or way_named(self.words)

    @property
    def opened_only(self) -> bool:
        """Whether all that is known of an electronic service is when it was opened, not when it arrived."""
        if self.record or self.way != "electronic" or "arrived" in self.fields:
            return False
        return says(self.words, "opened") and not says(self.words, "arrived")

    @property
    def received_only(self) -> bool:
        """Whether a period runs from the day of a decision, and only the day it was received is known."""
        if self.row is None or not self.row.decided or "decided" in self.fields:
            return False
        return says(self.words, "received") and not says(self.words, "decided")

    @property
    def decision_undated(self) -> bool:
        """Whether it was asked for, and is not known."""
        return self.row is not None and self.row.decided and self.fields.get("decided", "") is None

    def start(self) -> Start | None:
        """From which day it runs; None where that is still to be asked."""
        days = self._days()
        if not days:
            return None
        way = self.way if self._starts_on_service() else None
        on_service = served(way, days, self.kind or CaseKind.CIVIL) if way else None
        day = on_service.on if on_service else days[0]
        return Start(day, self._moment(day), on_service)

    def barred(self) -> Barred | None:
        """Whether the sentence or the record points to something that cannot be appealed."""
        if not self.appeals:
            return None
        for row in rules()["not_appealable"].values():
            named = re.search(row["cues"], self.words) is not None
            on_record = self.record is not None and self.record.procedure in row.get("procedures", ())
            fits = self.kind is None or self.kind.value in row["kinds"]
            if fits and (named or on_record):
                return Barred(row["text"], tuple(row["articles"]))
        return None

    def _appeal(self) -> str | None:
        if self.kind is None or self.document is None:
            return None
        return appeal_row(self.kind, self.document, abroad=self.abroad)

    def _key(self, row: Row) -> str:
        if self.abroad and row.abroad:
            return row.abroad
        procedure = next((key for word, key in row.also.items() if word in self.words), None)
        return procedure or row.kinds.get(self.kind.value if self.kind else "", row.id)

    def _starts_on_service(self) -> bool:
        return self.appeals or (self.row is not None and self.row.served)

    @property
    def unclear_day(self) -> bool:
        """Whether several days were said, and not which of them counts."""
        return len(days_said(self.words, self.today)) > 1 and not self._days()

    def _days(self) -> list[date]:
        if self.record:
            return [self.record.arrived]
        told = next((str(self.fields[name])[:10] for name in ANSWERED if self.fields.get(name)), None)
        if told is not None:
            return [date.fromisoformat(told)]
        said = days_said(self.words, self.today)
        if len(said) > 1:
            decided = self.row is not None and self.row.decided
            event = (day_decided if decided else day_of_event)(self.words, self.today)
            said = said if self.way == "electronic" else [event] if event else []
        elif self.fields.get("start") and self.fields["start"] not in map(str, said):
            return [date.fromisoformat(self.fields["start"])]
        return [lately(day, self.words, self.today) for day in said]

    def _moment(self, day: date) -> datetime | None:
        told = str(self.fields.get("start_at") or "")
        if "T" in told:
            return datetime.fromisoformat(told)
        return moment_said(self.words, day, SHANGHAI)

    def as_fields(self) -> dict[str, Any]:
        """What is kept of it, so that it can be followed up."""
        kept = {name: self.fields[name] for name in KEPT if self.fields.get(name)}
        start = self.start()
        told = {"case_kind": self.kind.value} if self.kind else {}
        if self.document:
            told["document"] = self.document
        if start and not any(self.fields.get(name) for name in ANSWERED):
            kept["which_day"] = min(self._days()).isoformat()
        return {**told, **kept}


def question_of(task: Task, today: date, record: OnRecord | None = None) -> DeadlineQuestion:
    period = str(task.fields.get("period") or "")
    words = " ".join(each for each in (task.words, period, str(task.fields.get("besides") or "")) if each)
    told = task.fields.get("case_kind")
    numbers = (task.fields.get(CASE), *task.entities.get("case_number", ()))
    number = next((parse_exact(str(each)) for each in numbers if each), None)
    by_number = CaseKind(number.kind) if number and number.kind in set(CaseKind) else None
    told = None if told and _only_within(str(told), words) else told
    kind = CaseKind(told) if told else by_number or (record.kind if record else None) or kind_named(words)
    return DeadlineQuestion(words, period if _names(period) else task.words, task.fields, today, kind, record)


def _only_within(kind: str, words: str) -> bool:
    """Whether a kind of case is heard only inside the name of another (附带民事, 行政赔偿)."""
    inside = [name for name, heard_as in WITHIN.items() if heard_as == kind and name in words]
    for name in inside:
        words = words.replace(name, "")
    rest = kind_named(words)
    return bool(inside) and (rest is None or rest.value != kind)


def _names(words: str) -> bool:
    """Whether words that were asked for, or that follow up, name a period: it takes the first's place."""
    return bool(words) and (is_appeal(words) or bool(row_named(words)) or bool(length_named(words)))


def changes(heard: Heard, today: date) -> dict[str, Any]:
    """What a follow-up says anew: another kind of case, paper, day, way of service or period."""
    words = heard.text
    kind, document, way = kind_named(words), document_named(words), way_named(words)
    days = heard.entities.get("date") or [each.isoformat() for each in days_said(words, today)]
    told: dict[str, Any] = {
        "case_kind": kind.value if kind else None,
        "document": document if document != "调解" else None,
        "way": way,
        "abroad": "yes" if abroad_named(words) else None,
        "period": words if _names(words) else None,
        "besides": words if _excepted(words) else None,
    }
    if days:
        told |= {"which_day": days[-1], "arrived": None}
    return {name: value for name, value in told.items() if value is not None or (days and name == "arrived")}


def _excepted(words: str) -> bool:
    return any(re.search(row["cues"], words) for row in rules()["not_appealable"].values())
