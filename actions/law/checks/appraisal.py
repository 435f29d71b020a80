"""申请鉴定: never refuses; warns of an evidence period that is over, and of what a second appraisal takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind

AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Rule:
    articles: Keys
    period: Keys
    again: Keys
    cost: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("appraisal", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `evidence_until` and the field `sort`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    findings = [Finding("info", "appraisal_right", rule.articles)]
    end = facts.calendar.on_or_after(facts.evidence_until) if facts.evidence_until else None
    if end is not None and facts.today > end and rule.period:
        findings.append(Finding("warn", "appraisal_late", rule.period, {"end": end.isoformat()}))
    if facts.given.get("sort") == AGAIN and rule.again:
        findings.append(Finding("warn", "appraisal_again", rule.again))
    if rule.cost:
        findings.append(Finding("info", "appraisal_cost", rule.cost))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("articles", "period", "again", "cost")))
