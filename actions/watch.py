"""What the inner listener saw of a turn: Rasa's own 200 proves nothing.

Rasa turns exceptions into an empty answer, skips an action that failed and reads a failing tracker as an
empty dialogue. So a turn counts only if, on our side, its dialogue was read, its last action ended well, its
new dialogue was kept, and no inner call of it failed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass
class Seen:
    conversation_id: str
    read: bool = False
    acted: bool = False
    kept: bool = False
    failed: bool = False

    @property
    def complete(self) -> bool:
        return self.read and self.acted and self.kept and not self.failed


class Watch:
    """Turns at present with the assistant; one at a time per conversation."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._turns: dict[str, Seen] = {}

    def begin(self, turn_id: str, conversation_id: str) -> Seen:
        seen = Seen(conversation_id)
        with self._guard:
            self._turns[turn_id] = seen
        return seen

    def end(self, turn_id: str) -> None:
        with self._guard:
            self._turns.pop(turn_id, None)

    def of_turn(self, turn_id: str) -> Seen | None:
        with self._guard:
            return self._turns.get(turn_id)

    def of_conversation(self, conversation_id: str) -> Seen | None:
        with self._guard:
            return next(
                (seen for seen in self._turns.values() if seen.conversation_id == conversation_id), None
            )
