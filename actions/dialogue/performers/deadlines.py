"""咨询期限: the last day of a period, each step of the count, the exceptions and the articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.dialogue.agenda import Reply, Task
from actions.dialogue.deadline_question import DeadlineQuestion, question_of
from actions.dialogue.deadline_record import on_record
from actions.dialogue.deadline_words import wants_length
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.knowing import known
from actions.dialogue.performers import knowledge
from actions.dialogue.performers.outcome import Job, Outcome
from actions.law.articles import citations
from actions.law.deadlines import KIND_NAMES, Deadline, counted, deadline, kind_for, passed, remedy
from actions.law.errors import InvalidPeriod, LawError, WrongKindOfCase
from actions.law.periods import Unit
from actions.law.senses import Sense, may_be_posted, of_a_party
from actions.law.terms import CaseKind
from actions.law.time_limits import TimeLimit, time_limit
from actions.service.court_record.facts import calendar_of
from actions.service.functions import function
from actions.service.requests.question import Field, Question
from bot.language.no_days import no_such_day

FUNCTION = "consult.deadline"
_MEASURES = {"日": "日", "月": "个月", "年": "年", "工作日": "个工作日", "小时": "小时", "次": "次"}
_NOT_COUNTED = ("节点", "次")


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """What the last day cannot be told without, one question at a time."""
    question = _question(task, heard, desk)
    lacking = _lacking(question)
    if lacking is None or (lacking == "period" and known(desk, task.words).sure):
        return ()
    field = next(each for each in function(FUNCTION).fields if each.name == lacking)
    lead = _lead(question, lacking)
    return (field.model_copy(update={"question": _led(field.question, lead)}) if lead else field,)


def last_day(job: Job) -> Outcome:
    question = _question(job.task, job.heard, job.desk)
    if _lacking(question) == "period" and (answered := knowledge.answered(job)) is not None:
        return answered  # when something is done, and no period to be counted (反诉什么时候提)
    told = {"function": FUNCTION, "fields": question.as_fields(), "words": question.words}
    if (barred := question.barred()) is not None:
        facts = {"text": barred.text, "law": _law(barred.articles, job)}
        return Outcome((Reply("deadline.not_appealable", facts),), told=told)
    if question.appeals and question.document == "调解":
        return Outcome((Reply("deadline.unknown"),))
    limit = question.limit
    try:
        if limit is not None and _tells_rule(question, limit):
            return Outcome((_rule(limit, question, job),), told=told)
        found = _found(question, job)
    except InvalidPeriod as error:
        job.task.fields.pop("start", None)
        return Outcome((Reply("plain", {"text": error.says}),))
    except WrongKindOfCase as error:
        return Outcome((Reply("deadline.wrong_kind", {"text": error.says}),))
    except LawError as error:
        return Outcome((Reply("plain", {"text": error.says}),))
    if found is None:
        return Outcome((Reply("deadline.unknown"),))
    return Outcome((_result(found, question, job),), told=told)


def _question(task: Task, heard: Heard, desk: Desk) -> DeadlineQuestion:
    return question_of(task, desk.today, on_record(task, heard, desk))


def _lacking(question: DeadlineQuestion) -> str | None:
    """The name of the field to ask for next."""
    limit = question.limit
    if question.barred() is not None or (limit and _cannot(limit, question)):
        return None
    if question.appeals and question.kind is None:
        return "case_kind"
    if question.appeals and question.document is None and not question.abroad:
        return "document"
    if limit is None and question.length is None and not question.appeals:
        return "period" if not question.fields.get("period") else None
    if limit is not None and question.kind is None and _differs(question):
        return "case_kind"
    if limit is not None and _tells_rule(question, limit):
        return None
    hours = limit.unit == "小时" if limit else question.length is not None and question.length.unit == "小时"
    start = question.start()
    if start is None or (hours and start.moment is None):
        return "start_at" if hours else "which_day" if question.unclear_day else "start"
    if question.received_only:
        return "decided"
    return "arrived" if question.opened_only else None


def _cannot(limit: TimeLimit, question: DeadlineQuestion) -> bool:
    try:
        kind_for(limit, question.kind)
    except WrongKindOfCase:
        return True
    return False


def _differs(question: DeadlineQuestion) -> bool:
    """Whether the kind of case, which is not known, would change the length: a kind that has a point in the
    case in its place changes none."""
    row = question.row
    if row is None or not row.kinds:
        return False
    limits = [time_limit(key) for key in (row.id, *row.kinds.values())]
    return len({(each.length, each.unit) for each in limits if each.unit not in _NOT_COUNTED}) > 1


def _tells_rule(question: DeadlineQuestion, limit: TimeLimit) -> bool:
    """A point in the case is not counted; and how long a period is can be told without a day."""
    if limit.unit in _NOT_COUNTED or question.decision_undated:
        return True
    return question.start() is None and wants_length(question.period)


def _lead(question: DeadlineQuestion, lacking: str) -> str:
    """What is known already, said before the question."""
    if lacking in ("start", "start_at") and (wrong := no_such_day(question.words)):
        return f"日历上没有{wrong}这一天。"
    if lacking not in ("start", "start_at", "arrived", "decided") or question.limit is None:
        return ""
    limit = question.limit
    return (
        f"{limit.matter}的期限是{limit.length}{_MEASURES[limit.unit]}，从{limit.starts.split('；')[0]}起算。"
    )


def _led(question: Question, lead: str) -> Question:
    spoken = question.spoken or question.rich
    return Question(rich=lead + question.rich, spoken=lead + spoken)


def _found(question: DeadlineQuestion, job: Job) -> Deadline | None:
    start, limit = question.start(), question.limit
    calendar = calendar_of(job.desk.session)
    if limit is not None:
        kind = kind_for(limit, question.kind)
        if start is None:
            return None
        return deadline(limit.id, start, calendar, kind)
    length = question.length
    if start is None or length is None or length.unit == "小时":
        return None
    unit: Unit = length.unit  # type: ignore[assignment]
    return counted(start, length.count, unit, calendar, question.kind or CaseKind.CIVIL)


def _result(found: Deadline, question: DeadlineQuestion, job: Job) -> Reply:
    missed = remedy(found.limit.id, found.kind) if _is_missed(found, question) else None
    articles = [*found.articles, *(missed.articles if missed else ())]
    assert found.day is not None
    supposed = (
        question.kind is None and len(found.limit.kinds) + len(question.row.kinds if question.row else ()) > 1
    )
    return Reply(
        "deadline.result",
        {
            "matter": found.limit.matter,
            "day": found.day.isoformat(),
            "hour": found.moment.isoformat() if found.moment else None,
            "sense": found.sense.value,
            "opens": found.opens.isoformat() if found.opens else None,
            "safe": found.safe.isoformat() if found.safe else None,
            "left": ((found.opens or found.day) - question.today).days,
            "steps": list(found.steps),
            "record": _of_record(question),
            "supposed": KIND_NAMES[found.kind] if supposed or not found.limit.id else None,
            "notes": list(found.notes),
            "missed": missed.text if missed else None,
            "posted": may_be_posted(found.limit) and found.kind is not CaseKind.COMPENSATION,
            "service": _service_hint(question),
            "law": _law(articles, job),
        },
    )


def _is_missed(found: Deadline, question: DeadlineQuestion) -> bool:
    return passed(found, question.today) and found.sense is Sense.LAST and of_a_party(found.limit)


def _service_hint(question: DeadlineQuestion) -> bool:
    """Whether it is to be said that electronic service counts from arrival: nothing was said of the way."""
    row = question.row
    return question.way is None and (question.appeals or (row is not None and row.served))


def _of_record(question: DeadlineQuestion) -> dict[str, Any] | None:
    record = question.record
    return {"title": record.title, "case_number": record.case_number} if record else None


def _rule(limit: TimeLimit, question: DeadlineQuestion, job: Job) -> Reply:
    """How long a period is and from when it runs, or at which point something is to be done."""
    if limit.unit not in _NOT_COUNTED:
        kind_for(limit, question.kind)
    return Reply(
        "deadline.rule",
        {
            "matter": limit.matter,
            "point": limit.unit == "节点",
            "times": limit.unit == "次",
            "actor": limit.actor,
            "starts": limit.starts,
            "length": f"{limit.length}{_MEASURES.get(limit.unit, '')}",
            "nature": limit.nature,
            "after": limit.after,
            "verified": limit.verified,
            "law": _law(limit.articles, job),
        },
    )


def _law(articles: Sequence[str], job: Job) -> str:
    return citations(articles, spoken=job.heard.modality == "spoken")
