"""查询: whom to reach in a case, and what anyone may know of a court."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actions.dialogue.agenda import CASE, Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.dialogue.performers.queries import asked_case, named
from actions.service.court_record.courts import court_called, court_of
from actions.service.functions import functions
from bot.language.tables import read_yaml

if TYPE_CHECKING:
    from actions.store.records import Court

CUES = Path(__file__).resolve().parents[3] / "data" / "knowledge" / "court_cues.yml"
USUALLY = ("address", "phone", "hours")
"""What is told where nothing was named."""


def contact(job: Job) -> Outcome:
    """Judge, clerk, division and the numbers on record; a number that the record lacks is never made up."""
    found = asked_case(job)
    court = court_of(job.desk.session, found.court_code)
    facts = named(job, found.case_number) | {
        "division": found.division,
        "people": [
            {"title": title, "name": entry["name"], "phone": entry.get("phone")}
            for title, entry in (("承办法官", found.judge), ("书记员", found.clerk))
            if entry and entry.get("name")
        ],
        "court": {"name": court.name, "phone": court.phone, "hours": court.hours},
    }
    return Outcome((Reply("query.contact", facts),), {CASE: found.case_number})


def court(job: Job) -> Outcome:
    """What was asked of it; what its feed does not tell is said to be unknown, not left out."""
    name = str(job.task.fields["court"])
    found = court_called(job.desk.session, name)
    if found is None:
        return Outcome((Reply("query.court_unknown", {"name": name}),))
    asked = _asked(f"{job.task.words} {job.task.spoken.get('court', '')}")
    return Outcome((Reply("query.court", _facts(found, asked)),))


def _facts(found: Court, asked: list[str]) -> dict[str, Any]:
    offered = found.online_functions
    return {
        "name": found.name,
        "asked": asked,
        "address": found.address,
        "phone": found.phone,
        "hours": found.hours,
        "facilities": found.facilities,
        "all_online": offered is None,
        "online": [each.name for code, each in functions().items() if code in (offered or ())],
    }


def _asked(words: str) -> list[str]:
    return [one for one, cues in _cues().items() if any(cue in words for cue in cues)] or list(USUALLY)


@cache
def _cues() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = read_yaml(CUES)
    return rows
