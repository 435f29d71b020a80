"""Which case is meant: a number that was said, a piece of one, a description, or what was just spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.act import Cases
from actions.dialogue.agenda import Reply
from actions.dialogue.describing import described, refers_back
from actions.dialogue.heard import Heard
from actions.service.court_record.own_cases import OwnCase
from actions.service.wording import Modality
from bot.language.case_number import CaseNumber, parse_exact
from bot.language.digits import digit_runs
from bot.language.heard import sounding_alike
from bot.language.serials import serials
from bot.language.sounds import match_own_cases, meant

OFFERED = 5
_ALOUD = "零幺二三四五六七八九"


@dataclass(frozen=True)
class Meant:
    """One case, or several to choose from, or why there is none; all empty: nothing was said."""

    case: OwnCase | None = None
    choices: tuple[OwnCase, ...] = ()
    problem: Reply | None = None


def case_meant(own: Sequence[OwnCase], heard: Heard, focus: str | None = None) -> Meant:
    """Read which of the caller's `own` cases a message means.

    What was said outright decides; a reference back (那天, 这个案子) comes before a description, because the
    description may be of another case that hinders (那天我在上海还有个庭).
    """
    number, part, problem = (heard.first(name) for name in ("case_number", "case_part", "case_problem"))
    by_ear = heard.modality == "spoken" and not heard.keys
    if number and not by_ear:
        return _own(own, number, heard.first("case_doubt"))
    alike = _alike(heard, own) if number or part or problem or _digits_heard(heard) else []
    if number:
        return _heard_exactly(number, own, alike)
    if (numbered := of_serial(own, heard)) and not part:
        return _of(numbered)
    fitting = [case for case in own if part and _fits(case, part)]
    if by_ear and alike:
        return _of(alike)  # a recogniser writes 刑 or 行 as it likes: what it wrote decides nothing
    if fitting or alike:
        return _of(fitting or alike)
    if problem:
        return Meant(problem=Reply("case.impossible", {"reason": problem}))
    if part:
        return Meant(problem=Reply("case.incomplete"))
    if heard.first("case_old"):
        return Meant(problem=Reply("case.old_style", {"text": heard.first("case_old")}))
    if focus and refers_back(heard.text):
        return _own(own, focus)
    return _of(described(heard.text, own, heard.entities.get("cause", ())))


def of_serial(own: Sequence[OwnCase], heard: Heard) -> list[OwnCase]:
    """The caller's own cases whose serial stands bare in a sentence (交10086号的保全费). A type said with it
    counts where it is written: a recogniser writes 刑 or 行 as it likes."""
    said = serials(heard.text)
    numbers = [(case, number) for case in own if (number := parse_exact(case.case_number))]
    alike = [
        (case, each.type_code in (None, number.type_code))
        for case, number in numbers
        for each in said
        if int(each.digits) == number.serial
    ]
    typed = [case for case, fits in alike if fits]
    return list(dict.fromkeys(typed or [case for case, _ in alike]))


def among(desk: Cases, function: str, heard: Heard, focus: str | None = None) -> Meant:
    """Which of the caller's cases a message means; of one in which he is not verified, only that."""
    meant = case_meant(desk.cases_for(function), heard, focus)
    if meant.case or meant.choices:
        return meant
    waiting = case_meant(desk.unverified, heard)
    return Meant(problem=Reply("case.unverified")) if waiting.case or waiting.choices else meant


def options(cases: Sequence[OwnCase], modality: Modality = "rich") -> tuple[tuple[str, str], ...]:
    """(title, number) pairs; to the ear by cause and court, with the end of the number where two are alike."""
    offered = cases[:OFFERED]
    if modality != "spoken":
        return tuple((case.title, case.case_number) for case in offered)
    called = [case.for_the_ear for case in offered]
    return tuple(
        (title if called.count(title) == 1 else f"{title}，尾号{_tail(case)}", case.case_number)
        for case, title in zip(offered, called, strict=True)
    )


def _tail(case: OwnCase) -> str:
    number = parse_exact(case.case_number)
    return "".join(_ALOUD[int(digit)] for digit in str(number.serial)) if number else case.case_number


def _heard_exactly(number: str, own: Sequence[OwnCase], alike: Sequence[OwnCase]) -> Meant:
    """A whole number that a recogniser wrote: taken if it is the caller's own and none of his others sounds
    the same; else it may be one of his misheard, which is asked and never assumed."""
    exact = [case for case in own if case.case_number == number]
    said = parse_exact(number)
    siblings = {str(other) for other in sounding_alike(said)} if said else set()
    rivals = [case for case in own if case.case_number in siblings]
    if exact and not rivals:
        return Meant(case=exact[0])
    near = [case for case in alike if said and _shares(case, said)]
    if offered := [*exact, *rivals] or near[:OFFERED]:
        return Meant(choices=tuple(offered))
    return Meant(problem=Reply("case.not_found"))


def _shares(case: OwnCase, heard: CaseNumber) -> bool:
    """Whether court or serial are the same: one of a number's parts may be misheard, seldom two."""
    number = parse_exact(case.case_number)
    return number is not None and (number.court == heard.court or number.serial == heard.serial)


def _alike(heard: Heard, own: Sequence[OwnCase]) -> list[OwnCase]:
    """The caller's own cases that a broken number sounds like, the likeliest first."""
    by_number = {case.case_number: case for case in own}
    modality = "voice" if heard.modality == "spoken" else "text"
    return [by_number[str(each)] for each in meant(match_own_cases(heard.text, list(by_number), modality))]


def _digits_heard(heard: Heard) -> bool:
    """A spoken sentence with enough digits to be a broken case number."""
    return (
        heard.modality == "spoken" and sum(len(run.digits) for run in digit_runs(heard.text, shortest=2)) >= 4
    )


def _own(own: Sequence[OwnCase], number: str, doubt: str | None = None) -> Meant:
    """His case of this number; else what speaks against the number itself, which our tables alone tell."""
    case = next((each for each in own if each.case_number == number), None)
    if case:
        return Meant(case=case)
    return Meant(problem=Reply("case.impossible", {"reason": doubt}) if doubt else Reply("case.not_found"))


def _of(cases: Sequence[OwnCase]) -> Meant:
    return Meant(case=cases[0]) if len(cases) == 1 else Meant(choices=tuple(cases))


def _fits(case: OwnCase, part: dict[str, Any]) -> bool:
    """`part` has what was understood of a number: year, court, type_code, serial, each or None."""
    number = parse_exact(case.case_number)
    if number is None:
        return False
    known = {
        "year": number.year,
        "court": number.court,
        "type_code": number.type_code,
        "serial": number.serial,
    }
    courts = part.get("courts") or []
    if courts and number.court not in courts:
        return False
    return all(part.get(name) in (None, value) for name, value in known.items())
