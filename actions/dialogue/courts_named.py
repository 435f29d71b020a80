"""Which courts the words mean where a court was asked for: by name, or by a place alone (西湖, 杭州的)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from bot.language.courts import CourtDirectory
from bot.language.fold import fold

LONGEST_PLACE = 10
"""So many characters at most are a place and nothing else."""
_AROUND = re.compile(
    r"^(?:就?是|在|去|到|向|那个?|嗯|呃|我要)+|(?:的|那个|那家|那边|吧|啊|呢|区里|市里|[,，。])+$"
)


def courts_named(heard: Heard) -> list[str]:
    """The names of the courts that are meant: one, or all that share the name; empty where none is."""
    named = heard.first("court")
    if named:
        return [court["name"] for court in named]
    said = _AROUND.sub("", fold(heard.text))
    if not 2 <= len(said) <= LONGEST_PLACE:
        return []
    places = (said, *(said[:cut] + "市" + said[cut:] for cut in (2, 3) if len(said) >= cut + 2))
    return next(
        (
            names
            for each in places
            if (names := [court.name for court in CourtDirectory.load_default().read(each)])
        ),
        [],
    )


def own_first(names: Sequence[str], desk: Desk) -> list[str]:
    """The courts of the caller's own cases before the others."""
    own = {case.court_name for case in desk.cases_for(None)}
    return sorted(names, key=lambda name: name not in own)
