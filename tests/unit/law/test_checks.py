"""Pre-checks refuse only what the law bars on the facts, and never borrow another kind of case's rules."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.law.articles import articles
from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, refused
from actions.law.checks.registry import CHECKS
from actions.law.terms import CaseKind, Procedure, Stage

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
KINDS = st.sampled_from([None, *CaseKind])
STAGES = st.sampled_from([None, *Stage])
WORDS = st.one_of(
    st.text(max_size=30), st.sampled_from(["住院了", "和法官是同学", "审委会讨论记录", "全部卷宗"])
)
ROLES = st.sampled_from(["审判员", "院长", "书记员", "对方律师", "公诉人", ""])
CIVIL_LAWS = ("cpl", "cpi", "ext", "file", "ev")


def postponement(
    hearing_start: datetime | None,
    now: datetime,
    kind: CaseKind | None,
    procedure: Procedure | None = None,
    previous_postponements: int | None = None,
    reason: str = "",
) -> list[Finding]:
    facts = CaseFacts(
        now,
        kind,
        procedure,
        hearing_start=hearing_start,
        postponements=previous_postponements,
        given={"reason": reason},
    )
    return CHECKS["postponement"].run(facts)


def recusal(
    kind: CaseKind | None, stage: Stage | None, hearings_held: int | None, role: str, ground: str = ""
) -> list[Finding]:
    facts = CaseFacts(
        NOW,
        kind,
        stage=stage,
        hearings_held=hearings_held,
        given={"ground": ground},
        titles={"office": role},
    )
    return CHECKS["recusal"].run(facts)


def file_review(kind: CaseKind | None, stage: Stage | None, verified: bool, scope: str = "") -> list[Finding]:
    facts = CaseFacts(NOW, kind, stage=stage, mandate_verified=verified, given={"scope": scope})
    return CHECKS["file_review"].run(facts)


def keys(findings: list[Finding]) -> set[str]:
    return {finding.key for finding in findings}


def everything(
    kind: CaseKind | None, stage: Stage | None, role: str, words: str, ahead: int
) -> list[Finding]:
    return [
        *postponement(NOW + timedelta(days=ahead), NOW, kind, Procedure.ORDINARY, 2, words),
        *recusal(kind, stage, 1, role, words),
        *file_review(kind, stage, False, words),
    ]


@given(KINDS, STAGES, ROLES, WORDS, st.integers(-3, 30))
def test_every_article_a_finding_names_is_in_the_table(
    kind: CaseKind | None, stage: Stage | None, role: str, words: str, ahead: int
) -> None:
    found = everything(kind, stage, role, words, ahead)
    assert {key for finding in found for key in finding.articles} <= set(articles())


@given(STAGES, ROLES, WORDS, st.integers(1, 30))
def test_civil_rules_never_reach_criminal_cases(
    stage: Stage | None, role: str, words: str, ahead: int
) -> None:
    found = everything(CaseKind.CRIMINAL, stage, role, words, ahead)
    assert not [key for finding in found for key in finding.articles if key.startswith(CIVIL_LAWS)]


@given(STAGES, ROLES, WORDS, st.integers(1, 30))
def test_administrative_cases_borrow_civil_law_only_through_their_own(
    stage: Stage | None, role: str, words: str, ahead: int
) -> None:
    for finding in everything(CaseKind.ADMINISTRATIVE, stage, role, words, ahead):
        if any(key.startswith(CIVIL_LAWS) for key in finding.articles):
            assert "alp.101" in finding.articles


@given(st.sampled_from([None, CaseKind.COMPENSATION]), STAGES, ROLES, WORDS)
def test_where_no_rule_is_known_that_is_said_and_nothing_refused(
    kind: CaseKind | None, stage: Stage | None, role: str, words: str
) -> None:
    for found in (
        postponement(NOW + timedelta(days=9), NOW, kind, None, None, words),
        recusal(kind, stage, 1, role, words),
        file_review(kind, stage, True, words),
    ):
        assert keys(found) == {"no_rule_known"} and not refused(found)


@given(KINDS, st.sampled_from([None, *Procedure]), st.none() | st.integers(0, 9), WORDS)
def test_a_hearing_to_come_is_never_refused(
    kind: CaseKind | None, procedure: Procedure | None, previous: int | None, reason: str
) -> None:
    found = postponement(NOW + timedelta(minutes=1), NOW, kind, procedure, previous, reason)
    assert not refused(found)


def test_a_hearing_already_over_is_refused_with_its_recorded_time() -> None:
    began = NOW - timedelta(hours=1)
    found = postponement(began, NOW, CaseKind.CIVIL, reason="住院")
    assert refused(found) and found[0].facts["hearing_start"] == began


@pytest.mark.parametrize(
    ("procedure", "previous", "warned"),
    [
        (Procedure.ORDINARY, 1, False),
        (Procedure.ORDINARY, 2, True),
        (Procedure.SUMMARY, 0, False),
        (Procedure.SUMMARY, 1, True),
        (Procedure.SMALL_CLAIMS, 1, True),
        (None, 5, False),
        (Procedure.ORDINARY, None, False),
    ],
)
def test_the_number_of_postponements_warns(
    procedure: Procedure | None, previous: int | None, warned: bool
) -> None:
    found = postponement(NOW + timedelta(days=9), NOW, CaseKind.CIVIL, procedure, previous, "住院")
    assert ("postponed_often" in keys(found)) == warned
    other = postponement(NOW + timedelta(days=9), NOW, CaseKind.ADMINISTRATIVE, procedure, previous, "住院")
    assert "postponed_often" not in keys(other)


@pytest.mark.parametrize(("days", "warned"), [(2, True), (4, False)])
def test_less_than_three_days_ahead_warns(days: int, warned: bool) -> None:
    found = postponement(NOW + timedelta(days=days), NOW, CaseKind.CIVIL, reason="住院")
    assert ("short_notice" in keys(found)) == warned


@pytest.mark.parametrize(
    ("kind", "reason", "ground"),
    [
        (CaseKind.CIVIL, "那天上午在东莞还有另案开庭，撞期了", "与其他案件庭期冲突"),
        (CaseKind.CIVIL, "我的当事人住院做手术", "患病或者就医"),
        (CaseKind.CIVIL, "刚申请了回避", "临时提出回避申请"),
        (CaseKind.CRIMINAL, "检察院要补充侦查", "检察机关建议补充侦查"),
        (CaseKind.ADMINISTRATIVE, "有新的证人要到庭", "需要新证人、新证据或者鉴定、勘验、补充调查"),
    ],
)
def test_reasons_are_matched_to_grounds_of_their_kind(kind: CaseKind, reason: str, ground: str) -> None:
    found = postponement(NOW + timedelta(days=9), NOW, kind, reason=reason)
    assert ground in {finding.facts.get("ground") for finding in found}


def test_a_reason_outside_the_list_only_warns() -> None:
    found = postponement(NOW + timedelta(days=9), NOW, CaseKind.CIVIL, reason="想再准备准备")
    assert keys(found) == {"ground_not_listed"} and "ext.2" in found[0].articles
    assert "reason_missing" in keys(postponement(NOW + timedelta(days=9), NOW, CaseKind.CIVIL))


@pytest.mark.parametrize(
    ("kind", "refuses"),
    [
        (CaseKind.CIVIL, True),
        (CaseKind.ADMINISTRATIVE, True),
        (CaseKind.CRIMINAL, False),
        (CaseKind.ENFORCEMENT, False),
        (CaseKind.COMPENSATION, False),
    ],
)
def test_recusal_after_the_case_is_closed(kind: CaseKind, refuses: bool) -> None:
    assert refused(recusal(kind, Stage.CLOSED, 2, "审判员", "同学")) == refuses


@given(KINDS, st.sampled_from([None, Stage.FILING, Stage.TRIAL, Stage.ENFORCEMENT]), ROLES, WORDS)
def test_recusal_in_an_open_case_is_never_refused(
    kind: CaseKind | None, stage: Stage | None, role: str, words: str
) -> None:
    assert not refused(recusal(kind, stage, 3, role, words))


def test_recusal_after_a_hearing_asks_when_the_reason_became_known() -> None:
    civil = recusal(CaseKind.CIVIL, Stage.TRIAL, 1, "审判员", "和对方当事人是同学")
    assert "after_hearing_began" in keys(civil)
    assert "after_hearing_began" not in keys(recusal(CaseKind.CRIMINAL, Stage.TRIAL, 1, "审判员", "同学"))


@pytest.mark.parametrize(
    ("kind", "role", "decider"),
    [
        (CaseKind.CIVIL, "院长", "审判委员会"),
        (CaseKind.CIVIL, "人民陪审员", "院长"),
        (CaseKind.CIVIL, "法官助理", "审判长或者独任审判员"),
        (CaseKind.ADMINISTRATIVE, "书记员", "审判长"),
        (CaseKind.CRIMINAL, "书记员", "院长"),
        (CaseKind.CRIMINAL, "公诉人", "检察长"),
        (CaseKind.ENFORCEMENT, "执行员", "院长"),
    ],
)
def test_who_decides_on_a_recusal(kind: CaseKind, role: str, decider: str) -> None:
    found = recusal(kind, Stage.TRIAL, 0, role, "利害关系")
    assert decider in {finding.facts.get("decider") for finding in found}


def test_a_person_whom_the_law_does_not_name_is_warned_of() -> None:
    assert "role_not_named" in keys(recusal(CaseKind.CIVIL, Stage.TRIAL, 0, "对方律师", "同学"))


def test_gifts_want_proof_in_criminal_cases_only() -> None:
    assert "proof_needed" in keys(recusal(CaseKind.CRIMINAL, Stage.TRIAL, 0, "审判员", "收了红包"))
    assert "proof_needed" not in keys(recusal(CaseKind.CIVIL, Stage.TRIAL, 0, "审判员", "收了红包"))


@pytest.mark.parametrize(
    "scope", ["合议庭评议笔录", "合议庭评议记录和审委会讨论记录", "副卷", "我想看 审判委员会 的讨论记录"]
)
@pytest.mark.parametrize(
    "kind", [CaseKind.CIVIL, CaseKind.CRIMINAL, CaseKind.ADMINISTRATIVE, CaseKind.ENFORCEMENT]
)
def test_records_of_deliberation_are_refused(kind: CaseKind, scope: str) -> None:
    assert refused(file_review(kind, Stage.TRIAL, True, scope))


@pytest.mark.parametrize(
    "scope", ["", "正卷", "庭审笔录和证据材料", "全部卷宗，不含副卷", "商业机密相关的证据"]
)
def test_other_material_is_not(scope: str) -> None:
    found = file_review(CaseKind.CIVIL, Stage.TRIAL, True, scope)
    assert keys(found) == {"file_review_right"}


def test_a_wish_for_both_is_registered_without_the_secret_part() -> None:
    found = file_review(CaseKind.CIVIL, Stage.TRIAL, True, "庭审笔录、证据材料和合议庭评议笔录")
    assert not refused(found)
    part = next(finding for finding in found if finding.key == "part_secret")
    assert part.facts["scope"] == "合议庭评议笔录"


def test_an_unverified_representation_warns() -> None:
    found = file_review(CaseKind.CIVIL, Stage.TRIAL, False, "正卷")
    assert "representation_unverified" in keys(found) and not refused(found)


def test_stage_of_the_file_is_told() -> None:
    assert "file_archived" in keys(file_review(CaseKind.CIVIL, Stage.CLOSED, True, "正卷"))
    assert "file_not_ready" in keys(file_review(CaseKind.CIVIL, Stage.FILING, True, "正卷"))


@pytest.mark.parametrize(
    ("kind", "reason", "wanted"),
    [
        (CaseKind.CIVIL, "台风停运", True),
        (CaseKind.CIVIL, "住院手术", False),
        (CaseKind.ADMINISTRATIVE, "台风停运", False),
    ],
)
def test_force_majeure_in_a_civil_case_wants_the_president(kind: CaseKind, reason: str, wanted: bool) -> None:
    found = postponement(NOW + timedelta(days=9), NOW, kind, reason=reason)
    assert ("president_approves" in keys(found)) is wanted
    assert not refused(found)
