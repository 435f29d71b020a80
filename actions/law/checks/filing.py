"""申请立案, five kinds: never refuses; periods that seem over, what is lacking to identify the defendant, and
what it costs are said before it is registered."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Fact, Finding, no_rule
from actions.law.checks.rules import Keys, SaidRule, keys, read_rules
from actions.law.fees import fee
from actions.law.periods import Unit, last_day
from actions.law.terms import CaseKind

COURT = "法院"
DECIDED = ("decided", "reviewed")
"""Values of `applied`: the organ has decided; the organ above it has."""
_WHERE = ("住", "地址", "路", "街", "村", "巷", "弄", "号", "区", "县", "镇")
"""Words by which a defendant's dwelling is known to be told."""
_OWN_TARIFF = (
    "离婚", "抚养", "赡养", "收养", "名誉", "隐私", "肖像", "健康权", "身体权", "生命权", "人格", "个人信息",
    "专利", "商标", "著作权", "知识产权", "不正当竞争", "植物新品种",
)  # fmt: skip
"""Causes whose fee is not that of a property case."""


@cache
def rules() -> dict[CaseKind, SaidRule]:
    return read_rules("filing", _read)


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by the kind of case, and the fields that the kind of filing asks for."""
    rule = rules().get(facts.kind) if facts.kind else None
    of_kind = KINDS.get(facts.kind) if facts.kind else None
    if rule is None or of_kind is None:
        return [no_rule(facts.kind)]
    return of_kind(facts, rule)


def _civil(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    told = f"{facts.given.get('defendant', '')}{facts.given.get('defendant_address', '')}"
    findings = []
    if not any(word in told for word in _WHERE):
        findings.append(Finding("warn", "defendant_dwelling", rule.of("defendant")))
    everything = "".join(facts.given.values())
    if "仲裁条款" in everything or "仲裁协议" in everything or facts.given.get("arbitration") == "yes":
        findings.append(Finding("warn", "arbitration_agreed", rule.of("arbitration")))
    if "离婚" in facts.given.get("cause", ""):
        findings.append(_divorce(facts, rule))
    amount, cause = facts.sum("amount"), facts.given.get("cause", "")
    cost = None
    if "劳动" in cause:
        cost = fee("labour").total
    elif amount is not None and not any(word in cause for word in _OWN_TARIFF):
        cost = fee("property", amount).total
    if cost is not None:
        findings.append(Finding("info", "filing_fee", rule.of("fee"), {"fee": str(cost)}))
    return findings


def _divorce(facts: CaseFacts, rule: SaidRule) -> Finding:
    refused = facts.day("divorce_refused_on")
    over = last_day(refused, 6, "月", facts.calendar).last_day if refused else None
    if over is not None and facts.today <= over:
        return Finding("warn", "divorce_within_six_months", rule.of("divorce"), {"until": over.isoformat()})
    return Finding("info", "divorce_again", rule.of("divorce"))


def _administrative(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    findings = [Finding("info", "reconsideration_first", rule.of("reconsideration"))]
    if facts.given.get("reconsidered") == "yes":
        findings += _period(facts, facts.day("decision_on"), 15, "日", rule.of("after_reconsideration"))
    else:
        findings += _period(facts, facts.day("known_on"), 6, "月", rule.of("period"))
    return findings


def _prosecution(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    named = {"category": facts.titles.get("category", "")}
    unsure = facts.given.get("category") == "unsure"
    return [
        Finding("warn" if unsure else "info", "prosecution_unsure" if unsure else "prosecution_category",
                rule.of("category"), named)
    ]  # fmt: skip


def _enforcement(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    findings = _period(facts, facts.day("due_on"), 2, "年", rule.of("period"), key="enforcement_late")
    amount = facts.sum("amount")
    cost = fee("enforcement", amount).total if amount is not None else None
    if cost is not None:
        findings.append(Finding("info", "enforcement_fee", rule.of("fee"), {"fee": str(cost)}))
    return findings


def _compensation(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    return [*_way_of_compensation(facts, rule), Finding("info", "compensation_free", rule.of("free"))]


def _way_of_compensation(facts: CaseFacts, rule: SaidRule) -> list[Finding]:
    """Once it was applied for, the two years no longer run: what counts is the decision, and who made it."""
    applied, court = facts.given.get("applied"), COURT in facts.given.get("organ", "")
    if applied not in DECIDED:
        waits = Finding("warn", "organ_first", rule.of("organ_first")) if applied == "no" else None
        waiting = waits or Finding("info", "compensation_waits", rule.of("waits"))
        return [*_period(facts, facts.day("known_on"), 2, "年", rule.of("period")), waiting]
    way = "committee" if applied == "reviewed" else "court" if court else "review"
    decided = facts.day("decided_on")
    end = last_day(decided, 30, "日", facts.calendar).last_day if decided else None
    told: dict[str, Fact] = {"end": end.isoformat() if end else ""}
    over = end is not None and facts.today > end
    return [Finding("warn", f"compensation_{way}", rule.of(way), told | {"over": "yes" if over else ""})]


def _period(
    facts: CaseFacts, start: date | None, length: int, unit: Unit, articles: Keys, key: str = "filing_late"
) -> list[Finding]:
    """A warning once a period from `start` is over, as far as the caller's facts go."""
    if start is None:
        return []
    end = last_day(start, length, unit, facts.calendar).last_day
    told: dict[str, Fact] = {"end": end.isoformat()}
    over = facts.today > end
    return [Finding("warn", key, articles, told) if over else Finding("info", "filing_by", articles, told)]


KINDS: Mapping[CaseKind, Callable[[CaseFacts, SaidRule], list[Finding]]] = {
    CaseKind.CIVIL: _civil,
    CaseKind.ADMINISTRATIVE: _administrative,
    CaseKind.CRIMINAL: _prosecution,
    CaseKind.ENFORCEMENT: _enforcement,
    CaseKind.COMPENSATION: _compensation,
}


def _read(entry: Mapping[str, Any]) -> SaidRule:
    return SaidRule({name: keys(entry, name) for name in entry})
