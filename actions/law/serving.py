"""When service counts, by the way in which a paper was served (data/reference/service_ways.yml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from actions.law.errors import UnknownServiceWay
from actions.law.reference import FOLDER, read_document
from actions.law.terms import CaseKind


@dataclass(frozen=True, slots=True)
class ServiceWay:
    """`adds`: the days after which a public notice counts as service. `arrival`: the day of arrival in the
    addressee's system counts, and not the day on which he opened or signed."""

    key: str
    name: str
    starts: str
    adds: int
    arrival: bool
    note: str
    by_kind: Mapping[str, tuple[str, ...]]

    def articles(self, kind: CaseKind) -> tuple[str, ...]:
        """Of this kind of case; enforcement is served as civil cases are. Empty: not provided for."""
        return self.by_kind.get("民" if kind is CaseKind.ENFORCEMENT else kind.value, ())


@dataclass(frozen=True, slots=True)
class Served:
    """The day of service, which starts a period and does not count in it."""

    on: date
    way: ServiceWay
    step: str
    articles: tuple[str, ...]


@cache
def service_ways() -> dict[str, ServiceWay]:
    return {
        key: ServiceWay(
            key,
            row["name"],
            row["starts"],
            row.get("adds", 0),
            row.get("arrival", False),
            row.get("note", ""),
            {kind: tuple(articles) for kind, articles in row["articles"].items()},
        )
        for key, row in read_document(FOLDER / "service_ways.yml").items()
    }


def served(way: str, days: Sequence[date], kind: CaseKind = CaseKind.CIVIL) -> Served:
    """The day of service of a paper that reached its addressee on `days` (several electronic ways: the
    earliest; a public notice: the day of issue). Raises UnknownServiceWay, ValueError without a day."""
    known = service_ways().get(way)
    if known is None:
        raise UnknownServiceWay(way)
    first = min(days)
    on = first + timedelta(days=known.adds)
    earliest = "，几种方式以最先有效的为准" if len(set(days)) > 1 else ""
    return Served(on, known, f"{known.name}：{known.starts}{earliest}", known.articles(kind))
