"""Laws that are no longer in force, and editions with other numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile

from actions.law.articles import current_article, law_named
from actions.law.errors import ArticleNotCarriedOver, UnknownArticle
from actions.law.reference import read_table

OLD = "old"
"""Asked for without a year: an older one."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    title: str
    ended_on: date
    successor: str
    why: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Where an article of an older edition stands now: `number`, or None where that is not known, or where
    nothing corresponds (`dropped`)."""

    edition: str
    number: int | None
    dropped: bool = False


@cache
def withdrawn() -> dict[str, Withdrawn]:
    """By full title."""
    return {
        row["title"]: Withdrawn(
            row["title"], date.fromisoformat(row["ended_on"]), row["successor"], row["why"]
        )
        for row in read_table("withdrawn_laws.csv")
    }


@cache
def editions(code: str) -> tuple[tuple[str, date], ...]:
    """Years of a law's editions with the day from which each held, oldest first."""
    rows = [row for row in read_table("editions.csv") if row["law"] == code]
    return tuple((row["edition"], date.fromisoformat(row["in_force_from"])) for row in rows)


def edition_on(code: str, day: date) -> str | None:
    """The edition in force on a day; None where the table does not go back so far, or has none of the law."""
    held = list(takewhile(lambda each: each[1] <= day, editions(code)))
    return held[-1][0] if held else None


def current_edition(code: str) -> str | None:
    known = editions(code)
    return known[-1][0] if known else None


def carried_over(law: str, edition: str, number: int) -> tuple[Carried, ...]:
    """Where an older number stands now: one for the edition named; for `old`, one for each older numbering.

    Numberings that give the same present number are told once, the newest first.
    """
    found = law_named(law)
    code = found.code if found else law
    years = [year for year, _ in editions(code)][:-1]
    asked = list(reversed(years)) if edition == OLD else [edition]
    carried: dict[int | None, Carried] = {}
    for year in asked:
        one = _carried(code, year, number)
        if edition != OLD or one.number is not None:
            carried.setdefault(one.number, one)
    return tuple(carried.values())


def _carried(code: str, edition: str, number: int) -> Carried:
    try:
        return Carried(edition, current_article(code, edition, number))
    except ArticleNotCarriedOver:
        return Carried(edition, None, dropped=True)
    except UnknownArticle:
        return Carried(edition, None)
