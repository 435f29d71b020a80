"""排期避让: never refuses; says whether the two engagements clash as far as anybody knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts, Engaged
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind


@dataclass(frozen=True, slots=True)
class Rule:
    articles: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("avoidance", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `others` and `hearing_start`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    found = [_held_against(other, rule) for other in facts.others]
    return [*found, Finding("info", "avoidance_practice", rule.articles)]


def _held_against(other: Engaged, rule: Rule) -> Finding:
    if other.clashes is False:
        return Finding("warn", "no_clash", rule.articles, {"other": other.words})
    if other.clashes is None or not other.recorded:
        return Finding("warn", "clash_on_word", rule.articles, {"other": other.words})
    return Finding("info", "clash_recorded", rule.articles, {"other": other.words})


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(keys(entry, "articles"))
