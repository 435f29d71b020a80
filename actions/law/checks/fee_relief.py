"""缓交、减交、免交: refuses an exemption for whoever is no natural person (诉讼费用交纳办法第四十四条)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind, Stage

EXEMPTION, DEFERRAL, ORGANISATION = "exempt", "defer", "organisation"


@dataclass(frozen=True, slots=True)
class Rule:
    """`grounds` by the kind of relief."""

    natural: Keys
    grounds: Mapping[str, Keys]
    written: Keys
    before_filing: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("fee_relief", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `stage` and the fields `relief` and `applicant`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    relief, named = facts.given.get("relief", ""), {"relief": facts.titles.get("relief", "")}
    if relief == EXEMPTION and facts.given.get("applicant") == ORGANISATION:
        return [Finding("refuse", "exemption_natural_only", rule.natural)]
    findings = [Finding("info", "relief_grounds", rule.grounds.get(relief, ()), named)]
    if facts.stage not in (None, Stage.FILING):
        late = rule.before_filing if relief == DEFERRAL else rule.written
        findings.append(Finding("warn", "relief_late", late, named))
    return [*findings, Finding("info", "relief_written", rule.written)]


def _read(entry: Mapping[str, Any]) -> Rule:
    grounds = {relief: tuple(listed) for relief, listed in entry["grounds"].items()}
    return Rule(keys(entry, "natural"), grounds, keys(entry, "written"), keys(entry, "before_filing"))
