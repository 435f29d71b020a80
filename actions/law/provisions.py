"""What the articles say, in our own words: one file a law under data/reference/articles.

A file tells of its law how many articles it has and since when the edition holds, and of each article what it
is `about`, what it `says` with every condition or item, and `asked_as`, further words it is looked for by.
`brief` is for the ear, where the whole would be too long to listen to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from actions.law.articles import Law, chinese_number, laws
from actions.law.reference import article_files


@dataclass(frozen=True, slots=True)
class Provision:
    law: Law
    number: int
    about: str
    says: str
    brief: str
    asked_as: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.law.code}.{self.number}"

    @property
    def place(self) -> str:
        return f"第{chinese_number(self.number)}条"


@dataclass(frozen=True, slots=True)
class LawFacts:
    """`last`: the number of its articles. `in_force_from`: of the edition told of. `explained_by`: the
    code of its judicial interpretation."""

    last: int
    in_force_from: date
    explained_by: str | None


@cache
def provisions() -> dict[str, Provision]:
    """By key (law code and number), laws in the order of their table, articles by number."""
    found: dict[str, Provision] = {}
    for law in laws().values():
        told = article_files().get(law.code, {}).get("articles", {})
        for number, row in sorted(told.items()):
            one = _provision(law, number, row)
            found[one.key] = one
    return found


@cache
def law_facts() -> dict[str, LawFacts]:
    """By law code; only of laws that there is a file of."""
    return {
        code: LawFacts(file["last"], file["in_force_from"], file.get("explained_by"))
        for code, file in article_files().items()
    }


def provision(code: str, number: int) -> Provision | None:
    return provisions().get(f"{code}.{number}")


def _provision(law: Law, number: int, row: dict[str, Any]) -> Provision:
    says = row["says"].strip()
    brief, asked_as = row.get("brief", says), tuple(row.get("asked_as", ()))
    return Provision(law, number, row["about"], says, brief, asked_as)
