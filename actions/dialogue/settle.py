"""What the thing on top still lacks: verification, the case, a field, or the caller's yes.

Fills by itself what the record makes plain; sets the one question to ask next, or finds that nothing is
lacking.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.answering import fill
from actions.dialogue.correcting import CASE, WHICH
from actions.dialogue.describing import hearing_label, label, refers_back
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.consultation import needs_amount
from actions.dialogue.reading_back import barred, read_back
from actions.dialogue.which_case import Meant, case_meant, options
from actions.service.functions import Function, function
from actions.service.requests.matters import Field
from actions.store.records import Case

VERIFY = "identity.verify"
QUESTION = "question"
"""In the focus: what was asked of the record last, to be asked again of another case (民间借贷那个呢)."""
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
    wanted = function(task.function)
    if not wanted.built:
        return None
    if (
        task.function == VERIFY
        and desk.caller.level > 0
        and task.stage == "filling"
        and len(agenda.tasks) > 1
    ):
        agenda.pop()
        return None
    if wanted.identity == "lawyer" and desk.caller.level == 0:
        begun = next((other for other in agenda.tasks if other.function == VERIFY), None)
        if begun is not None:
            agenda.tasks.remove(begun)
        agenda.push(begun or _verification(heard))
        return None
    if task.fields.get(CASE) and desk.case(task.fields[CASE], task.function) is None:
        # It may have been his when it was named; what he may hear is asked anew each time.
        task.fields, task.words, task.entities, task.asked = {}, "", {}, CASE
        said.append(Reply("case.not_found"))
    if task.stage == "code":
        return Reply("identity.ask_code", dictating=True)
    if wanted.case != "none" and wanted.kind in ("query", "request") and not task.fields.get(CASE):
        need = _case(agenda, task, wanted, heard, desk, said)
        if need is not None or agenda.top is not task:
            return need
    if task.asked == WHICH and task.stage == "confirming":
        return Reply("dialog.which_field", options=tuple((title, title) for title, _ in task.offered))
    if task.function == "consult.fee" and not needs_amount(f"{task.words} {heard.text}"):
        return None
    for field in wanted.fields:
        need = _field(agenda, task, field, heard, desk, said)
        if need is not None or agenda.top is not task:
            return need
    if wanted.is_request and task.stage != "confirmed":
        bar = barred(desk, task, heard.modality)
        if bar is not None:
            said.append(bar)
            agenda.pop()
            return None
        task.stage, task.asked, task.offered = "confirming", None, []
        return read_back(desk, task, heard.modality)
    return None


def _verification(heard: Heard) -> Task:
    verify = Task(VERIFY, words=heard.text)
    fill(verify, heard)
    return verify


def _case(
    agenda: Agenda, task: Task, wanted: Function, heard: Heard, desk: Desk, said: list[Reply]
) -> Reply | None:
    choices = task.fields.pop("case_choices", None)
    if choices:
        offered = [case for case in desk.cases_for(task.function) if case.case_number in choices]
        return _ask_which(task, desk, offered)
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
            return _ask_which(task, desk, list(meant.choices))
        else:
            meant = _unsaid(agenda, task, wanted, desk)
            if meant.case:
                task.fields[CASE] = meant.case.case_number
                return None
            if wanted.case == "optional":
                return None
    own = desk.cases_for(task.function)
    if not own:
        said.append(Reply("case.none_at_all"))
        agenda.pop()
        return None
    return _ask_case(task, desk, own, "case.ask")


def _meant_at_first(opening: Heard, function: str, focus: str | None, desk: Desk) -> Meant:
    """民间借贷那个案子 is a description; 那个案子 alone points back, and so do 这个案子 and 那天."""
    pointed = refers_back(_THAT_ONE.sub("", opening.text))
    described = Meant() if pointed else case_meant(desk, opening, function, None)
    return case_meant(desk, opening, function, focus) if described == Meant() else described


def _unsaid(agenda: Agenda, task: Task, wanted: Function, desk: Desk) -> Meant:
    """Nothing was said of a case: the one spoken of last, else the only one there is."""
    focus = agenda.focus.get(CASE)
    if focus and wanted.case == "required":
        return Meant(case=desk.case(focus, task.function))
    own = desk.cases_for(task.function)
    return Meant(case=own[0]) if len(own) == 1 else Meant()


def _ask_which(task: Task, desk: Desk, cases: list[Case]) -> Reply:
    """One alone is what a number only sounded like: the caller must say yes to it."""
    return _ask_case(task, desk, cases, "case.which" if len(cases) > 1 else "case.is_it")


def _ask_case(task: Task, desk: Desk, cases: list[Case], key: str) -> Reply:
    offered = options(desk, cases)
    task.asked, task.offered = CASE, [[title, number] for title, number in offered]
    return Reply(key, {"count": len(cases)}, offered, dictating=True)


def _field(
    agenda: Agenda, task: Task, field: Field, heard: Heard, desk: Desk, said: list[Reply]
) -> Reply | None:
    if task.fields.get(field.name) not in (None, "") or not field.required:
        return None
    if task.function == VERIFY and field.name == "person" and _name_left_out(task, heard):
        return None
    offered: list[tuple[str, str]] = [(choice.title, choice.value) for choice in field.choices]
    if field.reader == "hearing":
        coming = desk.coming_hearings(task.fields[CASE])
        if not coming:
            case = desk.case(task.fields[CASE], task.function)
            assert case is not None
            said.append(
                Reply(
                    "hearing.none_coming",
                    {"case_number": case.case_number, "label": label(desk.session, case)},
                )
            )
            agenda.pop()
            return None
        focus = agenda.focus.get("hearing")
        if len(coming) == 1 or focus in {hearing.id for hearing in coming}:
            task.fields[field.name] = focus if focus in {h.id for h in coming} else coming[0].id
            return None
        offered = [(hearing_label(hearing), hearing.id) for hearing in coming]
    elif field.filled_from == "office_on_record":
        office = office_of(desk, task)
        if office:
            task.fields[field.name] = office
            return None
    task.asked, task.offered = field.name, [[title, value] for title, value in offered]
    return Reply(
        "dialog.question",
        {"question": field.question.text(heard.modality)},
        tuple((title, title) for title, _ in offered),
        dictating=field.reader in ("licence", "phone"),
    )


def _name_left_out(task: Task, heard: Heard) -> bool:
    """On the telephone, with keys alone, the name is left out (contract section 5)."""
    return heard.channel == "voice" and bool(task.fields.get("by_keys"))


def office_of(desk: Desk, task: Task) -> str | None:
    """The office of the person named, where the record shows it."""
    case = desk.case(task.fields[CASE], task.function)
    named = task.fields.get("person") or ""
    for office, entry in (("judge", case.judge), ("clerk", case.clerk)) if case else ():
        if entry and entry.get("name") and entry["name"] in named:
            return office
    return None
