"""申请调解: never refuses; cases that are not mediated are warned of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind, Procedure

STATUS = ("婚姻无效", "婚姻效力", "确认婚姻", "亲子关系", "收养关系", "监护权", "宣告")
"""Causes by which a case of personal status is known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`barred`: cases that are not mediated; `limited`: only some of the kind are mediated at all."""

    articles: Keys
    barred: Keys
    limited: Keys
    authority: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("mediation", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `cause`, `procedure` and `authority`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    if rule.limited:
        return [Finding("warn", "mediation_limited", rule.limited)]
    findings = [Finding("info", "mediation_free", rule.articles)]
    if facts.procedure is Procedure.SPECIAL or any(word in facts.cause for word in STATUS):
        findings.append(Finding("warn", "mediation_barred", rule.barred))
    if facts.authority is not None and not facts.authority & {"调解", "和解"} and rule.authority:
        findings.append(Finding("warn", "mediation_authority", rule.authority))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("articles", "barred", "limited", "authority")))
