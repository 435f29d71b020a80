"""Whether what a sentence was taken for is what its label says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from actions.dialogue import act as kinds
from actions.dialogue.act import Act
from actions.dialogue.agenda import CASE
from actions.service.court_record.own_cases import ComingHearing
from actions.service.functions import function
from api.commands.evaluation.in_place import FOUR, Pair, agenda_of, states
from bot.language.case_number import parse_exact

NAMES: dict[type[Any], str] = {
    kinds.Answers: "answer",
    kinds.Narrows: "answer",
    kinds.Misread: "noise",
    kinds.Asks: "question",
    kinds.Wishes: "wish",
    kinds.Corrects: "correct",
    kinds.Amends: "correct",
    kinds.Confirms: "confirm",
    kinds.Refuses: "deny",
    kinds.Keeps: "keep",
    kinds.Steers: "steer",
    kinds.Declined: "decline",
    kinds.Outside: "outside",
    kinds.Guides: "question",
    kinds.Follows: "follow",
    kinds.Points: "follow",
    kinds.Guessed: "confirm",
    kinds.Noise: "noise",
    kinds.Silent: "noise",
    kinds.Happened: "noise",
}
CANCEL = {"act": "steer", "how": "cancel"}
HOWS = {"nothing": ("skip", "thanks", "goodbye")}


def name_of(act: Act) -> str:
    """The label's word for an act."""
    if isinstance(act, kinds.Narrows) and act.instead:
        return "correct"
    return NAMES[type(act)]


def right(pair: Pair, found: Sequence[Act]) -> bool:
    """Whether acts and values are those of the label. Of two labelled acts both must be found."""
    wanted = list(pair.acts)
    if wanted[0] == CANCEL and isinstance(found[0], kinds.Wishes) and found[0].instead:
        wanted = wanted[1:] or wanted  # what is wished for in its place gives it up
    corrected = [each for each in found if isinstance(each, kinds.Corrects)]
    if len(corrected) > 1 and wanted[0]["act"] == "correct":
        got = {each.name: each.value for each in corrected}  # several values are put right in one breath
        return _values(pair.state, wanted[0].get("values", {}), got, loosely=True)
    if len(found) < len(wanted):
        return False
    return all(_same(pair.state, want, act) for want, act in zip(wanted, found, strict=False))


def _same(state: str, want: Mapping[str, Any], act: Act) -> bool:
    name, got = want["act"], name_of(act)
    task = states()[state]
    match act:
        case kinds.Answers(values) if name == "correct" and task.get("asked") == CASE:
            return _values(state, want.get("values", {}), values)
        case kinds.Misread() if name in ("answer", "correct") and CASE in want.get("values", {}):
            return True  # a number that is not his is answered, and not found
        case kinds.Narrows(instead=False) if want.get("why") == "vague":
            return True  # not said which: asked again, among those that fit
        case kinds.Guessed() if name == "noise":
            return True  # a yes between two: which, is asked
        case kinds.Corrects(field) if "which" in want.get("values", {}):
            return bool(want["values"]["which"] == field)
        case kinds.Wishes("feedback.rate", _, _) if name == "follow" and "rating" in want.get("values", {}):
            return True
        case kinds.Answers(values) if name == "confirm" and task.get("asked") == CASE:
            return CASE in values
        case kinds.Wishes(code) if name == "confirm" and not task.get("function"):
            return True
        case kinds.Keeps():
            return (
                name in ("confirm", "deny", "answer", "correct")
                if task.get("asked")
                else name in ("answer", "correct", "noise")
            )
        case kinds.Refuses() if name == "correct":
            return all(value is None for value in want.get("values", {}).values())
        case kinds.Steers(how) if name == "deny" and how == "nothing":
            return True
    if name != got:
        return False
    match act:
        case kinds.Answers(values):
            return _values(state, want.get("values", {}), values)
        case kinds.Corrects(field, value):
            return _values(state, want.get("values", {}), {field: value}, loosely=True)
        case kinds.Amends(field, value):
            return _amended(state, want.get("values", {}), field, value)
        case kinds.Asks(about):
            return (want.get("about") == "bot") == (about == "line")
        case kinds.Wishes(code):
            return bool(want["function"] == code)
        case kinds.Steers(how):
            return bool(want["how"] == how) or want["how"] in HOWS.get(how, ())
        case kinds.Declined(kind):
            return bool(want["kind"] == kind)
        case kinds.Follows(changes):
            return _follows(want.get("values", {}), changes)
        case kinds.Points(index):
            return int(want.get("values", {}).get("option", 0)) == index + 1
    return True


def _amended(state: str, want: Mapping[str, Any], name: str, value: Any) -> bool:
    """Whether the part is one of those labelled, and its value, where both say one, the same."""
    told = agenda_of(state).told or {}
    field = next((each for each in function(told["function"]).fields if each.name == name), None)
    wanted = want.get(name)
    said = wanted not in (None, "=") and value is not None
    return (not want or name in want) and (not said or _equal(field, wanted, value))


def _values(state: str, want: Mapping[str, Any], got: Mapping[str, Any], *, loosely: bool = False) -> bool:
    """Every labelled value that belongs to the task must be there. `loosely`: words may be read otherwise."""
    code = states()[state].get("function")
    fields = {each.name: each for each in function(code).fields} if code else {}
    for name, value in want.items():
        if name not in fields and name != CASE:
            continue
        if value is None or value == "=":
            if name not in got:
                return False
            continue
        if name not in got or (got[name] is None and not loosely):
            return False
        if got[name] is not None and not _equal(fields.get(name), value, got[name]):
            return False
    return True


def _equal(field: Any, want: Any, got: Any) -> bool:
    if str(want) == str(got):
        return True
    if field is not None and field.reader == "phone":
        return _digits(want)[-7:] == _digits(got)[-7:] and _digits(got).endswith(_digits(want).lstrip("0"))
    if field is not None and field.choices:
        choice = field.choice(str(got))
        cues = (choice.title, *choice.cues) if choice else ()
        return any(str(want) in cue or cue in str(want) for cue in cues) or field.name == "ground"
    if field is not None and field.reader == "hearing":
        return any(each.id == got and str(each.starts_at.date()) == want for each in _hearings())
    if field is None:
        a, b = parse_exact(str(want)), parse_exact(str(got))
        return a is not None and a == b
    if field.reader == "text":
        return True
    try:
        return Decimal(str(want)) == Decimal(str(got))
    except InvalidOperation:
        return False


def _hearings() -> Iterator[ComingHearing]:
    """Those of the four cases, which a label may name by their day."""
    return (each for case in FOUR for each in case.hearings)


def _digits(number: Any) -> str:
    return "".join(each for each in str(number) if each.isdecimal())


def _follows(want: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    for name, value in want.items():
        if name == "remark" or value == "=":
            if not changes:
                return False
        elif name in ("rating", "amount_yuan"):
            sums = [amount for _, amount in changes.get("sums", ())]  # a sum stands there with its role
            got = changes.get(name, sums[-1] if sums else None)
            if got is None or Decimal(str(got)) != Decimal(str(value)):
                return False
        elif name not in changes and not (name == "kind" and changes):
            return False
    return True
