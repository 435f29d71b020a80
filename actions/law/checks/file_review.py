"""阅卷: refuses when only records of deliberation or the inner file are asked for; where other material is
asked for too, that part is warned of and the rest registered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.checks.case_facts import CaseFacts
from actions.law.checks.finding import Finding, no_rule
from actions.law.checks.rules import Keys, keys, read_rules
from actions.law.reference import FOLDER, read_document
from actions.law.terms import CaseKind, Stage

_ITEMS = re.compile(r"[、，,；;。]|以及|包括|还有|和|及|与")


@dataclass(frozen=True, slots=True)
class Rule:
    articles: Keys
    barred: Keys
    secret: Keys
    mandate: Keys
    archived: Keys


@dataclass(frozen=True, slots=True)
class Scopes:
    """Words by which a wish to read a file is understood."""

    barred: Keys
    state_secret: Keys
    material: Keys
    excluded: Keys


@cache
def rules() -> dict[CaseKind, Rule]:
    return read_rules("file_review", _read)


@cache
def scopes() -> Scopes:
    raw = read_document(FOLDER / "file_scopes.yml")
    return Scopes(*(tuple(raw[name]) for name in ("barred", "state_secret", "material", "excluded")))


def check(facts: CaseFacts) -> list[Finding]:
    """Goes by `stage`, `mandate_verified` and the field `scope`, in the caller's words."""
    rule = rules().get(facts.kind) if facts.kind else None
    if rule is None:
        return [no_rule(facts.kind)]
    scope = facts.given.get("scope", "")
    barred, permitted = _wanted(scope)
    if barred and not permitted:
        return [Finding("refuse", "deliberation_secret", rule.barred, {"scope": "、".join(barred)})]
    findings = [Finding("info", "file_review_right", rule.articles)]
    if barred:
        findings.append(Finding("warn", "part_secret", rule.barred, {"scope": "、".join(barred)}))
    if not facts.mandate_verified:
        findings.append(Finding("warn", "representation_unverified", rule.mandate))
    if any(cue in scope for cue in scopes().state_secret):
        findings.append(Finding("warn", "state_secret", rule.secret))
    if facts.stage is Stage.FILING:
        findings.append(Finding("warn", "file_not_ready"))
    elif facts.stage is Stage.CLOSED:
        findings.append(Finding("info", "file_archived", rule.archived))
    return findings


def _wanted(scope: str) -> tuple[list[str], list[str]]:
    """The items of a wish that the law bars, and those that name material open to view."""
    words = scopes()
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


def _read(entry: Mapping[str, Any]) -> Rule:
    return Rule(*(keys(entry, name) for name in ("articles", "barred", "secret", "mandate", "archived")))
