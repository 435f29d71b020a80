"""延期开庭: refuses only for a hearing whose recorded time has come.

The number of postponements (延长审限规定第三条) binds the court and is for it to judge, so it warns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Fact, Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.grounds import named_in, postponement_grounds
from actions.law.terms import CaseKind, Procedure

NOTICE = timedelta(days=3)
CATCH_ALL = "force_majeure"
"""The ground that stands under the catch-all of the list."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`other_cause`: how narrowly the catch-all ground is read; `approved`: who must approve it. `limits`:
    how often, by procedure."""

    articles: Keys
    other_cause: Keys
    limits: Mapping[Procedure, int]
    limit_articles: Keys
    approved: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("postponement", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `hearing_start`, `procedure`, `postponements` and the field `reason`, in free words or as a
    ground's name."""
    start = facts.hearing_start
    if start is not None and start <= facts.now:
        recorded: dict[str, Fact] = {"hearing_start": start, "recorded": facts.hearing_recorded}
        return [Finding("refuse", "hearing_over", facts=recorded)]
    findings: list[Finding] = []
    if start is None:
        findings.append(Finding("info", "hearing_unknown"))
    elif start - facts.now < NOTICE:
        findings.append(Finding("warn", "short_notice", ("right.3",), {"hearing_start": start}))
    rule = rules().get(facts.kind) if facts.kind else None
    if facts.kind is None or rule is None:
        return [*findings, no_rule(facts.kind)]
    return [*findings, *_often(facts, rule), *_grounds(facts.given.get("reason", ""), facts.kind, rule)]


def _often(facts: CaseFacts, rule: Rule) -> list[Finding]:
    limit = rule.limits.get(facts.procedure) if facts.procedure else None
    if limit is None or facts.postponements is None or facts.postponements < limit:
        return []
    counts: dict[str, Fact] = {"limit": limit, "previous": facts.postponements}
    return [Finding("warn", "postponed_often", rule.limit_articles, counts)]


def _grounds(reason: str, kind: CaseKind, rule: Rule) -> list[Finding]:
    if not reason.strip():
        return [Finding("warn", "reason_missing", rule.articles)]
    found = named_in(reason, postponement_grounds(), kind)
    if not found:
        return [Finding("warn", "ground_not_listed", rule.articles + rule.other_cause)]
    named = [Finding("info", "ground", each.articles[kind], {"ground": each.name}) for each in found]
    if rule.approved and any(each.key == CATCH_ALL for each in found):
        named.append(Finding("warn", "president_approves", rule.approved))
    return named


def _read(entry: Mapping[str, Any]) -> Rule:
    limits = {Procedure(name): times for name, times in entry.get("limits", {}).items()}
    return Rule(
        articles=keys(entry, "articles"),
        other_cause=keys(entry, "other_cause"),
        limits=limits,
        limit_articles=keys(entry, "limit_articles"),
        approved=keys(entry, "approved"),
    )
