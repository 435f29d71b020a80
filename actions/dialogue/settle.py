"""What the thing on top still lacks: verification, the case, a field, or the caller's yes.

Fills by itself what the record makes plain; sets the one question to ask next, or finds that nothing is
lacking.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.agenda import CASE, QUESTION, WHICH, Agenda, Reply, Task
from actions.dialogue.bar import Bar
from actions.dialogue.describing import refers_back
from actions.dialogue.desk import Desk
from actions.dialogue.filling import forget, opened
from actions.dialogue.heard import Heard
from actions.dialogue.performers.registry import service
from actions.dialogue.readers import left_open
from actions.dialogue.which_case import Meant, case_meant, options
from actions.service.court_record.own_cases import OwnCase
from actions.service.functions import function
from actions.service.requests import kinds
from actions.service.requests.kinds import KINDS
from actions.service.requests.question import Field

VERIFY = "identity.verify"
_THAT_ONE = re.compile(r"那个案|那件")


def settle(agenda: Agenda, heard: Heard, desk: Desk) -> tuple[bool, list[Reply]]:
    """Prepare the top task. True: it can be performed (or there is none). Also what must be said before."""
    said: list[Reply] = []
    agenda.prompt = None
    while agenda.top is not None:
        task = agenda.top
        need = _next_need(agenda, task, heard, desk, said)
        if agenda.top is not task:
            continue  # something was put on top (a verification), or this one was dropped
        if need is None:
            task.asked, task.offered = None, []
            if function(task.function).kind == "query":
                agenda.focus[QUESTION] = task.function
            return True, said
        agenda.prompt = need.as_json()
        return False, said
    return True, said


def _next_need(agenda: Agenda, task: Task, heard: Heard, desk: Desk, said: list[Reply]) -> Reply | None:
    wanted, serving = function(task.function), service(task.function)
    if not wanted.built:
        return None
    if len(agenda.tasks) > 1 and serving.standing(task, desk):
        agenda.pop()
        return None
    if wanted.identity == "lawyer" and desk.caller.level == 0:
        begun = next((other for other in agenda.tasks if other.function == VERIFY), None)
        if begun is not None:
            agenda.tasks.remove(begun)
        agenda.push(begun or opened(VERIFY, heard))
        return None
    if wanted.identity == "lawyer" and _barred(task, heard, desk):
        return None  # said, and kept on record, when it is performed
    if barred := desk.barred(task.function):
        said.append(Reply("plain", {"text": barred}))
        agenda.pop()
        return None
    case = wanted.case_for(task.fields)
    case_number = task.fields.get(CASE) if case != "none" else None
    if case_number and desk.own_case(case_number, task.function) is None:
        # It may have been his when it was named; what he may hear is asked anew each time.
        task.fields, task.words, task.entities, task.asked = {}, "", {}, CASE
        said.append(Reply("case.not_found"))
    if task.stage == "code":
        return Reply("identity.ask_code", dictating=True)
    if case != "none" and wanted.kind in ("query", "request") and not task.fields.get(CASE):
        need = _case(agenda, task, case, heard, desk, said)
        if need is not None or agenda.top is not task or _barred(task, heard, desk):
            return need
    if task.asked == WHICH and task.stage == "confirming":
        return Reply("dialog.which_field", options=tuple((title, title) for title, _ in task.offered))
    first = serving.first(desk, task)
    if isinstance(first, Bar):
        _stopped(agenda, task, first, said)
        return None
    if first is not None:
        said.append(first)
    for field in serving.needs(task, heard, desk):
        need = _field(agenda, task, field, heard, desk, said)
        if need is not None or agenda.top is not task:
            return need
    if serving.reads_back is None or task.stage == "confirmed":
        return None
    bar = serving.bars(desk, task, heard.modality) if serving.bars else None
    if bar is not None:
        _stopped(agenda, task, bar, said)
        return _next_need(agenda, task, heard, desk, said) if bar.anew else None
    return _read_back(task, serving.reads_back(desk, task, heard.modality))


def _stopped(agenda: Agenda, task: Task, bar: Bar, said: list[Reply]) -> None:
    """It ends here; or, with nothing else lost, what was wrong is to be given anew."""
    said.append(bar.reply)
    for name in bar.anew:
        forget(task, name)
    if not bar.anew:
        agenda.pop()
        agenda.guesses = list(bar.offers)


def _barred(task: Task, heard: Heard, desk: Desk) -> bool:
    return desk.barred_from(task.function, task.fields.get(CASE), heard.modality) is not None


def _read_back(task: Task, read: Reply | None) -> Reply | None:
    if read is None:
        return None
    task.stage, task.asked, task.offered, task.anew = "confirming", None, [], []
    brief, task.brief = task.brief, False
    return Reply("dialog.only_yes", options=read.options) if brief else read


def _case(agenda: Agenda, task: Task, case: str, heard: Heard, desk: Desk, said: list[Reply]) -> Reply | None:
    choices = task.fields.pop("case_choices", None)
    if choices:
        offered = [case for case in desk.cases_for(task.function) if case.case_number in choices]
        return _ask_which(task, offered)
    if task.asked != CASE:
        entities = {name: tuple(values) for name, values in task.entities.items()}
        # Keys pressed since then (a licence, a code) are not how the case was named.
        opening = replace(heard, text=task.words, entities=entities, keys=False)
        meant = _meant_at_first(opening, task.function, agenda.focus.get(CASE), desk)
        if meant.problem:
            said.append(meant.problem)
        elif meant.case:
            task.fields[CASE] = meant.case.case_number
            return None
        elif meant.choices:
            return _ask_which(task, list(meant.choices))
        else:
            meant = _unsaid(agenda, task, case, desk)
            if meant.case:
                task.fields[CASE] = meant.case.case_number
                return None
            if case == "optional":
                return None
    own = desk.cases_for(task.function)
    if not own:
        said.append(Reply("case.none_at_all"))
        agenda.pop()
        return None
    return _ask_case(task, own, "case.ask")


def _meant_at_first(opening: Heard, function: str, focus: str | None, desk: Desk) -> Meant:
    """民间借贷那个案子 is a description; 那个案子 alone points back, and so do 这个案子 and 那天."""
    own = desk.cases_for(function)
    pointed = refers_back(_THAT_ONE.sub("", opening.text))
    described = Meant() if pointed else case_meant(own, opening)
    return case_meant(own, opening, focus) if described == Meant() else described


def _unsaid(agenda: Agenda, task: Task, case: str, desk: Desk) -> Meant:
    """Nothing was said of a case: the one spoken of last, else the only one there is."""
    focus = agenda.focus.get(CASE)
    if focus and case == "required":
        return Meant(case=desk.own_case(focus, task.function))
    own = desk.cases_for(task.function)
    return Meant(case=own[0]) if len(own) == 1 else Meant()


def _ask_which(task: Task, cases: list[OwnCase]) -> Reply:
    """One alone is what a number only sounded like: the caller must say yes to it."""
    return _ask_case(task, cases, "case.which" if len(cases) > 1 else "case.is_it")


def _ask_case(task: Task, cases: list[OwnCase], key: str) -> Reply:
    offered = options(cases)
    task.asked, task.offered = CASE, [[title, number] for title, number in offered]
    return Reply(key, {"count": len(cases)}, offered, dictating=True)


def _field(
    agenda: Agenda, task: Task, field: Field, heard: Heard, desk: Desk, said: list[Reply]
) -> Reply | None:
    if task.fields.get(field.name) not in (None, ""):
        return None
    if field.name in task.fields and not field.required:
        return None  # left out on purpose
    record, kind = desk.record(task.function, task.fields.get(CASE)), KINDS[field.reader]
    offered = [(title, value) for value, title in kinds.offered(record, field)]
    if kind.none_offered and not offered:
        case = desk.own_case(task.fields[CASE], task.function)
        assert case is not None
        said.append(Reply(kind.none_offered, {"case_number": case.case_number, "label": case.label}))
        agenda.pop()
        return None
    if task.no_such_day and (field.shape == "until" or field.reader == "date"):
        said.append(Reply("field.no_such_day", {"day": task.no_such_day}))
        task.no_such_day = ""
    spoken_of = agenda.focus.get(field.reader)
    known = kinds.from_record(record, field, task.fields)
    if spoken_of in [value for _, value in offered]:
        known = spoken_of
    if known is not None:
        task.fields[field.name] = known
        return None
    if field.told == "reason":
        offered = [(each, each) for each in desk.clashes_with(task.fields.get("hearing"), task.function)]
    offered = offered or left_open(task, field)
    task.asked, task.offered = field.name, [[title, value] for title, value in offered]
    return Reply(
        "dialog.question",
        {"question": field.question.text(heard.modality)},
        tuple((title, title) for title, _ in offered),
        dictating=kind.dictated,
    )
