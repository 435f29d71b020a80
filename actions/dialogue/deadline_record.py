"""The paper in the court's record that a period runs from, for a lawyer who is verified."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.agenda import CASE, Task
from actions.dialogue.deadline_question import ANSWERED, OnRecord
from actions.dialogue.deadline_words import document_named, is_appeal, row_named, without_days
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.which_case import case_meant
from actions.service.clock import BEIJING
from actions.service.court_record.deliveries import served
from actions.service.court_record.facts import kind_of, procedure_of

DELIVERY = "query.delivery"
"""Whose rights to see a delivery hold here too."""
_PAPERS = {
    "L18": "起诉状",
    "L19": "起诉状",
    "L88": "起诉状",
    "L60": "交费",
    "L39": "保全裁定",
    "L90": "支付令",
}
"""By what its title is known, for a period that does not run from a judgment or ruling."""


def on_record(task: Task, heard: Heard, desk: Desk) -> OnRecord | None:
    """The newest fitting paper that was served on the caller in the case that is named; None where he is not
    verified, a day was said, no case is meant, or nothing fits."""
    if desk.caller.level == 0 or any(task.fields.get(name) for name in ("start", *ANSWERED)):
        return None
    wanted = _title(task, desk)
    case = _case(task, heard, desk)
    if wanted is None or case is None:
        return None
    licence = desk.caller.licence_no
    papers = served(desk.session, [case], to=(desk.today, licence)) if licence else []
    fitting = [paper for paper in papers if wanted in paper.title]
    if not fitting:
        return None
    paper, row = fitting[-1], desk.case(case, DELIVERY)
    return OnRecord(
        paper.title,
        case,
        paper.served_at.astimezone(BEIJING).date(),
        kind_of(case),
        procedure_of(row) if row else None,
    )


def _title(task: Task, desk: Desk) -> str | None:
    if is_appeal(task.words):
        return task.fields.get("document") or document_named(task.words) or "判决"
    row = row_named(without_days(task.words, desk.today))
    return _PAPERS.get(row.id) if row else None


def _case(task: Task, heard: Heard, desk: Desk) -> str | None:
    """The case that is named by number or described; an own one alone."""
    own = desk.cases_for(DELIVERY)
    numbers = task.fields.get(CASE), *task.entities.get("case_number", ())
    said = next((str(each) for each in numbers if each), None)
    if said is not None:
        return said if desk.own_case(said, DELIVERY) else None
    entities = {name: tuple(values) for name, values in task.entities.items()}
    meant = case_meant(own, replace(heard, text=task.words, entities=entities, keys=False))
    return meant.case.case_number if meant.case else None
