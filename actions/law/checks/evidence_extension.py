"""延长举证期限: refuses once the period is over, moved on over holidays, and names the ways left.

民诉法解释第一百条, 证据规定第五十四条; 行诉法解释第三十六条. Other kinds of case have no rule known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Fact, Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind

CLOSE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Rule:
    """`left`: what can still be done once the period is over."""

    articles: Keys
    left: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("evidence_extension", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `evidence_until`, else the field `period_end`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    until = facts.evidence_until or facts.day("period_end")
    if until is None:
        return [Finding("warn", "evidence_end_unknown", rule.articles)]
    end = facts.calendar.on_or_after(until)
    told: dict[str, Fact] = {"end": end.isoformat(), "recorded": facts.evidence_until is not None}
    if facts.today > end:
        over = Finding("refuse", "evidence_period_over", rule.articles, told)
        return [over, Finding("refuse", "evidence_ways_left", rule.left)]
    findings = [Finding("info", "evidence_before", rule.articles, told)]
    if end - facts.today <= CLOSE:
        findings.append(Finding("warn", "evidence_end_close", rule.articles, told))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(keys(entry, "articles"), keys(entry, "left"))
