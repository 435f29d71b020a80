"""What a check finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from actions.law.terms import CaseKind

Level = Literal["refuse", "warn", "info"]
Fact = str | int | datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say. `key` names its wording, `facts` fill it, `articles` are their keys."""

    level: Level
    key: str
    articles: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)


def refused(findings: Iterable[Finding]) -> bool:
    return any(finding.level == "refuse" for finding in findings)


def no_rule(kind: CaseKind | None) -> Finding:
    return Finding("info", "no_rule_known", facts={"kind": kind.value} if kind else {})
