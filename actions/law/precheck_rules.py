"""Legal grounds of the pre-checks by kind of case, as data: a kind that is not there has no rule known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.law.reference import FOLDER, read_document
from actions.law.terms import CaseKind, Procedure

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostponementRule:
    """`other_cause`: how narrowly the catch-all ground is read. `limits`: how often, by procedure."""

    articles: Keys
    other_cause: Keys
    limits: Mapping[Procedure, int]
    limit_articles: Keys


@dataclass(frozen=True, slots=True)
class RecusalRule:
    """`until_debate_closes`: empty where there is no such limit. `deciders`: role → who decides on it."""

    articles: Keys
    until_debate_closes: Keys
    deciders_under: Keys
    deciders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileReviewRule:
    articles: Keys
    barred: Keys
    secret: Keys
    mandate: Keys
    archived: Keys


@dataclass(frozen=True, slots=True)
class FileScopes:
    """Words by which a wish to read a file is understood."""

    barred: Keys
    state_secret: Keys
    material: Keys
    excluded: Keys


@dataclass(frozen=True, slots=True)
class KindRules:
    postponement: PostponementRule | None
    recusal: RecusalRule | None
    file_review: FileReviewRule | None


_NONE_KNOWN = KindRules(None, None, None)


def rules_for(kind: CaseKind | None) -> KindRules:
    return _NONE_KNOWN if kind is None else _rules().get(kind, _NONE_KNOWN)


@cache
def file_scopes() -> FileScopes:
    raw = read_document(FOLDER / "file_scopes.yml")
    return FileScopes(*(tuple(raw[name]) for name in ("barred", "state_secret", "material", "excluded")))


@cache
def _rules() -> dict[CaseKind, KindRules]:
    raw = read_document(FOLDER / "precheck_rules.yml")
    return {
        CaseKind(kind): KindRules(
            _postponement(entry["postponement"]) if "postponement" in entry else None,
            _recusal(entry["recusal"]) if "recusal" in entry else None,
            _file_review(entry["file_review"]) if "file_review" in entry else None,
        )
        for kind, entry in raw.items()
    }


def _postponement(entry: Mapping[str, Any]) -> PostponementRule:
    limits = {Procedure(name): times for name, times in entry.get("limits", {}).items()}
    return PostponementRule(
        _keys(entry, "articles"), _keys(entry, "other_cause"), limits, _keys(entry, "limit_articles")
    )


def _recusal(entry: Mapping[str, Any]) -> RecusalRule:
    deciders = {role: decider for decider, roles in entry["deciders"].items() for role in roles}
    return RecusalRule(
        _keys(entry, "articles"),
        _keys(entry, "until_debate_closes"),
        _keys(entry, "deciders_under"),
        deciders,
    )


def _file_review(entry: Mapping[str, Any]) -> FileReviewRule:
    return FileReviewRule(
        *(_keys(entry, name) for name in ("articles", "barred", "secret", "mandate", "archived"))
    )


def _keys(entry: Mapping[str, Any], name: str) -> Keys:
    return tuple(entry.get(name, ()))
