"""Tools of the lawyer platform that this line explains and never works itself (data/knowledge/guides.yml)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from actions.dialogue.act import Act, Cases, Guides
from actions.dialogue.agenda import Agenda, Reply
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import ASIDE
from actions.law.articles import citations
from actions.service.requests.attachments import MOST_BYTES, MOST_FILES
from bot.language.forms import asks
from bot.language.tables import read_yaml

GUIDES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "guides.yml"
_OPINION = re.compile(r"建议|意见|投诉|反映|希望|应该|[打评].{0,3}分|满意")
OPINIONS = ("feedback.complain", "feedback.suggest", "feedback.rate")
"""Whoever complains of a tool does not ask how to use it."""


def guide_wanted(agenda: Agenda, heard: Heard, desk: Cases) -> Act | None:
    """A tool that is named where nothing else is asked, or asked about in a form."""
    opinion = heard.function in OPINIONS and heard.confidence >= ASIDE
    opinion = opinion and not (asks(heard.text) and _OPINION.search(heard.text) is None)
    if opinion or (agenda.top is not None and not asks(heard.text)):
        return None
    found = next((row for row in _rows() if any(cue in heard.text for cue in row["cues"])), None)
    return Guides(found["key"]) if found else None


def guided(key: str, heard: Heard, desk: Desk) -> Reply:
    """How the tool is used and where, with what it rests on."""
    row = next(row for row in _rows() if row["key"] == key)
    facts = {
        "site": desk.site,
        "law": citations(row["law"], spoken=heard.modality == "spoken"),
        "most_files": MOST_FILES,
        "most_megabytes": MOST_BYTES // 2**20,
    }
    return Reply(f"guide.{key}", facts)


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_yaml(GUIDES)
    return rows
