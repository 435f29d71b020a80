"""在线庭审: never refuses; what the rules of litigation online bar or want agreed is warned of.

在线诉讼规则第三、四、二十、二十一、三十七条.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind, Procedure

ONLINE, OFFLINE, APART = "online", "offline", "apart"
UNFIT = (
    "核对原件",
    "查验实物",
    "实物",
    "疑难",
    "复杂",
    "国家秘密",
    "涉密",
    "国家安全",
    "重大社会影响",
    "查明身份",
)
"""Words by which a case is known that is not heard online."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`narrow`: only some cases of the kind are heard online at all."""

    scope: Keys
    consent: Keys
    barred: Keys
    apart: Keys
    narrow: bool


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("online_hearing", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `procedure` and the fields `mode`, `consent` and `reason`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    mode = facts.given.get("mode", "")
    if mode == OFFLINE:
        return [Finding("info", "offline_decided", rule.consent)]
    findings = [Finding("warn", "criminal_online", rule.scope)] if rule.narrow else []
    findings.append(Finding("info", "online_consent", rule.consent))
    if facts.given.get("consent") == "no":
        findings.append(Finding("warn", "online_not_agreed", rule.barred))
    if any(word in facts.given.get("reason", "") for word in UNFIT):
        findings.append(Finding("warn", "online_unfit", rule.barred))
    if mode == APART:
        findings += _apart(facts, rule)
    return findings


def _apart(facts: CaseFacts, rule: Rule) -> list[Finding]:
    """Not at the same time: in writing, all agreed, and in summary procedures only."""
    findings = [Finding("warn", "apart_in_writing", rule.apart)]
    if facts.procedure not in (None, Procedure.SUMMARY, Procedure.SMALL_CLAIMS):
        findings.append(Finding("warn", "apart_procedure", rule.apart))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    scope, consent, barred, apart = (keys(entry, name) for name in ("scope", "consent", "barred", "apart"))
    return Rule(scope, consent, barred, apart, narrow=bool(entry.get("narrow")))
