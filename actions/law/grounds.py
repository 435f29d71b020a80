"""Which grounds known to the law a reason given in free words names. A hint for people, never a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from actions.law.reference import FOLDER, read_document
from actions.law.terms import CaseKind


@dataclass(frozen=True, slots=True)
class Ground:
    """`articles` by kind of case, absent where that kind's law does not name the ground.

    `proof`: kinds whose law wants material with the application.
    """

    key: str
    name: str
    articles: Mapping[CaseKind, tuple[str, ...]]
    proof: frozenset[CaseKind]
    cues: tuple[str, ...]
    spoken: str = ""
    """The name for the ear, where it is long."""


@cache
def postponement_grounds() -> tuple[Ground, ...]:
    return _read("postponement_grounds.yml")


@cache
def recusal_grounds() -> tuple[Ground, ...]:
    return _read("recusal_grounds.yml")


def named_in(reason: str, grounds: tuple[Ground, ...], kind: CaseKind) -> list[Ground]:
    """Grounds for this kind of case that the reason gives by key, name or cue, in the table's order."""
    text = "".join(reason.split())
    return [
        ground
        for ground in grounds
        if kind in ground.articles
        and (text in (ground.key, ground.name) or any(cue in text for cue in ground.cues))
    ]


def _read(name: str) -> tuple[Ground, ...]:
    return tuple(
        Ground(
            key=entry["key"],
            name=entry["name"],
            articles={CaseKind(kind): tuple(keys) for kind, keys in entry["articles"].items()},
            proof=frozenset(CaseKind(kind) for kind in entry.get("proof", ())),
            cues=tuple(entry["cues"]),
            spoken=entry.get("spoken", ""),
        )
        for entry in read_document(FOLDER / name)
    )
