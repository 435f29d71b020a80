"""The rules of a check by kind of case, as data: a kind that is not there has no rule known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from actions.law.reference import FOLDER, read_document
from actions.law.terms import CaseKind

Keys = tuple[str, ...]
Rule = TypeVar("Rule")


def read_rules(check: str, read: Callable[[Mapping[str, Any]], Rule]) -> dict[CaseKind, Rule]:
    """data/reference/checks/<check>.yml, each entry read by `read`."""
    document = read_document(FOLDER / "checks" / f"{check}.yml")
    return {CaseKind(kind): read(entry) for kind, entry in document.items()}


@dataclass(frozen=True, slots=True)
class SaidRule:
    """Of a kind of case, what each thing that is said rests on, by its name; empty where it has no such
    rule."""

    said: Mapping[str, Keys]

    def of(self, name: str) -> Keys:
        return self.said.get(name, ())


def keys(entry: Mapping[str, Any], name: str) -> Keys:
    """Keys of articles; none where the entry is silent."""
    return tuple(entry.get(name, ()))
