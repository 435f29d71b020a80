"""Checks before a request is registered, on facts given or recorded.

A check refuses only what the law itself bars on those facts; all else warns and the request is registered.
Rules go by kind of case; where none is known for the kind, that is said and nothing is borrowed from another.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from actions.law.grounds import named_in, postponement_grounds, recusal_grounds
from actions.law.precheck_rules import file_scopes, rules_for
from actions.law.terms import CaseKind, Procedure, Stage

Level = Literal["refuse", "warn", "info"]
Fact = str | int | datetime

_NOTICE = timedelta(days=3)
_ITEMS = re.compile(r"[、，,；;。]|以及|包括|还有|和|及|与")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say. `key` names its wording, `facts` fill it, `articles` are keys of articles.csv."""

    level: Level
    key: str
    articles: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)


def refused(findings: Iterable[Finding]) -> bool:
    return any(finding.level == "refuse" for finding in findings)


def postponement(
    hearing_start: datetime | None,
    now: datetime,
    kind: CaseKind | None,
    procedure: Procedure | None = None,
    previous_postponements: int | None = None,
    reason: str = "",
) -> list[Finding]:
    """Request to postpone a hearing; `hearing_start` and `now` with a zone.

    Refuses only for a hearing whose recorded time has come. The number of postponements (延长审限规定
    第三条) binds the court and is for it to judge, so it warns.
    """
    if hearing_start is not None and hearing_start <= now:
        return [Finding("refuse", "hearing_over", facts={"hearing_start": hearing_start})]
    findings: list[Finding] = []
    if hearing_start is None:
        findings.append(Finding("info", "hearing_unknown"))
    elif hearing_start - now < _NOTICE:
        findings.append(Finding("warn", "short_notice", ("right.3",), {"hearing_start": hearing_start}))
    rule = rules_for(kind).postponement
    if kind is None or rule is None:
        return [*findings, _no_rule(kind)]
    limit = rule.limits.get(procedure) if procedure else None
    if limit is not None and previous_postponements is not None and previous_postponements >= limit:
        counts: dict[str, Fact] = {"limit": limit, "previous": previous_postponements}
        findings.append(Finding("warn", "postponed_often", rule.limit_articles, counts))
    if not reason.strip():
        return [*findings, Finding("warn", "reason_missing", rule.articles)]
    found = named_in(reason, postponement_grounds(), kind)
    named = [Finding("info", "ground", each.articles[kind], {"ground": each.name}) for each in found]
    if not named:
        named = [Finding("warn", "ground_not_listed", rule.articles + rule.other_cause)]
    return [*findings, *named]


def recusal(
    kind: CaseKind | None,
    stage: Stage | None,
    hearings_held: int | None,
    person_role: str,
    grounds: str = "",
) -> list[Finding]:
    """Request that a person of the court withdraw; `grounds` in free words or a key of recusal_grounds.yml.

    Refuses a civil or administrative case that the record shows as closed: its debate is over
    (民事诉讼法第四十八条). Criminal cases know no such limit. `hearings_held` counts hearings already held.
    """
    rule = rules_for(kind).recusal
    if kind is None or rule is None:
        return [_no_rule(kind)]
    if stage is Stage.CLOSED and rule.until_debate_closes:
        return [Finding("refuse", "case_closed", rule.until_debate_closes)]
    findings: list[Finding] = []
    if stage is Stage.CLOSED:
        findings.append(Finding("warn", "case_closed_check", rule.articles))
    elif hearings_held and rule.until_debate_closes:
        held: dict[str, Fact] = {"hearings_held": hearings_held}
        findings.append(Finding("warn", "after_hearing_began", rule.until_debate_closes, held))
    role = person_role.strip()
    decider = rule.deciders.get(role)
    if decider is None:
        findings.append(Finding("warn", "role_not_named", rule.articles, {"role": role}))
    else:
        findings.append(
            Finding("info", "decided_by", rule.deciders_under, {"role": role, "decider": decider})
        )
    if not grounds.strip():
        return [*findings, Finding("warn", "reason_missing", rule.until_debate_closes or rule.articles)]
    found = named_in(grounds, recusal_grounds(), kind)
    if not found:
        findings.append(Finding("warn", "ground_not_listed", rule.articles))
    for each in found:
        findings.append(Finding("info", "ground", each.articles[kind], {"ground": each.name}))
        if kind in each.proof:
            findings.append(Finding("warn", "proof_needed", each.articles[kind]))
    return findings


def file_review(
    kind: CaseKind | None, stage: Stage | None, verified_representation: bool, scope: str = ""
) -> list[Finding]:
    """Request to read a file; `scope` in the caller's words.

    Refuses when only records of deliberation or the inner file are asked for; where other material is asked
    for too, that part is warned of and the rest registered.
    """
    rule = rules_for(kind).file_review
    if rule is None:
        return [_no_rule(kind)]
    barred, permitted = _wanted(scope)
    if barred and not permitted:
        return [Finding("refuse", "deliberation_secret", rule.barred, {"scope": "、".join(barred)})]
    findings = [Finding("info", "file_review_right", rule.articles)]
    if barred:
        findings.append(Finding("warn", "part_secret", rule.barred, {"scope": "、".join(barred)}))
    if not verified_representation:
        findings.append(Finding("warn", "representation_unverified", rule.mandate))
    if any(cue in scope for cue in file_scopes().state_secret):
        findings.append(Finding("warn", "state_secret", rule.secret))
    if stage is Stage.FILING:
        findings.append(Finding("warn", "file_not_ready"))
    elif stage is Stage.CLOSED:
        findings.append(Finding("info", "file_archived", rule.archived))
    return findings


def _no_rule(kind: CaseKind | None) -> Finding:
    return Finding("info", "no_rule_known", facts={"kind": kind.value} if kind else {})


def _wanted(scope: str) -> tuple[list[str], list[str]]:
    """The items of a wish that the law bars, and those that name material open to view."""
    words = file_scopes()
    barred: list[str] = []
    permitted: list[str] = []
    for item in filter(None, _ITEMS.split("".join(scope.split()))):
        if any(cue in item for cue in words.excluded):
            continue
        if any(cue in item for cue in words.barred):
            barred.append(item)
        elif any(cue in item for cue in words.material):
            permitted.append(item)
    return barred, permitted
