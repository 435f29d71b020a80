"""交费: what follows where a fee is not paid in time, by the kind of the case and of the fee. It refuses
nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind
from actions.law.working_days import SHANGHAI

CASE_FEE = "受理费"
ENFORCEMENT = "执行"


@dataclass(frozen=True, slots=True)
class Rule:
    """Articles by what is not paid: the case fee at first instance, that of an appeal, a fee of application,
    and that of enforcement, which is not paid beforehand."""

    first: Keys
    appeal: Keys
    application: Keys
    enforcement: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("payment", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `fee_kind`, `fee_due` and `on_appeal`."""
    findings = []
    if facts.fee_due is not None and facts.fee_due < facts.now.astimezone(SHANGHAI).date():
        due = datetime.combine(facts.fee_due, datetime.min.time(), SHANGHAI)
        findings.append(Finding("warn", "fee_overdue", facts={"due_on": due}))
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [*findings, no_rule(facts.kind)]
    which = _which(facts)
    articles: Keys = getattr(rule, which)
    return [*findings, Finding("info", f"unpaid_{which}", articles) if articles else no_rule(facts.kind)]


def _which(facts: CaseFacts) -> str:
    if CASE_FEE in facts.fee_kind:
        return "appeal" if facts.on_appeal else "first"
    return "enforcement" if ENFORCEMENT in facts.fee_kind else "application"


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("first", "appeal", "application", "enforcement")))
