"""申请保全: says what security is asked as a rule, how far it reaches, by when, and what it costs. Refuses in
a case of enforcement alone, where the enforcing judge seizes and freezes of the court's own power."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Fact, Finding, no_rule
from actions.law.checks.rules import Keys, SaidRule, keys, read_rules
from actions.law.fees import fee
from actions.law.periods import latest_day_before
from actions.law.terms import CaseKind

RENEW_BEFORE = 7
MOST_IN_SUIT = Decimal("0.3")
ARBITRATION = "仲裁"
ENFORCED = ("执", "执恢")
"""Type codes of cases in which a judgment is enforced; 执保 is one in which preservation is carried out."""


@cache
def rules() -> dict[CaseKind, SaidRule]:
    return read_rules("preservation", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `claim` and the fields `sort`, `amount`, `expires_on`, and what is told of arbitration."""
    if facts.instance in ENFORCED:
        return [Finding("refuse", "preservation_in_enforcement", measures())]
    rule = rules().get(facts.kind) if facts.kind and facts.kind != CaseKind.ENFORCEMENT else None
    of_sort = SORTS.get(facts.given.get("sort", ""))
    if rule is None or of_sort is None:
        return [no_rule(facts.kind)]
    findings = of_sort(facts, rule)
    if any(ARBITRATION in told for told in facts.given.values()) and rule.of("arbitration"):
        findings.append(Finding("warn", "preservation_arbitration", rule.of("arbitration")))
    return findings


def measures() -> Keys:
    """What the measures of enforcement rest on."""
    return rules()[CaseKind.ENFORCEMENT].of("measures")


def _before_suit(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    amount = facts.sum("amount")
    told: dict[str, Fact] = {"amount": str(amount)} if amount is not None else {}
    return [
        Finding("warn", "security_in_full", rule.of("security_before"), told),
        Finding("warn", "sue_within_thirty_days", rule.of("sue")),
        *_cost(facts, rule),
    ]


def _in_suit(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    amount, findings = facts.sum("amount"), []
    if amount is not None:
        most: dict[str, Fact] = {"most": str(amount * MOST_IN_SUIT)}
        findings.append(Finding("info", "security_in_suit", rule.of("security_in_suit"), most))
    if amount is not None and facts.claim is not None and amount > facts.claim:
        beyond: dict[str, Fact] = {"amount": str(amount), "claim": str(facts.claim)}
        findings.append(Finding("warn", "beyond_the_claim", rule.of("scope"), beyond))
    return [*findings, *_cost(facts, rule)]


def _before_enforcement(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    return [Finding("warn", "apply_within_five_days", rule.of("enforcement")), *_cost(facts, rule)]


def _renewal(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    expires, articles = facts.day("expires_on"), rule.of("renewal")
    if expires is None or not articles:
        return [no_rule(facts.kind)] if not articles else []
    latest = latest_day_before(expires, RENEW_BEFORE)
    told: dict[str, Fact] = {"expires": expires.isoformat(), "latest": latest.isoformat()}
    late = facts.today > latest
    findings = [Finding("warn" if late else "info", "renewal_late" if late else "renewal_by", articles, told)]
    if expires < facts.today:
        findings.append(Finding("warn", "preservation_expired", articles, told))
    return findings


def _release(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    return [Finding("info", "release_decided", rule.of("release"))]


def _cost(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    """What the application costs for what is asked to be preserved, as an estimate."""
    amount = facts.sum("amount")
    cost = fee("preservation", amount).total if amount is not None else None
    if cost is None or not rule.of("fee"):
        return []
    return [Finding("info", "preservation_fee", rule.of("fee"), {"fee": str(cost)})]


SORTS: Mapping[str, Callable[[CaseFacts, SaidRule], list[Finding]]] = {
    "before_suit": _before_suit,
    "in_suit": _in_suit,
    "before_enforcement": _before_enforcement,
    "renewal": _renewal,
    "release": _release,
}


def _read(entry: Mapping[str, Any]) -> SaidRule:
    return SaidRule({name: keys(entry, name) for name in entry})
