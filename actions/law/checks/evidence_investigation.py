"""申请法院调查收集证据: never refuses; warns of an evidence period that is over, and of a reason outside the
law's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind

ELSE = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """`period`: empty where no end of it is known for the kind of case."""

    articles: Keys
    period: Keys
    useless: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("evidence_investigation", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `evidence_until` and the field `ground`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    findings, ground = [], facts.given.get("ground", "")
    end = facts.calendar.on_or_after(facts.evidence_until) if facts.evidence_until else None
    if end is not None and facts.today > end and rule.period:
        findings.append(Finding("warn", "investigation_late", rule.period, {"end": end.isoformat()}))
    if ground in ("", ELSE):
        findings.append(Finding("warn", "investigation_ground", rule.articles))
    else:
        named = {"ground": facts.titles.get("ground", "")}
        findings.append(Finding("info", "investigation_right", rule.articles, named))
    if rule.useless:
        findings.append(Finding("info", "investigation_useful", rule.useless))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("articles", "period", "useless")))
