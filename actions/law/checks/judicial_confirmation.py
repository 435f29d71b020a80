"""申请司法确认: never refuses; warns of thirty days that are over, of one party alone, and of what cannot be
confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.periods import last_day
from actions.law.terms import CaseKind

DAYS = 30
EXCLUDED = (
    "离婚", "婚姻关系", "解除婚姻", "亲子", "收养", "身份关系", "所有权归", "确认所有权", "产权归", "物权",
    "确权", "专利权归", "商标权归", "著作权归", "知识产权归", "破产", "公示催告",
)  # fmt: skip
"""Words by which a content that is not confirmed is known."""


@dataclass(frozen=True, slots=True)
class Rule:
    period: Keys
    excluded: Keys
    form: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("judicial_confirmation", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the fields `signed_on`, `both` and `content`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    findings, signed = [], facts.day("signed_on")
    if signed is not None:
        end = last_day(signed, DAYS, "日", facts.calendar).last_day
        late = facts.today > end
        key = "confirmation_late" if late else "confirmation_by"
        findings.append(Finding("warn" if late else "info", key, rule.period, {"end": end.isoformat()}))
    if facts.given.get("both") == "no":
        findings.append(Finding("warn", "confirmation_together", rule.period))
    if any(word in facts.given.get("content", "") for word in EXCLUDED):
        findings.append(Finding("warn", "not_confirmable", rule.excluded))
    return [*findings, Finding("info", "confirmation_form", rule.form)]


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("period", "excluded", "form")))
