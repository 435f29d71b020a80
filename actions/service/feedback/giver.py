"""Who leaves a grade, a suggestion or a complaint, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Giver:
    """Anybody may be one; `licence_no` if he is verified, `court_code` if a court is spoken of."""

    channel: str
    conversation_id: str | None = None
    licence_no: str | None = None
    court_code: str | None = None

    @property
    def actor(self) -> str:
        """As the audit has him."""
        return f"lawyer:{self.licence_no}" if self.licence_no else "system"
