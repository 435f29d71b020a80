"""申请退费: refuses where the rules say that nothing is returned; another ground is warned of.

诉讼费用交纳办法第二十五条（民事部分继续审理）、第二十六条、第二十八条.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind


@dataclass(frozen=True, slots=True)
class Rule:
    """Grounds by their key: those on which a fee is returned, and those on which none is. `review`: the way
    for any other. `within`: by when the court returns it."""

    returned: Mapping[str, Keys]
    barred: Mapping[str, Keys]
    review: Keys
    within: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("refund", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the field `ground` and its title, and by the mandate."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    ground, named = facts.given.get("ground", ""), {"ground": facts.titles.get("ground", "")}
    if ground in rule.barred:
        return [Finding("refuse", "refund_barred", rule.barred[ground], named)]
    findings = []
    if ground in rule.returned:
        findings.append(Finding("info", "refund_ground", rule.returned[ground], named))
        if rule.within:
            findings.append(Finding("info", "refund_within", rule.within))
    else:
        findings.append(Finding("warn", "refund_not_listed", rule.review, named))
    if facts.authority is not None and "代收款" not in facts.authority:
        findings.append(Finding("warn", "refund_payee"))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    returned, barred = (
        {ground: tuple(listed) for ground, listed in entry.get(name, {}).items()}
        for name in ("returned", "barred")
    )
    return Rule(returned, barred, keys(entry, "review"), keys(entry, "within"))
