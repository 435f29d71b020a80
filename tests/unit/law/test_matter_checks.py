"""The checks of the further matters: cases that pass and cases that do not, against the articles."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.law.articles import articles
from actions.law.checks.case_facts import CaseFacts, Engaged
from actions.law.checks.finding import Finding
from actions.law.checks.registry import CHECKS
from actions.law.terms import CaseKind, Procedure, Stage

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
民, 行, 刑, 执, 赔 = (
    CaseKind.CIVIL,
    CaseKind.ADMINISTRATIVE,
    CaseKind.CRIMINAL,
    CaseKind.ENFORCEMENT,
    CaseKind.COMPENSATION,
)
PARTLY = frozenset({"承认", "变更"})
WHOLE = frozenset({"撤诉", "调解", "和解", "代收款"})
SATURDAY = date(2026, 11, 21)
"""Its period runs on to Monday the 23rd."""


def found(
    check: str, kind: CaseKind | None, given: dict[str, str] | None = None, **facts: Any
) -> list[Finding]:
    return CHECKS[check].run(CaseFacts(NOW, kind, given=given or {}, **facts))


def keys(findings: list[Finding], level: str = "refuse") -> set[str]:
    return {finding.key for finding in findings if finding.level == level}


def cited(findings: list[Finding]) -> set[str]:
    return {article for finding in findings for article in finding.articles}


REFUSED: list[tuple[str, CaseKind, dict[str, str], dict[str, Any], str, set[str]]] = [
    (
        "evidence_extension",
        民,
        {},
        {"evidence_until": date(2026, 11, 20)},
        "evidence_period_over",
        {"cpi.100", "ev.54", "cpl.68", "cpl.86"},
    ),
    (
        "evidence_extension",
        行,
        {},
        {"evidence_until": date(2026, 11, 20)},
        "evidence_period_over",
        {"ali.36", "ali.35", "alp.101", "cpl.86"},
    ),
    ("evidence_extension", 民, {"period_end": "2026-11-20"}, {}, "evidence_period_over", {"cpi.100"}),
    ("refund", 民, {"ground": "civil_goes_on"}, {}, "refund_barred", {"fee.25"}),
    ("refund", 民, {"ground": "suspended"}, {}, "refund_barred", {"fee.26"}),
    ("refund", 民, {"ground": "terminated"}, {}, "refund_barred", {"fee.28"}),
    ("refund", 行, {"ground": "suspended"}, {}, "refund_barred", {"fee.26"}),
    ("refund", 执, {"ground": "suspended"}, {}, "refund_barred", {"fee.26"}),
    (
        "fee_relief",
        民,
        {"relief": "exempt", "applicant": "organisation"},
        {},
        "exemption_natural_only",
        {"fee.44"},
    ),
    (
        "withdrawal",
        民,
        {"withdrawn": "suit"},
        {"judged_at": NOW, "instance": "民初"},
        "already_judged",
        {"cpl.148"},
    ),
    (
        "withdrawal",
        民,
        {"withdrawn": "appeal"},
        {"judged_at": NOW, "instance": "民终"},
        "already_judged",
        {"cpl.180"},
    ),
    (
        "withdrawal",
        民,
        {"withdrawn": "suit"},
        {"judged_at": NOW, "instance": "民终"},
        "already_judged",
        {"cpi.336"},
    ),
    (
        "withdrawal",
        行,
        {"withdrawn": "suit"},
        {"judged_at": NOW, "instance": "行初"},
        "already_judged",
        {"alp.62"},
    ),
    ("withdrawal", 刑, {"withdrawn": "prosecution"}, {"judged_at": NOW}, "already_judged", {"crl.212"}),
]
"""All that the law bars; nothing else of these checks refuses."""


@pytest.mark.parametrize(("check", "kind", "given", "facts", "key", "law"), REFUSED)
def test_what_the_law_bars_is_refused_with_its_article(
    check: str, kind: CaseKind, given: dict[str, str], facts: dict[str, Any], key: str, law: set[str]
) -> None:
    findings = found(check, kind, given, **facts)
    assert key in keys(findings)
    assert law <= cited(findings)
    assert CHECKS[check].bars


WARNED: list[tuple[str, CaseKind, dict[str, str], dict[str, Any], str]] = [
    ("evidence_extension", 民, {}, {"evidence_until": SATURDAY}, "evidence_end_close"),
    ("evidence_extension", 民, {}, {}, "evidence_end_unknown"),
    ("refund", 民, {"ground": "paid_twice"}, {}, "refund_not_listed"),
    ("refund", 行, {"ground": "terminated"}, {}, "refund_not_listed"),
    ("refund", 民, {"ground": "won"}, {"authority": PARTLY}, "refund_payee"),
    ("fee_relief", 民, {"relief": "defer"}, {"stage": Stage.TRIAL}, "relief_late"),
    (
        "withdrawal",
        民,
        {"withdrawn": "suit"},
        {"authority": PARTLY, "instance": "民初"},
        "withdrawal_authority",
    ),
    ("withdrawal", 民, {"withdrawn": "suit"}, {"instance": "民终"}, "withdrawal_consent"),
    (
        "withdrawal",
        民,
        {"withdrawn": "suit"},
        {"hearings_held": 1, "instance": "民初"},
        "withdrawal_objection",
    ),
    (
        "withdrawal",
        民,
        {"withdrawn": "suit"},
        {"cause": "离婚纠纷", "instance": "民初"},
        "withdrawal_divorce",
    ),
    ("withdrawal", 民, {"withdrawn": "prosecution"}, {}, "withdrawal_other_kind"),
    ("avoidance", 民, {}, {"others": (Engaged("12月7日", False, True),)}, "no_clash"),
    ("avoidance", 刑, {}, {"others": (Engaged("12月7日", True, False),)}, "clash_on_word"),
    ("preservation", 民, {"sort": "before_suit", "amount": "500000"}, {}, "security_in_full"),
    ("preservation", 民, {"sort": "before_suit", "amount": "500000"}, {}, "sue_within_thirty_days"),
    ("preservation", 民, {"sort": "in_suit", "amount": "2"}, {"claim": Decimal(1)}, "beyond_the_claim"),
    ("preservation", 民, {"sort": "in_suit", "property": "仲裁中的账户"}, {}, "preservation_arbitration"),
    ("preservation", 民, {"sort": "before_enforcement"}, {}, "apply_within_five_days"),
    ("preservation", 民, {"sort": "renewal", "expires_on": "2026-11-29"}, {}, "renewal_late"),
    ("filing", 民, {"defendant": "齐万里"}, {}, "defendant_dwelling"),
    ("filing", 民, {"facts": "合同有仲裁条款"}, {}, "arbitration_agreed"),
    (
        "filing",
        民,
        {"cause": "离婚纠纷", "divorce_refused_on": "2026-06-01"},
        {},
        "divorce_within_six_months",
    ),
    ("filing", 行, {"reconsidered": "no", "known_on": "2026-05-01"}, {}, "filing_late"),
    ("filing", 行, {"reconsidered": "yes", "decision_on": "2026-11-01"}, {}, "filing_late"),
    ("filing", 刑, {"category": "unsure"}, {}, "prosecution_unsure"),
    ("filing", 执, {"due_on": "2024-11-20"}, {}, "enforcement_late"),
    ("filing", 赔, {"known_on": "2024-11-01", "applied": "yes"}, {}, "filing_late"),
    ("filing", 赔, {"applied": "no"}, {}, "organ_first"),
    ("judicial_confirmation", 民, {"signed_on": "2026-10-20"}, {}, "confirmation_late"),
    ("judicial_confirmation", 民, {"both": "no"}, {}, "confirmation_together"),
    ("judicial_confirmation", 民, {"content": "确认所有权归宋朗月"}, {}, "not_confirmable"),
    ("appraisal", 民, {}, {"evidence_until": date(2026, 11, 20)}, "appraisal_late"),
    ("appraisal", 民, {"sort": "again"}, {}, "appraisal_again"),
    (
        "evidence_investigation",
        民,
        {"ground": "secret"},
        {"evidence_until": date(2026, 11, 20)},
        "investigation_late",
    ),
    ("evidence_investigation", 民, {"ground": "other"}, {}, "investigation_ground"),
    ("online_hearing", 刑, {"mode": "online"}, {}, "criminal_online"),
    ("online_hearing", 民, {"mode": "online", "consent": "no"}, {}, "online_not_agreed"),
    ("online_hearing", 民, {"mode": "online", "reason": "要核对原件"}, {}, "online_unfit"),
    ("online_hearing", 民, {"mode": "apart"}, {"procedure": Procedure.ORDINARY}, "apart_procedure"),
    ("mediation", 民, {}, {"cause": "确认收养关系纠纷，收养关系"}, "mediation_barred"),
    ("mediation", 民, {}, {"authority": PARTLY}, "mediation_authority"),
    ("mediation", 行, {}, {}, "mediation_limited"),
    ("representation", 民, {"authority": "in_full"}, {}, "mandate_in_full"),
]


@pytest.mark.parametrize(("check", "kind", "given", "facts", "key"), WARNED)
def test_everything_else_warns_and_refuses_nothing(
    check: str, kind: CaseKind, given: dict[str, str], facts: dict[str, Any], key: str
) -> None:
    findings = found(check, kind, given, **facts)
    assert key in keys(findings, "warn")
    assert not keys(findings)


PASSED: list[tuple[str, CaseKind, dict[str, str], dict[str, Any]]] = [
    ("evidence_extension", 民, {}, {"evidence_until": date(2026, 12, 3)}),
    ("evidence_extension", 行, {}, {"evidence_until": date(2026, 12, 3)}),
    ("refund", 民, {"ground": "remanded"}, {"authority": WHOLE}),
    ("refund", 民, {"ground": "to_criminal"}, {}),
    ("fee_relief", 民, {"relief": "exempt", "applicant": "natural"}, {"stage": Stage.FILING}),
    ("fee_relief", 行, {"relief": "reduce", "applicant": "organisation"}, {}),
    ("withdrawal", 民, {"withdrawn": "suit"}, {"authority": WHOLE, "instance": "民初"}),
    ("withdrawal", 刑, {"withdrawn": "appeal"}, {"judged_at": NOW}),
    ("withdrawal", 执, {"withdrawn": "enforcement"}, {}),
    ("avoidance", 民, {}, {"others": (Engaged("12月7日", True, True),)}),
    ("preservation", 民, {"sort": "in_suit", "amount": "1"}, {"claim": Decimal(1)}),
    ("preservation", 民, {"sort": "renewal", "expires_on": "2026-11-30"}, {}),
    ("preservation", 民, {"sort": "release"}, {}),
    ("filing", 民, {"defendant": "齐万里，住西湖区文三路9号", "amount": "200000"}, {}),
    ("filing", 民, {"cause": "离婚纠纷", "defendant": "住某路", "divorce_refused_on": "2026-05-01"}, {}),
    ("filing", 行, {"reconsidered": "no", "known_on": "2026-06-01"}, {}),
    ("filing", 执, {"due_on": "2024-12-01", "amount": "120000"}, {}),
    ("filing", 赔, {"known_on": "2025-01-01", "applied": "yes"}, {}),
    ("judicial_confirmation", 民, {"signed_on": "2026-11-10", "both": "yes", "content": "分期还款"}, {}),
    ("appraisal", 民, {"sort": "first"}, {"evidence_until": date(2026, 12, 3)}),
    ("appraisal", 刑, {"sort": "again"}, {"evidence_until": date(2026, 11, 1)}),
    ("evidence_investigation", 民, {"ground": "state_held"}, {"evidence_until": SATURDAY}),
    ("evidence_investigation", 行, {"ground": "state_held"}, {"evidence_until": date(2026, 11, 1)}),
    ("online_hearing", 民, {"mode": "online", "reason": "人在外地"}, {}),
    ("online_hearing", 民, {"mode": "offline", "reason": "要核对原件"}, {}),
    ("mediation", 民, {}, {"authority": WHOLE}),
    ("representation", 民, {"authority": "special"}, {}),
]


@pytest.mark.parametrize(("check", "kind", "given", "facts"), PASSED)
def test_what_is_in_order_passes_without_a_warning(
    check: str, kind: CaseKind, given: dict[str, str], facts: dict[str, Any]
) -> None:
    findings = found(check, kind, given, **facts)
    assert not keys(findings) and not keys(findings, "warn")
    assert keys(findings, "info")


OF_EACH: list[tuple[str, CaseKind, dict[str, str], dict[str, Any]]] = [
    *((check, kind, given, facts) for check, kind, given, facts, _, _ in REFUSED),
    *((check, kind, given, facts) for check, kind, given, facts, _ in WARNED),
    *PASSED,
]


@pytest.mark.parametrize("kind", [None, *CaseKind])
@pytest.mark.parametrize(("check", "given", "facts"), [(c, g, f) for c, _, g, f in OF_EACH])
def test_no_kind_of_case_borrows_from_another(
    check: str, given: dict[str, str], facts: dict[str, Any], kind: CaseKind | None
) -> None:
    findings = found(check, kind, given, **facts)
    assert cited(findings) <= set(articles())
    civil = ("cpl", "cpi", "ext", "ev", "pres")
    if kind is CaseKind.CRIMINAL:
        assert not [key for key in cited(findings) if key.startswith((*civil, "alp", "ali"))]
    if kind is CaseKind.ADMINISTRATIVE:
        for finding in findings:
            assert "alp.101" in finding.articles or not any(k.startswith(civil) for k in finding.articles)
    if kind is None:
        assert {finding.key for finding in findings} == {"no_rule_known"}


def test_the_hour_after_the_last_day_is_too_late_and_the_last_day_is_not() -> None:
    """2026-11-20 is a Friday: over on Monday; the Saturday after it runs on to Monday."""
    assert keys(found("evidence_extension", 民, evidence_until=date(2026, 11, 20)))
    assert not keys(found("evidence_extension", 民, evidence_until=SATURDAY))
    next_day = CaseFacts(NOW + timedelta(days=1), 民, evidence_until=SATURDAY)
    assert keys(CHECKS["evidence_extension"].run(next_day))


def test_what_it_costs_is_told_as_an_estimate() -> None:
    """The tariff: 200,000 in dispute costs 4,300; 500,000 preserved 3,020; never more than 5,000."""
    civil = found("filing", 民, {"defendant": "住某路", "amount": "200000"})
    assert {Decimal(str(f.facts["fee"])) for f in civil if f.key == "filing_fee"} == {Decimal(4300)}
    for amount, cost in (("500000", "3020"), ("90000000", "5000")):
        kept = found("preservation", 民, {"sort": "in_suit", "amount": amount})
        assert {Decimal(str(f.facts["fee"])) for f in kept if f.key == "preservation_fee"} == {Decimal(cost)}
