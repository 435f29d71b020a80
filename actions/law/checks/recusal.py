"""申请回避: refuses a civil or administrative case that the record shows as closed, as its debate is over
(民事诉讼法第四十八条). Criminal cases know no such limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Fact, Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.grounds import named_in, recusal_grounds
from actions.law.terms import CaseKind, Stage


@dataclass(frozen=True, slots=True)
class Rule:
    """`until_debate_closes`: empty where there is no such limit. `deciders`: role → who decides on it."""

    articles: Keys
    until_debate_closes: Keys
    deciders_under: Keys
    deciders: Mapping[str, str]


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("recusal", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `stage`, `closed_at`, `hearings_held`, the title of `office`, and the field `ground`, in free
    words or as a key of recusal_grounds.yml."""
    rule = rules().get(facts.kind) if facts.kind else None
    if facts.kind is None or rule is None:
        return [no_rule(facts.kind)]
    if facts.stage is Stage.CLOSED and rule.until_debate_closes:
        closed: dict[str, Fact] = {"closed_at": facts.closed_at} if facts.closed_at else {}
        return [Finding("refuse", "case_closed", rule.until_debate_closes, closed)]
    decided = _decided_by(facts.titles.get("office", "").strip(), rule)
    return [*_late(facts, rule), decided, *_grounds(facts.given.get("ground", ""), facts.kind, rule)]


def _late(facts: CaseFacts, rule: Rule) -> list[Finding]:
    if facts.stage is Stage.CLOSED:
        return [Finding("warn", "case_closed_check", rule.articles)]
    if facts.hearings_held and rule.until_debate_closes:
        held: dict[str, Fact] = {"hearings_held": facts.hearings_held}
        return [Finding("warn", "after_hearing_began", rule.until_debate_closes, held)]
    return []


def _decided_by(role: str, rule: Rule) -> Finding:
    decider = rule.deciders.get(role)
    if decider is None:
        return Finding("warn", "role_not_named", rule.articles, {"role": role})
    return Finding("info", "decided_by", rule.deciders_under, {"role": role, "decider": decider})


def _grounds(ground: str, kind: CaseKind, rule: Rule) -> list[Finding]:
    if not ground.strip():
        return [Finding("warn", "reason_missing", rule.until_debate_closes or rule.articles)]
    findings: list[Finding] = []
    for each in named_in(ground, recusal_grounds(), kind):
        findings.append(Finding("info", "ground", each.articles[kind], {"ground": each.name}))
        if kind in each.proof:
            findings.append(Finding("warn", "proof_needed", each.articles[kind]))
    return findings or [Finding("warn", "ground_not_listed", rule.articles)]


def _read(entry: Mapping[str, Any]) -> Rule:
    deciders = {role: decider for decider, roles in entry["deciders"].items() for role in roles}
    return Rule(
        keys(entry, "articles"), keys(entry, "until_debate_closes"), keys(entry, "deciders_under"), deciders
    )
