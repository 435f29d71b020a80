"""撤诉、撤回上诉: refuses after this instance was decided, as the record shows it; some of the claims; a
public prosecution; the suit, for the defendant.

民事诉讼法第一百四十八条、第一百八十条; 行政诉讼法第六十二条; 刑事诉讼法第二百一十二条.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Fact, Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.terms import CaseKind

SUIT, APPEAL, PROSECUTION = "suit", "appeal", "prosecution"
CLAIMS = "claims"
"""Of the field `part`: some of the claims, which are given up or changed and not withdrawn."""
DIVORCE = "离婚"


@dataclass(frozen=True, slots=True)
class Rule:
    """`of`: what can be withdrawn in such a case, with the article that ends it at the judgment; `free`: with
    no such end. The rest is what is said beside it."""

    of: Mapping[str, Keys]
    free: Mapping[str, Keys]
    claims: Keys
    public: Keys
    on_appeal: Keys
    authority: Keys
    objection: Keys
    halved: Keys
    divorce: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("withdrawal", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `judged_at`, `instance`, `authority`, `hearings_held`, `cause`, `side`, `prosecuted` and
    the fields `withdrawn` and `part`."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    if facts.given.get("part") == CLAIMS and rule.claims:
        return [Finding("refuse", "withdrawal_of_claims", rule.claims)]
    withdrawn, named = facts.given.get("withdrawn", ""), {"withdrawn": facts.titles.get("withdrawn", "")}
    if withdrawn not in {*rule.of, *rule.free}:
        return [Finding("warn", "withdrawal_other_kind", facts=named)]
    if withdrawn == PROSECUTION and facts.prosecuted:
        return [Finding("refuse", "withdrawal_public", rule.public)]
    if withdrawn == SUIT and facts.side == "被告":
        return [Finding("refuse", "withdrawal_not_plaintiff", rule.of.get(SUIT, ()))]
    on_appeal = withdrawn == SUIT and facts.instance.endswith("终")
    ends = rule.on_appeal if on_appeal else rule.of.get(withdrawn, ())
    if facts.judged_at is not None and ends:
        told: dict[str, Fact] = {"judged_at": facts.judged_at, **named}
        return [Finding("refuse", "already_judged", ends, told)]
    findings = [Finding("info", "withdrawal_decided", ends or rule.free.get(withdrawn, ()), named)]
    return [*findings, *_beside(facts, rule, withdrawn, on_appeal)]


def _beside(facts: CaseFacts, rule: Rule, withdrawn: str, on_appeal: bool) -> list[Finding]:
    """Warnings and what it costs."""
    findings = []
    if on_appeal:
        findings.append(Finding("warn", "withdrawal_consent", rule.on_appeal))
    if facts.authority is not None and "撤诉" not in facts.authority and rule.authority:
        findings.append(Finding("warn", "withdrawal_authority", rule.authority))
    if withdrawn == SUIT and not on_appeal and facts.hearings_held and rule.objection:
        findings.append(Finding("warn", "withdrawal_objection", rule.objection))
    if withdrawn == SUIT and DIVORCE in facts.cause and rule.divorce:
        findings.append(Finding("warn", "withdrawal_divorce", rule.divorce))
    if rule.halved:
        findings.append(Finding("info", "withdrawal_halved", rule.halved))
    return findings


def _read(entry: Mapping[str, Any]) -> Rule:
    of, free = ({what: tuple(e) for what, e in entry.get(name, {}).items()} for name in ("of", "free"))
    beside = ("claims", "public", "on_appeal", "authority", "objection", "halved", "divorce")
    return Rule(of, free, *(keys(entry, name) for name in beside))
