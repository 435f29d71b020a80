"""签收: a 调解书 is signed for by the party himself, so that a lawyer's signature is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind

SETTLEMENT = "调解书"


@dataclass(frozen=True, slots=True)
class Rule:
    party_signs: Keys = ()
    day_of_service: Keys = ()


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("delivery_receipt", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the title of the `paper`."""
    rule = rules().get(facts.kind, Rule()) if facts.kind else Rule()
    if SETTLEMENT in facts.paper:
        return [Finding("refuse", "party_signs", rule.party_signs, {"paper": facts.paper})]
    return [Finding("info", "day_of_service", rule.day_of_service)]


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(keys(entry, "party_signs"), keys(entry, "day_of_service"))
