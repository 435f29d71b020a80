"""A case number was asked for that need not be one of the caller's own: it may come in pieces, which are kept
until it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.dialogue.act import Act, Answers, Cases, Misread, Pieces
from actions.dialogue.agenda import Reply, Task
from actions.dialogue.courts_named import own_first
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.telling import fillings
from actions.service.requests.question import Field
from actions.service.wording import Modality
from bot.language.case_judging import CaseReading
from bot.language.case_number import aloud, aloud_year
from bot.language.case_pieces import PARTS, told, unknown
from bot.language.courts import CourtDirectory
from bot.language.forms import asks, wishes
from bot.language.limits import declined

READER = "case_number"
KEPT = (*PARTS, "special")
CALLED = {"year": "年份", "court": "法院", "type_code": "案件类型（例如民初、执）", "serial": "编号"}


def answer(task: Task, field: Field, heard: Heard, desk: Cases) -> Act | None:
    """The number once it is whole; a part that was missing before; or what is wrong with it."""
    whole = heard.first("case_number")
    if whole is None and (asks(heard.text) or wishes(heard.text) or declined(heard.text)):
        return None
    if old := heard.first("case_old"):
        return Misread((Reply("case.old_style", {"text": old}),))
    reading = (
        None
        if whole
        else told(heard.text, as_reading(task.pieces), CourtDirectory.load_default(), desk.today)
    )
    if reading is not None and reading.kind == "impossible":
        return Misread((Reply("case.impossible", {"reason": reading.reason}), Reply("case.check_number")))
    beside = fillings(task, heard, besides=field.name)
    if whole or (reading is not None and reading.number):
        return Answers(beside | {field.name: whole or str(reading and reading.number)})
    return None if reading is None else Pieces(as_json(reading), beside)


def at_first(heard: Heard) -> dict[str, Any]:
    """The parts of a number in the sentence that begins a matter, a court named there among them."""
    part = heard.first("case_part") or {}
    named = [court["code"] for court in heard.first("court") or ()]
    known = {name: part[name] for name in PARTS if part.get(name)}
    courts = part.get("courts") or ([] if known.get("court") else named)
    return known | ({"court": courts[0]} if len(courts) == 1 else {"courts": courts} if courts else {})


def asked(pieces: Mapping[str, Any], modality: Modality, desk: Desk) -> Reply:
    """The question for what is missing, by its name, with what is known."""
    courts = own_first([court.name for court in as_reading(pieces).court_candidates], desk)
    names = tuple((name, name) for name in courts)
    missing = [CALLED[name] for name in PARTS if not pieces.get(name)]
    facts = {"said": _called(pieces, modality) or None, "missing": missing, "courts": len(courts)}
    return Reply("case.pieces", facts, names, dictating=True)


def as_json(reading: CaseReading) -> dict[str, Any]:
    kept = {name: getattr(reading, name) for name in KEPT if getattr(reading, name)}
    courts = [court.code for court in reading.court_candidates]
    return kept | ({"courts": courts} if courts else {})


def as_reading(pieces: Mapping[str, Any]) -> CaseReading:
    known = {name: pieces[name] for name in KEPT if pieces.get(name)}
    courts = tuple(
        court for code in pieces.get("courts", ()) if (court := CourtDirectory.load_default().get(code))
    )
    missing = tuple(name for name in PARTS if name not in known)
    return replace(unknown(), **known, court_candidates=courts, missing=missing)


def _called(pieces: Mapping[str, Any], modality: Modality) -> str:
    """京0105民初10086号; digit by digit for the ear."""
    spoken = modality == "spoken"
    year, serial = pieces.get("year"), pieces.get("serial")
    court = f"{pieces.get('court') or ''}{pieces.get('special') or ''}{pieces.get('type_code') or ''}"
    parts = [
        f"{aloud_year(year) if spoken else year}年" if year else "",
        aloud(court) if spoken else court,
        f"{aloud(str(serial)) if spoken else serial}号" if serial else "",
    ]
    return ("，" if spoken else "").join(filter(None, parts))
