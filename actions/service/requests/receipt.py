"""What a submission gives back, the first time and every time the same turn is run again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from actions.law.checks.finding import Finding
from actions.service.clock import BEIJING


@dataclass(frozen=True)
class Receipt:
    """`needs`: `{"kind", "what", "by", "url"}` each, `by` an ISO 8601 moment, a day, or None; `url` a path.

    `about`: what the subject is called where it has no case number; `kind` of case. `variant`: which of
    several matters in one. `due_caveat`: holidays before `due_at` are not published yet, so that it may move.
    """

    receipt_no: str
    function: str
    case_number: str | None
    status: str
    submitted_at: datetime
    due_at: datetime
    due_caveat: bool
    findings: tuple[Finding, ...]
    needs: tuple[dict[str, Any], ...]
    about: str = ""
    kind: str | None = None
    variant: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    """What registering did besides, as JSON, for the reply."""

    def outcome(self) -> dict[str, Any]:
        """As JSON, for the record of effects."""
        return asdict(self) | {
            "submitted_at": self.submitted_at.astimezone(BEIJING).isoformat(),
            "due_at": self.due_at.astimezone(BEIJING).isoformat(),
        }

    @classmethod
    def from_outcome(cls, outcome: Mapping[str, Any]) -> Receipt:
        return cls(
            **{
                **outcome,
                "submitted_at": datetime.fromisoformat(outcome["submitted_at"]),
                "due_at": datetime.fromisoformat(outcome["due_at"]),
                "findings": tuple(
                    Finding(**{**f, "articles": tuple(f["articles"])}) for f in outcome["findings"]
                ),
                "needs": tuple(outcome["needs"]),
            }
        )
