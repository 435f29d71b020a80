"""Before a request is registered: read back what it will say, or say at once why it cannot be."""

from __future__ import annotations

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.desk import Desk
from actions.errors import HotlineError
from actions.law.checks.finding import refused
from actions.service.court_record import facts as record
from actions.service.requests import speech
from actions.service.requests.fields import WORDS
from actions.service.requests.matters import matter
from actions.service.requests.prechecking import Refusal
from actions.service.requests.submission import Wanted, check
from actions.service.wording import Modality


def barred(desk: Desk, task: Task, modality: Modality) -> Reply | None:
    """Why this request cannot be registered for this caller, if so."""
    asked, case_number = matter(task.function), task.fields[CASE]
    try:
        findings = check(desk.work, desk.caller, wanted(task))
    except HotlineError as error:
        return Reply("plain", {"text": error.message})
    if not refused(findings):
        return None
    case = desk.case(case_number, task.function)
    contact = record.contact_of(desk.session, case, not_named=task.fields.get("person")) if case else None
    barring = tuple(finding for finding in findings if finding.level == "refuse")
    why = Refusal(asked, case_number, barring, contact, desk.clock())
    return Reply("plain", {"text": speech.refusal(why, modality)})


def read_back(desk: Desk, task: Task, modality: Modality) -> Reply:
    """The summary, ending in the question whether it is right."""
    text = speech.read_back(desk.record(task.fields[CASE]), matter(task.function), given(task), modality)
    return Reply("plain", {"text": text}, (("对", "对"), ("修改", "不对"), ("取消", "取消")))


def wanted(task: Task) -> Wanted:
    """What the task asks for, without what the dialogue keeps for itself."""
    return Wanted(task.function, task.fields[CASE], given(task))


def given(task: Task) -> dict[str, object]:
    """The matter's own fields, without the case number and what the dialogue keeps for itself."""
    names = {field.name for field in matter(task.function).fields} - {CASE}
    values = {name: value for name, value in task.fields.items() if name in names}
    return values | {f"{name}{WORDS}": said for name, said in task.spoken.items() if values.get(name)}
