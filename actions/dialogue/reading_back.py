"""Before a request is registered: read back what it will say, or say at once why it cannot be."""

from __future__ import annotations

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.bar import Bar
from actions.dialogue.day_remarks import day_remarks
from actions.dialogue.desk import Desk
from actions.errors import BadFields, HotlineError
from actions.service.requests import speech
from actions.service.requests.fields import WORDS
from actions.service.requests.matters import matter
from actions.service.requests.offered import NotOffered
from actions.service.requests.second import BESIDE, SECOND, SUPPLEMENT, THERE
from actions.service.requests.submission import Wanted, check
from actions.service.wording import Modality

PERSON = "human.agent"


def barred(desk: Desk, task: Task, modality: Modality) -> Bar | None:
    """Why this request cannot be registered for this caller as it stands, if so."""
    if task.fields.get(SECOND) == SUPPLEMENT:
        return None
    try:
        refusal = check(desk.work, desk.caller, wanted(task)).refusal
    except NotOffered as error:
        return not_offered(error)
    except BadFields as error:
        given_wrong = tuple(name for name in error.faults if task.fields.get(name) not in (None, ""))
        return Bar(Reply("plain", {"text": error.message}), anew=given_wrong)
    except HotlineError as error:
        return Bar(Reply("plain", {"text": error.message}))
    return Bar(Reply("plain", {"text": speech.refusal(refusal, modality)}), by_law=True) if refusal else None


def not_offered(error: NotOffered) -> Bar:
    """The way to do it at the court, and a call-back if one is wanted."""
    return Bar(Reply("request.not_offered", error.facts, (("转人工", "转人工"),)), offers=(PERSON,))


def read_back(desk: Desk, task: Task, modality: Modality) -> Reply:
    """The summary, ending in the question whether it is right."""
    record = desk.record(task.function, task.fields.get(CASE))
    asked, fields = matter(task.function).chosen(task.fields), given(task)
    text = speech.read_back(record, asked, fields, modality, task.read)
    task.read = speech.as_read(record, asked, fields)
    text = day_remarks(task, desk.today, modality) + text
    return Reply("plain", {"text": text}, (("对", "对"), ("修改", "不对"), ("取消", "取消")))


def wanted(task: Task) -> Wanted:
    """What the task asks for. Raises BadFields where what it is about is not named in full."""
    beside = str(task.fields.get(THERE, "")) if task.fields.get(SECOND) in BESIDE else ""
    return Wanted.of(task.function, given(task), beside)


def given(task: Task) -> dict[str, object]:
    """The matter's own fields as they are asked, without what the dialogue keeps for itself."""
    fields = matter(task.function).chosen(task.fields).fields
    names = {field.name for field in fields if field.is_asked(task.fields)}
    values = {name: value for name, value in task.fields.items() if name in names}
    return values | {f"{name}{WORDS}": said for name, said in task.spoken.items() if values.get(name)}
