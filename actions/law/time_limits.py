"""The table of time limits: who has how long, from which event, and what follows."""

from dataclasses import dataclass
from functools import cache

from actions.law.errors import UnknownTimeLimit
from actions.law.reference import read_table
from actions.law.terms import CaseKind


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """`unit`: 日 月 年 工作日 小时; 次 for a number of times; 节点 (length 0) for a point in the case."""

    id: str
    kinds: tuple[CaseKind, ...]
    matter: str
    actor: str
    starts: str
    length: int
    unit: str
    nature: str
    after: str
    articles: tuple[str, ...]
    verified: bool

    @property
    def countable(self) -> bool:
        """Whether `periods.last_day` can reckon it forward from its event."""
        return self.unit in ("日", "月", "年", "工作日") and "提前" not in self.nature


@cache
def time_limits() -> dict[str, TimeLimit]:
    return {row["id"]: _limit(row) for row in read_table("time_limits.csv")}


def time_limit(key: str) -> TimeLimit:
    """Raises UnknownTimeLimit."""
    try:
        return time_limits()[key]
    except KeyError:
        raise UnknownTimeLimit(key) from None


def _limit(row: dict[str, str]) -> TimeLimit:
    return TimeLimit(
        id=row["id"],
        kinds=tuple(CaseKind(kind) for kind in row["kinds"]),
        matter=row["matter"],
        actor=row["actor"],
        starts=row["starts"],
        length=int(row["length"]),
        unit=row["unit"],
        nature=row["nature"],
        after=row["after"],
        articles=tuple(row["articles"].split(";")),
        verified=row["checked"] == "text",
    )
