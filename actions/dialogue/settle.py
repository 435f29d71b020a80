"""What the thing on top still lacks: verification, the case, a field, or the caller's yes.

Fills by itself what the record makes plain; sets the one question to ask next, or finds that nothing is
lacking.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.dialogue import record_named, refused
from actions.dialogue.agenda import CASE, QUESTION, SERVED, WHICH, Agenda, Reply, Task
from actions.dialogue.bar import Bar
from actions.dialogue.courts_named import own_first
from actions.dialogue.describing import refers_back
from actions.dialogue.desk import Desk
from actions.dialogue.filling import forget, opened
from actions.dialogue.heard import Heard
from actions.dialogue.in_the_way import in_the_way
from actions.dialogue.performers.registry import service
from actions.dialogue.places import number
from actions.dialogue.readers import left_open
from actions.dialogue.which_case import Meant, among, options
from actions.service.court_record.own_cases import OwnCase
from actions.service.functions import function
from actions.service.requests import kinds
from actions.service.requests.kinds import KINDS
from actions.service.requests.question import Field

VERIFY = "identity.verify"
_GOES_ON = re.compile(r"(?:那|那么|还有)[^,。;?一二两三四五六七八九十\d]{1,6}呢[?。]?")
"""A question right after another, of the same case (那开庭呢)."""
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
        return _next_need(agenda, task, heard, desk, said) if first.anew else None
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
        left = agenda.pop()
        if bar.by_law:
            refused.keep(agenda, left)
        agenda.guesses = list(bar.offers)
        if bar.offers and left.fields.get(CASE):
            agenda.focus[CASE] = left.fields[CASE]
        agenda.unclear = (left.words, left.entities) if bar.offers else None


def _barred(task: Task, heard: Heard, desk: Desk) -> bool:
    return desk.barred_from(task.function, task.fields.get(CASE), heard.modality) is not None


def _read_back(task: Task, read: Reply | None) -> Reply | None:
    if read is None:
        return None
    task.stage, task.asked, task.offered, task.anew = "confirming", None, [], []
    brief, task.brief = task.brief, ""
    return Reply(f"dialog.{brief}", options=read.options) if brief else read


def _case(agenda: Agenda, task: Task, case: str, heard: Heard, desk: Desk, said: list[Reply]) -> Reply | None:
    choices = task.fields.pop("case_choices", None)
    if choices:
        offered = [case for case in desk.cases_for(task.function) if case.case_number in choices]
        return _ask_which(task, offered, heard)
    if task.asked != CASE:
        meant = _possible(_named_at_first(agenda, task, heard, desk), task, desk)
        if meant == Meant():
            meant = _unsaid(agenda, task, case, desk, said)
        if meant.problem:
            said.append(meant.problem)
        elif meant.case:
            task.fields[CASE] = meant.case.case_number
            return None
        elif meant.choices:
            return _ask_which(task, list(meant.choices), heard)
        elif case == "optional":
            return None
    own = _likeliest_first(desk.cases_for(task.function), task, desk)
    if not own:
        said.append(Reply("case.none_at_all"))
        agenda.pop()
        return None
    return _ask_case(task, own, "case.ask", heard)


def _named_at_first(agenda: Agenda, task: Task, heard: Heard, desk: Desk) -> Meant:
    """The case named in the sentence that began it, else in the whole that also wished for something else.
    Keys pressed since then (a licence, a code) are not how it was named."""
    for text, read in filter(None, ((task.words, task.entities), task.beside)):
        entities = {name: tuple(values) for name, values in read.items()}
        opening = replace(heard, text=text, entities=entities, keys=False)
        meant = _meant_at_first(opening, task.function, agenda.focus.get(CASE), desk)
        if meant != Meant():
            return meant
    return Meant()


def _meant_at_first(opening: Heard, function: str, focus: str | None, desk: Desk) -> Meant:
    """民间借贷那个案子 is a description; 那个案子 alone points back, and so do 这个案子 and 那天."""
    pointed = refers_back(_THAT_ONE.sub("", opening.text))
    described = Meant() if pointed else among(desk, function, opening)
    return among(desk, function, opening, focus) if described == Meant() else described


def _possible(meant: Meant, task: Task, desk: Desk) -> Meant:
    """Of several those in which it can be done at all, if there are any."""
    left = [each for each in meant.choices if desk.can_be_done_in(task.function, each.case_number)]
    if not left or len(left) == len(meant.choices):
        return meant
    return Meant(case=left[0]) if len(left) == 1 else Meant(choices=tuple(left))


def _likeliest_first(own: list[OwnCase], task: Task, desk: Desk) -> list[OwnCase]:
    return sorted(own, key=lambda each: not desk.can_be_done_in(task.function, each.case_number))


def _unsaid(agenda: Agenda, task: Task, case: str, desk: Desk, said: list[Reply]) -> Meant:
    """Nothing was said of a case: the only one there is, or in which it can be done; or the one spoken of
    last, unless something else was just registered there. What is to be registered says which is taken."""
    own = desk.cases_for(task.function)
    if len(own) == 1:
        return Meant(case=own[0])
    asks = not function(task.function).is_request
    taken = desk.own_case(agenda.focus.get(CASE, ""), task.function)
    if case != "required":
        return Meant(case=taken) if _GOES_ON.fullmatch(task.words) else Meant()
    after = agenda.focus.get(SERVED)
    if taken is not None and not asks and after is not None and function(after).is_request:
        taken = None
    able = [each for each in own if desk.can_be_done_in(task.function, each.case_number)]
    if not asks and taken not in able:
        taken = able[0] if len(able) == 1 else None
    if taken is not None and not asks:
        said.append(Reply("case.taken", {"case_number": taken.case_number, "label": taken.label}))
    return Meant(case=taken)


def _ask_which(task: Task, cases: list[OwnCase], heard: Heard) -> Reply:
    """One alone is what a number only sounded like: the caller must say yes to it."""
    return _ask_case(task, cases, "case.which" if len(cases) > 1 else "case.is_it", heard)


def _ask_case(task: Task, cases: list[OwnCase], key: str, heard: Heard) -> Reply:
    offered = options(cases, heard.modality)
    task.asked, task.offered = CASE, [[title, number] for title, number in offered]
    return Reply(key, {"count": len(cases)}, offered, dictating=True)


def _field(
    agenda: Agenda, task: Task, field: Field, heard: Heard, desk: Desk, said: list[Reply]
) -> Reply | None:
    if task.fields.get(field.name) not in (None, ""):
        return None
    if field.name in task.fields and not field.required:
        return None  # left out on purpose
    said += record_named.done_at_first(task, field, desk)
    record, kind = desk.record(task.function, task.fields.get(CASE)), KINDS[field.reader]
    offered = [
        (field.titled(value, title, heard.modality), value) for value, title in kinds.offered(record, field)
    ]
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
    known = kinds.from_record(record, field, task.fields) or in_the_way(task, field, desk)
    named = None if field.name in task.anew else record_named.meant(task, field, desk)
    known = next((each for each in (named, spoken_of) if each in [value for _, value in offered]), known)
    if known is not None:
        task.fields[field.name] = known
        return None
    if field.told == "reason":
        offered = [(each, each) for each in desk.clashes_with(task.fields.get("hearing"), task.function)]
    offered = offered or [(name, name) for name in own_first(left_open(task, field), desk)]
    task.asked, task.offered = field.name, [[title, value] for title, value in offered]
    if field.reader == number.READER and task.pieces:
        return number.asked(task.pieces, heard.modality, desk)
    return Reply(
        "dialog.question",
        {"question": field.question.text(heard.modality)},
        tuple((title, title) for title, _ in offered),
        dictating=kind.dictated,
    )
