"""核实代理关系: never refuses, and looks at nothing but what the caller gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind

SPECIAL, IN_FULL = "special", "in_full"


@dataclass(frozen=True, slots=True)
class Rule:
    number: Keys
    special: Keys
    in_full: Keys
    papers: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("representation", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the field `authority`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    findings = [Finding("info", "two_agents", rule.number), Finding("info", "mandate_papers", rule.papers)]
    authority = facts.given.get("authority", "")
    if authority == IN_FULL and rule.in_full:
        findings.append(Finding("warn", "mandate_in_full", rule.in_full))
    if authority == SPECIAL and rule.special:
        findings.append(Finding("info", "mandate_itemised", rule.special))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("number", "special", "in_full", "papers")))
