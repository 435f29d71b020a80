"""Before a request is filled in: whether its court takes it online, and whether the same one is open already,
so that it is added to rather than registered twice."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue import reading_back
from actions.dialogue.agenda import Reply, Task
from actions.dialogue.bar import Bar
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.enforced import in_enforcement
from actions.dialogue.performers.outcome import required
from actions.errors import HotlineError
from actions.service.requests.matters import Matter, matter
from actions.service.requests.offered import NotOffered, must_be_offered
from actions.service.requests.question import Field, Question
from actions.service.requests.second import ADDITION, AMENDING, ANOTHER, LEAVE, SECOND, SUPPLEMENT, THERE
from actions.service.requests.subject import Found, connected, subject_of
from actions.service.requests.twin import Twin, open_twins
from actions.service.wording import Modality, say
from bot.language.case_number import parse_exact


def first(desk: Desk, task: Task) -> Bar | Reply | None:
    """What is said as soon as it is known what the request is about; None where that is not known, or there
    is nothing to say."""
    if (instead := in_enforcement(desk, task)) is not None:
        return instead
    asked = matter(task.function).chosen(task.fields)
    if (bar := _not_connected(desk, task, asked)) is not None:
        return bar
    found = None if asked.variants else _found(desk, task)
    if found is None:
        return None
    try:
        must_be_offered(found.court, asked)
    except NotOffered as error:
        return reading_back.not_offered(error)
    if task.fields.get(SECOND) == LEAVE:
        return Bar(Reply("request.twin_left", {"title": asked.title_zh}))
    alone = found.case_number is not None and not asked.repeatable
    there = open_twins(desk.work, desk.caller, asked, found) if alone else []
    if not there or task.fields.get(THERE) in [one.receipt_no for one in there]:
        return None
    task.fields[THERE] = there[0].receipt_no
    return Reply("request.twin", Twin(asked, there[0], same=False).facts)


def _not_connected(desk: Desk, task: Task, asked: Matter) -> Bar | None:
    """A court that was named and is not on this line: said at once, and another is asked for."""
    for name in ("court", "number"):
        value = str(task.fields.get(name) or "")
        number = parse_exact(value)
        if (
            asked.field(name) is not None
            and value
            and not connected(desk.session, number.court if number else value)
        ):
            called = value if number is None else number.court
            return Bar(Reply("request.court_not_connected", {"court": called}), anew=(name,))
    return None


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """Of an addition only what is to be added."""
    fields = [
        _put_right(task, field) if field.name == SECOND else field for field in required(task, heard, desk)
    ]
    return [field for field in fields if not adds(task) or field.name in (SECOND, ADDITION)]


def _put_right(task: Task, field: Field) -> Field:
    """How what was wrong is to be put right, asked in place of whether a second one is meant."""
    if AMENDING not in task.fields:
        return field
    facts = {"receipt_no": task.fields[THERE], "part": task.fields[AMENDING]}
    forms: tuple[Modality, ...] = ("rich", "short", "spoken")
    question = Question(**{form: say("request.amend_how", facts, form) for form in forms})
    choices = tuple(choice for choice in field.choices if choice.value != ANOTHER)
    return field.model_copy(update={"question": question, "choices": choices})


def read_back(desk: Desk, task: Task, modality: Modality) -> Reply:
    if not adds(task):
        return reading_back.read_back(desk, task, modality)
    facts = {"receipt_no": task.fields[THERE], "text": task.fields[ADDITION]}
    return Reply("request.addition_read_back", facts, (("对", "对"), ("修改", "不对"), ("取消", "取消")))


def adds(task: Task) -> bool:
    """Whether it adds to a request that is open already."""
    return task.fields.get(SECOND) == SUPPLEMENT


def _found(desk: Desk, task: Task) -> Found | None:
    try:
        asked = matter(task.function).chosen(task.fields)
        return subject_of(asked, task.fields).found(desk.work, desk.caller, task.function)
    except HotlineError:
        return None  # not named in full yet, or not his to ask for: that is said where it is submitted
