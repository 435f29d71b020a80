"""What a turn brings about, once: the same turn run again, or twice at once, finds what it did first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.errors import HotlineError
from actions.store.conversations import Effect


class Effects:
    """The effects of one turn, by their ordinal within it."""

    def __init__(self, turn_id: str, done: int = 0) -> None:
        self.turn_id = turn_id
        self.done = done

    def once(self, session: Session, kind: str, bring_about: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Transaction (b), with the caller's rows: run `bring_about` unless this effect exists already.

        What it wrote is undone if it raises, or if another run of the turn was there first.
        """
        ordinal = self.done
        self.done += 1
        first = self._outcome(session, ordinal, kind)
        if first is not None:
            return first
        try:
            with session.begin_nested():
                outcome = bring_about()
                session.add(Effect(turn_id=self.turn_id, ordinal=ordinal, kind=kind, outcome=outcome))
                session.flush()
        except (IntegrityError, HotlineError):  # refused, it may be, for what another run of this turn did
            first = self._outcome(session, ordinal, kind)
            if first is None:
                raise
            return first
        return outcome

    def _outcome(self, session: Session, ordinal: int, kind: str) -> dict[str, Any] | None:
        first = session.get(Effect, (self.turn_id, ordinal))
        if first is None:
            return None
        if first.kind != kind:
            raise RuntimeError(f"effect {ordinal} of a turn was {first.kind}, now {kind}")
        return first.outcome


def brought_about(session: Session, turn_id: str, ordinal: int) -> bool:
    """Whether a turn has had this effect already, in a run that was cut short."""
    return session.get(Effect, (turn_id, ordinal)) is not None
